package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.Effects;

/**
 * The most cycles that instructions stall for in a region. Zero in functional mode.
 *
 * @param fetch of a move to another I-cache line
 * @param load of a load
 * @param store of a store
 * @param branch of a conditional branch
 * @param jump of a jump to an address in registers
 */
public record StallBounds(int fetch, int load, int store, int branch, int jump) {
    public static final StallBounds NONE = new StallBounds(0, 0, 0, 0, 0);
    /** log2 of the words of an I-cache line. */
    static final int LINE_BITS = 3;

    /** Of a word of a page, the fetch of its line included if it begins one. */
    int of(int word, int at) {
        long accesses = Effects.of(word).uses() | Effects.of(word).defines();
        int access = (accesses & Effects.MEMORY) == 0 ? 0 : Math.max(load, store);
        int transfer = Shape.of(word) == Shape.CONDITIONAL ? branch : Shape.of(word).isTransfer() ? jump : 0;
        return access + transfer + ((at & (1 << LINE_BITS) - 1) == 0 ? fetch : 0);
    }
}
