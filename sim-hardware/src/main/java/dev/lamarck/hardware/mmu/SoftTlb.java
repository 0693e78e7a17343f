package dev.lamarck.hardware.mmu;

import java.util.Arrays;

/**
 * The engine's direct-mapped cache of translations to RAM. An entry is a key, which is the virtual page
 * address and, in bits 3 … 12, the number of the space it is in ({@link SpaceNumbers}: everything else that the translation
 * depends on), and the low 32 bits of the difference between physical and virtual address. An access of n ≤ 8 bytes compares its key including
 * the low log2 n address bits, so a hit also proves alignment.
 *
 * <p>The arrays are indexed by the page's number modulo their length, a power of two: if the index is written as {@code number & array.length - 1}, the
 * JVM needs no check of it.
 */
public final class SoftTlb {
    private static final int ENTRIES = 512;
    private static final int PAGE_BITS = 13;
    private static final long PAGE = -1L << PAGE_BITS;
    /** No access has this key: an aligned access of eight bytes has zeros in bits 0 … 2, and a smaller one in some of them. */
    private static final long EMPTY = -1;

    public final long[] keys = new long[ENTRIES];
    public final int[] differences = new int[ENTRIES];

    public SoftTlb() {
        clear();
    }

    /** Of the arrays, for an address. */
    public static int index(long va) {
        return (int) (va >>> PAGE_BITS) & ENTRIES - 1;
    }

    /** {@code space}: its number, shifted to bit 3; {@code size}: of the access, 1, 2, 4 or 8. */
    public static long key(long va, int space, int size) {
        return va & (PAGE | size - 1) | space;
    }

    /** The physical address of what an entry knows. */
    public int physical(long va) {
        return (int) va + differences[index(va)];
    }

    /** {@code pa}: in RAM. */
    public void put(long va, int space, long pa) {
        int at = index(va);
        keys[at] = key(va, space, 1);
        differences[at] = (int) (pa - va);
    }

    public void clear() {
        Arrays.fill(keys, EMPTY);
    }

    /** Forgets the pages of a range, in every space. */
    public void drop(long va, long length) {
        if (length >> PAGE_BITS >= ENTRIES) {
            clear();
            return;
        }
        for (long at = va; at < va + length; at += 1L << PAGE_BITS) {
            keys[index(at)] = EMPTY;
        }
    }
}
