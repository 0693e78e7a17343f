package dev.lamarck.hardware.translate;

/**
 * Instructions, and the cycles that certainly pass while they are executed (to issue, and what stores and jumps always wait for), packed in a
 * {@code long} so that a block adds to both at once.
 */
public final class Passed {
    private static final int CYCLE_BITS = Integer.SIZE;

    private Passed() {}

    /** To be added; also if it is less than nothing. */
    public static long of(int instructions, int cycles) {
        return ((long) instructions << CYCLE_BITS) + cycles;
    }

    public static int instructions(long passed) {
        return (int) (passed >>> CYCLE_BITS);
    }

    public static int cycles(long passed) {
        return (int) passed;
    }
}
