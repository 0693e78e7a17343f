package dev.lamarck.instrumentation.splice;

/**
 * Memory for patches in one range of text: first fit over a sorted list of free extents. Patches begin and end on
 * lines of the I-cache, so that writing one never touches a line in which another is being executed.
 */
public final class PatchHeap {
    private static final int MAX_EXTENTS = 512;
    private static final int LINE = 32;

    private final long[] from = new long[MAX_EXTENTS];
    private final long[] to = new long[MAX_EXTENTS];
    private int extents;
    private long used;

    /** Hands a range to an empty heap. */
    public void open(long start, long end) {
        from[0] = start + LINE - 1 & -LINE;
        to[0] = end & -LINE;
        extents = from[0] < to[0] ? 1 : 0;
        used = 0;
    }

    /** 0 if no free extent is large enough. */
    public long allocate(int bytes) {
        int need = rounded(bytes);
        for (int i = 0; i < extents; i++) {
            if (to[i] - from[i] >= need) {
                long address = from[i];
                take(i, address, address + need);
                return address;
            }
        }
        return 0;
    }

    /** The first place at an address that differs from a given one by a multiple of the modulus, a power of two; 0 if there is none. */
    public long allocateLike(long like, int modulus, int bytes) {
        int need = rounded(bytes);
        for (int i = 0; i < extents; i++) {
            long address = from[i] + (like - from[i] & modulus - 1) & -LINE;
            if (to[i] - address >= need && (address == from[i] || address + need == to[i] || extents < MAX_EXTENTS)) {
                take(i, address, address + need);
                return address;
            }
        }
        return 0;
    }

    private void take(int extent, long start, long end) {
        used += end - start;
        if (start > from[extent]) {
            long behind = to[extent];
            to[extent] = start;
            if (end < behind) {
                insert(extent + 1, end, behind);
            }
        } else if (end < to[extent]) {
            from[extent] = end;
        } else {
            remove(extent);
        }
    }

    /** Takes back what {@link #allocate} gave; false, and the memory is lost, if the list of extents is full. */
    public boolean release(long address, int bytes) {
        long end = address + rounded(bytes);
        used -= end - address;
        int at = 0;
        while (at < extents && to[at] < address) {
            at++;
        }
        if (at < extents && to[at] == address) {
            to[at] = end;
            if (at + 1 < extents && from[at + 1] == end) {
                to[at] = to[at + 1];
                remove(at + 1);
            }
            return true;
        }
        if (at < extents && from[at] == end) {
            from[at] = address;
            return true;
        }
        return insert(at, address, end);
    }

    public long usedBytes() {
        return used;
    }

    private boolean insert(int at, long start, long end) {
        if (extents == MAX_EXTENTS) {
            return false;
        }
        for (int i = extents; i > at; i--) {
            from[i] = from[i - 1];
            to[i] = to[i - 1];
        }
        from[at] = start;
        to[at] = end;
        extents++;
        return true;
    }

    private void remove(int at) {
        extents--;
        for (int i = at; i < extents; i++) {
            from[i] = from[i + 1];
            to[i] = to[i + 1];
        }
    }

    private static int rounded(int bytes) {
        return bytes + LINE - 1 & -LINE;
    }
}
