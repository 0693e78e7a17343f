package dev.lamarck.kernel.evolve.policy;

/** How much evolving may cost: a share of all cycles so far beside a grant to begin with, and memory for code. */
final class Budget {
    private static final long GRANT_CYCLES = 1_000_000;
    private static final int SHARE = 200;
    private static final long CODE_BYTES = 128 * 1024;

    private final Workbench workbench;
    private long began;
    private long spentBefore;

    Budget(Workbench workbench) {
        this.workbench = workbench;
    }

    void start() {
        began = workbench.now();
        spentBefore = workbench.spentCycles();
    }

    boolean allowsAttempt() {
        long spent = workbench.spentCycles() - spentBefore;
        return spent <= GRANT_CYCLES + (workbench.now() - began) / SHARE && workbench.codeBytes() <= CODE_BYTES;
    }
}
