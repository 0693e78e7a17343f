package dev.lamarck.hardware.translate;

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
    /** Of an I-cache line. */
    static final int LINE_WORDS = 8;

    /** Of a word of a page, the fetch of its line included if it begins one. */
    int of(int word, int at) {
        long events = Events.most(word);
        int access = Events.loads(events) * load + Events.stores(events) * store;
        int transfer = Shape.of(word) == Shape.CONDITIONAL ? branch : Shape.of(word).isTransfer() ? jump : 0;
        return access + transfer + ((at & LINE_WORDS - 1) == 0 ? fetch : 0);
    }
}
