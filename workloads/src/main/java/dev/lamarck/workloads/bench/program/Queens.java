package dev.lamarck.workloads.bench.program;

import dev.lamarck.toolchain.magic.MaxDepth;

/** Eight queens on a board in sets of bits: logic, and recursion that stays within the register windows for the most part. */
public final class Queens {
    private static final int BOARD = 8;

    private Queens() {
    }

    public static void main(String[] args) {
        long sum = 0;
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            sum += place(0, 0, 0);
        }
        Rounds.report(sum);
    }

    /** @return in how many ways the remaining rows can be filled, of which these columns are attacked straight and along the two diagonals */
    @MaxDepth(BOARD + 1)
    private static int place(int columns, int falling, int rising) {
        int all = (1 << BOARD) - 1;
        if (columns == all) {
            return 1;
        }
        int ways = 0;
        int free = all & ~(columns | falling | rising);
        while (free != 0) {
            int queen = free & -free;
            free ^= queen;
            ways += place(columns | queen, (falling | queen) << 1 & all, (rising | queen) >>> 1);
        }
        return ways;
    }
}
