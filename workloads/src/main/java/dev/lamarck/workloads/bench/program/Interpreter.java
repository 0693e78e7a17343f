package dev.lamarck.workloads.bench.program;

import dev.lamarck.workloads.codegen.program.Texts;

/** A program of a stack machine, interpreted by a {@code switch}: indirect jumps that depend on data. */
public final class Interpreter {
    private static final int RUNS = 100;

    private Interpreter() {
    }

    public static void main(String[] args) {
        // Pushes 1 and a count, and multiplies by 5 and adds 3 as often as it counts.
        byte[] program = {1, 1, 1, 120, 5, 1, 5, 3, 1, 3, 2, 5, 6, 10, 7, 0};
        int[] stack = new int[8];
        long sum = 0;
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            for (int i = 0; i < RUNS; i++) {
                sum += Texts.interpret(program, stack);
            }
        }
        Rounds.report(sum);
    }
}
