package dev.lamarck.hardware.mmu;

import java.util.Arrays;

/**
 * Small numbers for what a translation depends on besides the address: context and privilege, or that translation is off.
 * They are given out as spaces appear; when they run out, everybody who holds one must forget it.
 */
final class SpaceNumbers {
    private static final int SHIFT = 3;
    private static final int LIMIT = 1 << 10;
    private static final int CONTEXTS = 1 << 13;
    /** Nothing is ever stored under it: for accesses that must take the slow path. */
    private static final int NO_SPACE = 0;
    private static final int UNTRANSLATED = 1;

    private final int[] numbers = new int[2 * CONTEXTS];
    private int next = UNTRANSLATED + 1;

    int untranslated() {
        return UNTRANSLATED << SHIFT;
    }

    static int none() {
        return NO_SPACE << SHIFT;
    }

    /** Whether so many new spaces may not all get a number. */
    boolean runOutAfter(int more) {
        return next + more > LIMIT;
    }

    /** The space's number, in the place it has in a {@link SoftTlb} key. */
    int of(int context, boolean privileged) {
        int at = context << 1 | (privileged ? 1 : 0);
        if (numbers[at] == 0) {
            numbers[at] = next++;
        }
        return numbers[at] << SHIFT;
    }

    void restart() {
        Arrays.fill(numbers, 0);
        next = UNTRANSLATED + 1;
    }
}
