package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Cell64;

/**
 * The translation storage buffers (UltraSPARC-I 6.3.1): a table for each processor, indexed by page number, of entries that are a tag and the TTE that the processor's last walk of a page table found
 * ({@link MmuTraps}). Nobody but a processor itself reads or writes its table, and always with traps' interrupts off; so a walk and a demap never meet in one.
 *
 * <p>The tag says the upper bits of the address and, in place of the context, the <em>key</em> of the address space: a number that no table has known otherwise. So a space with a new key has lost all its entries at once, wherever they are,
 * and they are never looked for. Demapping a page clears the entry that it would have; demapping a context gives the space a new key.
 *
 * <p>The tables are in the nucleus' data page (linker symbol {@code _tsb}), whose translation is locked: a handler must not miss the TLB itself.
 */
public final class Tsb {
    /** log2 of the entries of a table over 512, as the TSB register says it. */
    static final int SIZE = 3;
    public static final int BYTES = 512 * 16 << SIZE;

    private static final int CONTEXT_SHIFT = 48;
    private static final Cell64 NUMBERS = new Cell64(1);

    /** Puts the table of the processor whose number is in %g1 to use. */
    public static final String START = "TSB_SIZE = " + SIZE + "\n" + """
            sllx    %g1, 13 + TSB_SIZE, %g1
            sethi   %hi(_tsb), %g2
            add     %g1, %g2, %g1
            or      %g1, TSB_SIZE, %g1
            mov     TSB_BASE, %g2
            stxa    %g1, [%g2] ASI_IMMU
            stxa    %g1, [%g2] ASI_DMMU
            """;

    /**
     * What the tag target register is combined with (exclusive or) to give the tags of a space: takes the context out of it and puts a fresh number in. The upper bits of a user's address, VA 42:22, are bits 20:0; bit 41, VA 63, stays as it
     * is, 0 in all tags, so that an address above users' is in no table. The number has the other 42: at one every thousand cycles it lasts 300 days at 167 MHz.
     */
    public static long freshKey(int context) {
        long number = NUMBERS.getAndAdd(1);
        return number << 42 ^ number >>> 22 << 21 ^ (long) context << CONTEXT_SHIFT;
    }

    private Tsb() {}
}
