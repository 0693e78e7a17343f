package dev.lamarck.workloads.bench.program;

import dev.lamarck.workloads.codegen.program.Numbers;

/** Copies 256 KB to and fro, a word at a time. */
public final class Copying {
    private static final int WORDS = 1 << 15;

    private Copying() {
    }

    public static void main(String[] args) {
        long[] one = new long[WORDS];
        long[] other = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            one[i] = i;
        }
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            Numbers.copy(one, other);
            other[0] += rounds;
            Numbers.copy(other, one);
        }
        Rounds.report(one[0] + one[WORDS - 1]);
    }
}
