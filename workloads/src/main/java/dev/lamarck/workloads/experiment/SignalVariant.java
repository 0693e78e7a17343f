package dev.lamarck.workloads.experiment;

import dev.lamarck.workloads.evolution.EvolutionRequest;
import java.util.List;

/** What stands for {@code kill_proc} while signals are sent. */
enum SignalVariant {
    /** The function as it was linked. */
    GENERIC("generic", "as linked"),
    /** The cache of the last target that the paper added by hand, its section 4.1.1. */
    CACHED("cached", "with the hand-written cache of the last target");

    /** Numbers of the requests to the evolution manager. */
    static final long CACHE = 1;

    private static final String CACHED_SUFFIX = "_cached";

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
        return this == GENERIC ? List.of() : List.of(EvolutionRequest.useAlternatives(CACHE, CACHED_SUFFIX));
    }
}
