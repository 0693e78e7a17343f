package dev.lamarck.workloads.bench.program;

import dev.lamarck.workloads.codegen.program.Numbers;

/** Sorts pseudo-random numbers by heap sort: branches that no predictor knows, a working set of 32 KB. */
public final class Sorting {
    private static final int LENGTH = 1 << 13;

    private Sorting() {
    }

    public static void main(String[] args) {
        int[] numbers = new int[LENGTH];
        long sum = 0;
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            new Randoms(1).fill(numbers);
            Numbers.sort(numbers);
            sum += numbers[0] + numbers[LENGTH / 2] + numbers[LENGTH - 1];
        }
        Rounds.report(sum);
    }
}
