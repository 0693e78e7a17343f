package dev.lamarck.syscalls.user.vmalloc;

import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** Memory that is given out in blocks, and can be given back as a whole. */
@Magic
public final class Region {
    /** Of {@link #resize}: the block may go elsewhere, its contents need not. */
    public static final int MOVE = 1;
    /** The block may go elsewhere with its contents. */
    public static final int COPY = 2;
    /** What the block has more than before is cleared. */
    public static final int CLEAR = 4;
    /** Anything longer is refused before there is an overflow. */
    private static final long LONGEST = 1L << 48;

    private final Discipline discipline;
    private final AllocationMethod method;
    final Segments segments;

    /** Opens a region; the method's object belongs to it. It takes no memory before it is asked for some. */
    public Region(Discipline discipline, AllocationMethod method) {
        this.discipline = discipline;
        this.method = method;
        segments = new Segments(discipline);
    }

    /** A block of so many bytes or a few more; 0 if there is no memory. */
    public long allocate(long size) {
        if (size < 0 || size > LONGEST) {
            return 0;
        }
        long address = method.allocate(this, Math.max(size, 1));
        while (address == 0 && isToRetry(size)) {
            address = method.allocate(this, Math.max(size, 1));
        }
        return address;
    }

    /** The same at a multiple of a power of two. */
    public long align(long size, long alignment) {
        if (alignment <= 16) {
            return allocate(size);
        }
        if (size < 0 || size > LONGEST || alignment > LONGEST) {
            return 0;
        }
        long address = method.align(this, Math.max(size, 1), alignment);
        while (address == 0 && isToRetry(size)) {
            address = method.align(this, Math.max(size, 1), alignment);
        }
        return address;
    }

    private boolean isToRetry(long size) {
        return discipline.exception(this, Discipline.Event.NO_MEMORY, size);
    }

    /** Makes a block longer or shorter, by what of {@link #MOVE}, {@link #COPY} and {@link #CLEAR} is in the flags; its address, or 0 and it is as it was. */
    public long resize(long address, long size, int flags) {
        long before = sizeOf(address);
        if (before < 0) {
            discipline.exception(this, Discipline.Event.BAD_ADDRESS, address);
            return 0;
        }
        long now = size < 0 || size > LONGEST ? 0 : method.resize(this, address, Math.max(size, 1), flags);
        if (now != 0 && (flags & CLEAR) != 0) {
            long end = now + sizeOf(now);
            for (long at = now + before; at < end; at++) {
                Memory.store8(at, 0);
            }
        }
        return now;
    }

    /** Gives a block back; false, after the discipline was told, if there is none. */
    public boolean free(long address) {
        boolean isFreed = method.free(this, address);
        if (!isFreed) {
            discipline.exception(this, Discipline.Event.BAD_ADDRESS, address);
        }
        return isFreed;
    }

    /** Bytes that may be used of the block at an address; −1 if there is none. */
    public long sizeOf(long address) {
        return method.sizeOf(this, address);
    }

    /** How far into a block in use an address points; −1 if into none. */
    public long offsetIn(long address) {
        long block = method.blockAt(this, address);
        return block == 0 ? -1 : address - block;
    }

    /** Gives segments that nothing is in back to the discipline. */
    public void compact() {
        method.compact(this);
    }

    /** Frees all blocks at once and gives the memory back. The region may be used on. */
    public void clear() {
        method.clear();
        segments.releaseAll();
    }

    public RegionStatistics statistics() {
        RegionStatistics statistics = new RegionStatistics();
        segments.count(statistics);
        method.count(this, statistics);
        return statistics;
    }

    /** What the method found wrong, for it to report. */
    void tell(Discipline.Event event, long about) {
        discipline.exception(this, event, about);
    }

    /** Copies doublewords; both addresses are multiples of 8. */
    static void copy(long from, long to, long bytes) {
        for (long at = 0; at < bytes; at += 8) {
            Memory.store64(to + at, Memory.load64(from + at));
        }
    }
}
