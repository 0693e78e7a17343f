package dev.lamarck.kernel.evolve.policy;

/**
 * How much evolving may cost: cycles, a grant to begin with and a share of all cycles from then on; and memory for code. Within that an attempt
 * is made once it is worth its price. Nobody knows how long the load will last; so, as with whatever is hired until it pays to buy it, that
 * is when the change could have saved as much already: at most twice what would have been best is spent.
 */
final class Budget {
    private static final long DEFAULT_GRANT_CYCLES = 1_000_000;
    private static final int SHARE = 250;
    private static final long CODE_BYTES = 128 * 1024;

    private final Workbench workbench;
    private long grant;
    private long began;
    private long spentBefore;

    Budget(Workbench workbench) {
        this.workbench = workbench;
    }

    /** @param cycles that may be spent from the beginning on; 0 for the default */
    void start(long cycles) {
        grant = cycles == 0 ? DEFAULT_GRANT_CYCLES : cycles;
        began = workbench.now();
        spentBefore = workbench.spentCycles();
    }

    /** Cycles that can be afforded now; none if there is too much code. */
    long left() {
        long spent = workbench.spentCycles() - spentBefore;
        return workbench.codeBytes() > CODE_BYTES ? 0 : grant + (workbench.now() - began) / SHARE - spent;
    }

    /** Cycles that a change of a function could have saved by now, if it saves one part in so many of the time that the function was seen running. */
    long worth(int part, int function, Evidence evidence) {
        return evidence.group(function) * workbench.cyclesATick() / part;
    }
}
