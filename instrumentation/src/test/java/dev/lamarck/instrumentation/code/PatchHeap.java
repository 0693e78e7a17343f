package dev.lamarck.instrumentation.code;

import java.util.Map;
import java.util.TreeMap;

/** Memory for patches in one range of text, in whole lines of the I-cache; what comes back is joined with its neighbours. */
final class PatchHeap {
    private static final int LINE = 32;

    /** Free ranges: where each ends, by where it begins. */
    private final TreeMap<Long, Long> free = new TreeMap<>();
    private long used;

    /** Hands a range to an empty heap. */
    void open(long start, long end) {
        free.clear();
        free.put(start + LINE - 1 & -LINE, end & -LINE);
        used = 0;
    }

    /** From the first free range that is large enough; 0 if there is none. */
    long allocate(int bytes) {
        long need = rounded(bytes);
        for (Map.Entry<Long, Long> each : free.entrySet()) {
            long start = each.getKey();
            if (each.getValue() - start >= need) {
                free.remove(start);
                if (each.getValue() > start + need) {
                    free.put(start + need, each.getValue());
                }
                used += need;
                return start;
            }
        }
        return 0;
    }

    /** Takes back what {@link #allocate} gave. */
    void release(long address, int bytes) {
        long end = address + rounded(bytes);
        used -= end - address;
        Map.Entry<Long, Long> below = free.lowerEntry(address);
        Long above = free.remove(end);
        boolean joins = below != null && below.getValue() == address;
        free.put(joins ? below.getKey() : address, above == null ? end : above);
    }

    long usedBytes() {
        return used;
    }

    private static long rounded(int bytes) {
        return bytes + LINE - 1 & -LINE;
    }
}
