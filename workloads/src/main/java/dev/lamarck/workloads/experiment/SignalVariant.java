package dev.lamarck.workloads.experiment;

import dev.lamarck.workloads.evolution.EvolutionRequest;
import java.util.List;

/** What stands for {@code kill_proc} while signals are sent. */
enum SignalVariant {
    /** The function as it was linked. */
    GENERIC("generic", "as linked"),
    /** The cache of the last target that the paper added by hand, its section 4.1.1. */
    CACHED("cached", "with the hand-written cache of the last target"),
    /** {@code send_sig} and {@code generate} compiled into it, without any static input. */
    INLINED_ONLY("inlinedOnly", "with send_sig and generate folded into kill_proc and nothing assumed"),
    /** The residual of the cached function for one sender, target and signal, and what it assumes guarded. */
    SPECIALIZED("specialized", "with the residual of the cached function for this sender, target and signal, behind its guards");

    /** Numbers of the requests to the evolution manager. */
    static final long REPLACE = 1;
    static final long SPECIALIZE = 2;

    private final String label;
    private final String meaning;

    SignalVariant(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    /** As in the ids of measures. */
    String label() {
        return label;
    }

    /** What is asked of the manager before the sender begins. */
    List<EvolutionRequest> before() {
        return switch (this) {
            case GENERIC -> List.of();
            case CACHED, SPECIALIZED -> List.of(EvolutionRequest.useAlternatives(REPLACE, "_cached"));
            case INLINED_ONLY -> List.of(EvolutionRequest.useAlternatives(REPLACE, "_folded"));
        };
    }

    /** What is asked once the sender has sent its first signals. */
    List<EvolutionRequest> after(int sender) {
        return this == SPECIALIZED ? List.of(EvolutionRequest.specializeSignals(SPECIALIZE, sender)) : List.of();
    }
}
