package dev.lamarck.hardware.mmu;

import java.util.Arrays;

/**
 * The engine's direct-mapped cache of translations. An entry is two words of {@link #table}: a key, which is the virtual page
 * address and, in bits 3 … 12, the number of the space it is in ({@link SpaceNumbers}: everything else that the translation
 * depends on), and the difference between physical and virtual address. An access of n ≤ 8 bytes compares its key including
 * the low log2 n address bits, so a hit also proves alignment.
 */
public final class SoftTlb {
    private static final int ENTRIES = 512;
    private static final int PAGE_BITS = 13;
    private static final long PAGE = -1L << PAGE_BITS;
    /** No access has this key: an aligned access of eight bytes has zeros in bits 0 … 2, and a smaller one in some of them. */
    private static final long EMPTY = -1;

    /** Masks for {@link #index}, which counts words of the table. */
    private static final int INDEX_SHIFT = PAGE_BITS - 1;
    private static final int INDEX_MASK = ENTRIES - 1 << 1;

    public final long[] table = new long[2 * ENTRIES];

    public SoftTlb() {
        clear();
    }

    public static int index(long va) {
        return (int) (va >>> INDEX_SHIFT) & INDEX_MASK;
    }

    /** {@code space}: its number, shifted to bit 3; {@code size}: of the access, 1, 2, 4 or 8. */
    public static long key(long va, int space, int size) {
        return va & (PAGE | size - 1) | space;
    }

    public void put(long va, int space, long pa) {
        int at = index(va);
        table[at] = key(va, space, 1);
        table[at + 1] = pa - va;
    }

    public void clear() {
        Arrays.fill(table, EMPTY);
    }

    /** Forgets the pages of a range, in every space. */
    public void drop(long va, long length) {
        if (length >> PAGE_BITS >= ENTRIES) {
            clear();
            return;
        }
        for (long at = va; at < va + length; at += 1L << PAGE_BITS) {
            table[index(at)] = EMPTY;
        }
    }
}
