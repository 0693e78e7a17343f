package dev.lamarck.workloads.bench.program;

/** Follows a chain that leads through 4 MB in no order: every step misses the caches and most miss the TLB. */
public final class Chasing {
    private static final int ELEMENTS = 1 << 20;
    private static final int STEPS = 100_000;

    private Chasing() {
    }

    public static void main(String[] args) {
        int[] next = chain();
        long sum = 0;
        int at = 0;
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            for (int i = 0; i < STEPS; i++) {
                at = next[at];
                sum += at;
            }
        }
        Rounds.report(sum);
    }

    /** One cycle through all elements: a full-period congruence gives the order. */
    private static int[] chain() {
        int[] next = new int[ELEMENTS];
        for (int i = 0; i < ELEMENTS; i++) {
            next[i] = i * 1_664_525 + 1_013_904_223 & ELEMENTS - 1;
        }
        return next;
    }
}
