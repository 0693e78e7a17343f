package dev.lamarck.workloads.bench.program;

import dev.lamarck.workloads.codegen.program.Numbers;

/** A chain of 64-bit multiplications, bits counted in parallel, and greatest common divisors by division: no memory to speak of. */
public final class Arithmetic {
    private static final int STEPS = 5_000;
    private static final int PAIRS = 400;

    private Arithmetic() {
    }

    public static void main(String[] args) {
        long[] words = new long[64];
        for (int i = 0; i < words.length; i++) {
            words[i] = Numbers.multiplyChain(i, 3);
        }
        long sum = 0;
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            sum += Numbers.multiplyChain(7, STEPS) + Numbers.bits(words) + divisors();
        }
        Rounds.report(sum);
    }

    private static long divisors() {
        Randoms randoms = new Randoms(1);
        long sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            sum += divisor(1 + randoms.next(), 1 + randoms.next());
        }
        return sum;
    }

    private static int divisor(int one, int other) {
        int greater = one;
        int less = other;
        while (less != 0) {
            int rest = greater % less;
            greater = less;
            less = rest;
        }
        return greater;
    }
}
