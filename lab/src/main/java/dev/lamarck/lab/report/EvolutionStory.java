package dev.lamarck.lab.report;

import dev.lamarck.workloads.policy.EvolvedPair;
import dev.lamarck.workloads.world.Result;
import java.util.List;

/** What policies did on a load: all that was measured, and the pairs of worlds it was measured in. */
public record EvolutionStory(Result result, List<EvolvedPair> pairs) {
}
