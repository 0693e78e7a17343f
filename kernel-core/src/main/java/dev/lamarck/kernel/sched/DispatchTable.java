package dev.lamarck.kernel.sched;

/**
 * The time-sharing class's table, {@code ts_dptbl} of Solaris, whose columns have its names: a row for each level, 0 the worst. Who uses his
 * quantum up sinks by ten levels, who sleeps rises into the upper ten, who has waited too long is lifted there; so levels tell who
 * computes from who waits for something, and nobody waits for ever. Low levels make up with longer quanta for running more rarely. The values are ours: Solaris has
 * quanta of 20 to 200 ms, ours are a third of that, as whole runs here last a second or two.
 */
final class DispatchTable {
    static final int LEVELS = 60;
    /** Where a process's first thread begins. */
    static final int MIDDLE = 29;
    private static final int BAND = 10;
    private static final int UPPER_BAND = LEVELS - BAND;
    private static final int SHORTEST = 2;
    private static final int LONGEST_WAIT = 1;

    /** Ticks that a thread of the level runs before its equals ({@code ts_quantum}): 7 for the lowest ten levels, 2 for the highest. */
    private static final int[] QUANTUM = new int[LEVELS];
    /** The level of a thread that used its quantum up ({@code ts_tqexp}). */
    private static final int[] EXPIRED = new int[LEVELS];
    /** The level of a thread that goes to sleep ({@code ts_slpret}). */
    private static final int[] SLEPT = new int[LEVELS];
    /** How often a thread may be found waiting at the turn of a second before it is lifted ({@code ts_maxwait}). */
    private static final int[] MOST_WAITS = new int[LEVELS];
    /** The level to which it is lifted ({@code ts_lwait}). */
    private static final int[] LIFTED = new int[LEVELS];

    static {
        for (int level = 0; level < LEVELS; level++) {
            QUANTUM[level] = SHORTEST + (LEVELS - 1 - level) / BAND;
            EXPIRED[level] = Math.max(0, level - BAND);
            SLEPT[level] = Math.max(level, UPPER_BAND + level * BAND / LEVELS);
            MOST_WAITS[level] = LONGEST_WAIT;
            LIFTED[level] = SLEPT[level];
        }
    }

    static int quantum(int level) {
        return QUANTUM[level];
    }

    static int expired(int level) {
        return EXPIRED[level];
    }

    static int slept(int level) {
        return SLEPT[level];
    }

    static int mostWaits(int level) {
        return MOST_WAITS[level];
    }

    static int lifted(int level) {
        return LIFTED[level];
    }

    private DispatchTable() {}
}
