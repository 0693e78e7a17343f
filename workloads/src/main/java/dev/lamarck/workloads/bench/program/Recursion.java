package dev.lamarck.workloads.bench.program;

import dev.lamarck.toolchain.magic.MaxDepth;

/** Ackermann's function: calls, and register windows that spill and fill. */
public final class Recursion {
    private static final int DEPTH = 260;

    private Recursion() {
    }

    public static void main(String[] args) {
        long sum = 0;
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            sum += ackermann(2, 100);
        }
        Rounds.report(sum);
    }

    @MaxDepth(DEPTH)
    private static int ackermann(int m, int n) {
        if (m == 0) {
            return n + 1;
        }
        return ackermann(m - 1, n == 0 ? 1 : ackermann(m, n - 1));
    }
}
