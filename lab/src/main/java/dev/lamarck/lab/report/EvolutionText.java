package dev.lamarck.lab.report;

import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.policy.EvolvedPair;
import dev.lamarck.workloads.policy.EvolvedRun;
import dev.lamarck.workloads.world.Result;
import java.util.List;

/** What policies did on a load, for a terminal. */
public final class EvolutionText {
    private EvolutionText() {
    }

    public static String of(EvolutionStory story) {
        Result result = story.result();
        List<EvolvedPair> pairs = story.pairs();
        StringBuilder text = new StringBuilder("load ").append(result.job().load()).append(", ").append(Tables.configuration(result)).append("\n\n");
        EvolvedRun first = pairs.getFirst().with();
        Image kernel = ChangedCode.kernel(first);
        append(text, "", EvolutionTables.seeds(pairs));
        append(text, "  what was seen, first seed\n", EvolutionTables.sightings(first, kernel));
        append(text, "  what was tried, first seed: cycles a call\n", EvolutionTables.trials(first, kernel));
        append(text, "  everything undone while the load goes on, in a fork shortly before its end\n", EvolutionTables.undoings(pairs));
        append(text, "", Tables.measures(result));
        result.claims().forEach(claim ->
                text.append(claim.holds() ? "  holds   " : "  FAILED  ").append(claim.statement()).append('\n'));
        return text.toString();
    }

    private static void append(StringBuilder text, String title, Table table) {
        if (!table.isEmpty()) {
            text.append(title).append(table.text()).append('\n');
        }
    }
}
