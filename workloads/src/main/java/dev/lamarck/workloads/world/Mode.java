package dev.lamarck.workloads.world;

/** What a simulated clock tick is. State hashes compare within one mode only. */
public enum Mode {
    /** One cycle an instruction: fast-forward. */
    FUNCTIONAL,
    /** Caches, TLBs, predictor and stalls by the machine's timing model. */
    TIMING;

    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
