package dev.lamarck.workloads.policy;

/** The same world without policies and with them. */
public record EvolvedPair(long seed, EvolvedRun without, EvolvedRun with) {
    /** The share of the load's cycles that the policies saved, all that evolving cost taken off; negative if they lost. */
    public double gain() {
        return 1 - (double) with.loadCycles() / without.loadCycles();
    }

    String summary() {
        return "seed %d: %,d cycles without, %,d with: %+.2f %%; %d kept, %d reverted".formatted(seed, without.loadCycles(),
                with.loadCycles(), 100 * gain(), with.kept(), with.reverted());
    }
}
