package dev.lamarck.hardware.cpu;

/**
 * How the last words of a stretch in one cache line have issued, as a number: how many they were and the group before them, the group
 * after them and the cycles that passed. The line's {@link IssueRules} decide that, so it is known until one of its words is decoded
 * anew. Zero is none.
 */
final class StretchStep {
    private static final int GROUP_SHIFT = 4;
    private static final int KEY = 0xff;
    private static final int NEXT_SHIFT = 8;
    private static final int NEXT = 15;
    private static final int CYCLES_SHIFT = 32;

    private StretchStep() {}

    static long of(int words, int group, int next, int cycles) {
        return (long) cycles << CYCLES_SHIFT | (long) next << NEXT_SHIFT | key(words, group);
    }

    private static int key(int words, int group) {
        return group << GROUP_SHIFT | words;
    }

    static boolean isFrom(long step, int words, int group) {
        return ((int) step & KEY) == key(words, group);
    }

    static int group(long step) {
        return (int) step >>> NEXT_SHIFT & NEXT;
    }

    static int cycles(long step) {
        return (int) (step >>> CYCLES_SHIFT);
    }
}
