package dev.lamarck.hardware.translate;

/**
 * The cycles that a chain of regions has stalled for mispredicted branches and for what missed the I-cache or the D-cache, and how many there were of each, packed in a {@code long}: where a
 * region hardly ever comes, it adds to one field. The cycles may not exceed 16 bits, the counts 15: there is at most one of each a cycle.
 */
public final class Stalled {
    private static final int CYCLE_BITS = 16;
    private static final int COUNT_BITS = 15;
    private static final int MASK = (1 << COUNT_BITS) - 1;
    private static final int MISPREDICTIONS = CYCLE_BITS;
    private static final int FETCH_MISSES = MISPREDICTIONS + COUNT_BITS;
    private static final int LOAD_MISSES = FETCH_MISSES + COUNT_BITS;
    /** The bits above count nothing. */
    private static final int UNUSED = LOAD_MISSES + COUNT_BITS;

    private Stalled() {}

    /** What one of so many cycles adds. */
    static long byMisprediction(int cycles) {
        return (1L << MISPREDICTIONS) + cycles;
    }

    static long byFetchMiss(int cycles) {
        return (1L << FETCH_MISSES) + cycles;
    }

    static long byLoadMiss(int cycles) {
        return (1L << LOAD_MISSES) + cycles;
    }

    /**
     * Another number that counts the same, for eight places in a row of a program. Where two ways behind a branch would add the same, the JVM would compute the sum that both may need in front of
     * the branch, though hardly ever is it needed.
     */
    static long at(int place, long what) {
        return what + ((long) place << UNUSED);
    }

    public static int cycles(long stalled) {
        return (char) stalled;
    }

    public static int mispredictions(long stalled) {
        return (int) (stalled >>> MISPREDICTIONS) & MASK;
    }

    public static int fetchMisses(long stalled) {
        return (int) (stalled >>> FETCH_MISSES) & MASK;
    }

    public static int loadMisses(long stalled) {
        return (int) (stalled >>> LOAD_MISSES) & MASK;
    }
}
