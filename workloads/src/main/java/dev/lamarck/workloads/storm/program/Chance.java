package dev.lamarck.workloads.storm.program;

/** Chance from a seed: xorshift64* (Vigna 2016). */
final class Chance {
    private static final long FACTOR = 0x2545F4914F6CDD1DL;
    /** Scatters seeds that are close to each other; odd. */
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    private long state;

    Chance(long seed) {
        state = (seed + 1) * SCATTER;
        if (state == 0) {
            state = FACTOR;
        }
    }

    long word() {
        state ^= state >>> 12;
        state ^= state << 25;
        state ^= state >>> 27;
        return state * FACTOR;
    }

    /** From 0 to one less than the limit. */
    int below(int limit) {
        return (int) ((word() >>> 33) % limit);
    }

    boolean oneIn(int limit) {
        return below(limit) == 0;
    }
}
