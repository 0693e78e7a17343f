package dev.lamarck.hardware.translate;

/**
 * The cycles that certainly pass while instructions are executed (to issue, and what stores and jumps always wait for), these instructions, and moves of fetch to other
 * I-cache lines, packed in a {@code long} so that a block adds to all of them at once. The latter two may not exceed 16 bits.
 */
public final class Passed {
    private static final int CYCLE_BITS = Integer.SIZE;
    private static final int INSTRUCTION_BITS = 16;
    /** Of fetch. */
    public static final long MOVE = 1L << CYCLE_BITS + INSTRUCTION_BITS;

    private Passed() {}

    /** To be added; also if it is less than nothing. */
    public static long of(int instructions, int cycles) {
        return ((long) instructions << CYCLE_BITS) + cycles;
    }

    public static int moves(long passed) {
        return (int) (passed >>> CYCLE_BITS + INSTRUCTION_BITS);
    }

    public static int instructions(long passed) {
        return (int) (passed >>> CYCLE_BITS) & (1 << INSTRUCTION_BITS) - 1;
    }

    public static int cycles(long passed) {
        return (int) passed;
    }
}
