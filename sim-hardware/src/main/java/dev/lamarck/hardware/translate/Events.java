package dev.lamarck.hardware.translate;

/** Counts of what the timing model counts, packed in a {@code long} so that a block adds to all of them at once. No count may exceed 16 bits. */
public final class Events {
    private static final int BITS = 16;
    static final long LOAD = 1;
    static final long STORE = 1L << BITS;
    static final long BRANCH = 1L << 2 * BITS;
    static final long FETCH = 1L << 3 * BITS;
    private static final int MASK = (1 << BITS) - 1;

    private Events() {}

    public static int loads(long events) {
        return (int) events & MASK;
    }

    public static int stores(long events) {
        return (int) (events >>> BITS) & MASK;
    }

    public static int branches(long events) {
        return (int) (events >>> 2 * BITS) & MASK;
    }

    /** Moves of fetch to another I-cache line. */
    public static int fetches(long events) {
        return (int) (events >>> 3 * BITS) & MASK;
    }
}
