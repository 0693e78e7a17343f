package dev.lamarck.workloads.bench.program;

/** Pseudo-random numbers, the same on every machine: a linear congruence. */
final class Randoms {
    private int state;

    Randoms(int seed) {
        state = seed;
    }

    /** 24 bits, never negative. */
    int next() {
        state = state * 1_103_515_245 + 12_345;
        return state >>> 8;
    }

    /** Below {@code bound}. */
    int below(int bound) {
        return next() % bound;
    }

    void fill(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) next();
        }
    }

    void fill(int[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = next();
        }
    }
}
