package dev.lamarck.hardware.cpu;

import java.util.Arrays;

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

    /** How many are known of each last word: one of a stretch that begins with the line, and one of another. */
    private static final int WAYS = 2;

    private StretchStep() {}

    /** For a page. */
    static long[] none() {
        return new long[WAYS * CodePages.WORDS];
    }

    /** The place of the step of these words. */
    static int index(int first, int last) {
        return WAYS * last + ((first & CodePages.LINE_WORDS - 1) == 0 ? 0 : 1);
    }

    /** Forgets the steps of a word of the page and of those that may end after it. */
    static void forget(long[] steps, int word) {
        Arrays.fill(steps, WAYS * word, WAYS * ((word | CodePages.LINE_WORDS - 1) + 1), 0);
    }

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
