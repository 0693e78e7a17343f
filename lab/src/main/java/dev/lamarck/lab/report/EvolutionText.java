package dev.lamarck.lab.report;

import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.policy.EvolvedPair;
import dev.lamarck.workloads.policy.EvolvedRun;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Verdict;
import java.util.List;

/** What policies did on a load, for a terminal. */
public final class EvolutionText {
    private EvolutionText() {
    }

    public static String of(Result result, List<EvolvedPair> pairs) {
        StringBuilder text = new StringBuilder(Tables.configuration(result)).append("\n\n");
        text.append(seeds(pairs).text()).append('\n');
        Table trials = trials(pairs.getFirst().with());
        if (!trials.isEmpty()) {
            text.append("  trials of seed ").append(pairs.getFirst().seed()).append('\n').append(trials.text()).append('\n');
        }
        text.append(Tables.measures(result).text()).append('\n');
        result.claims().forEach(claim ->
                text.append(claim.holds() ? "  holds   " : "  FAILED  ").append(claim.statement()).append('\n'));
        return text.toString();
    }

    private static Table seeds(List<EvolvedPair> pairs) {
        Table table = Table.of("seed", "cycles without", "cycles with", "gain", "kept", "reverted");
        pairs.forEach(pair -> table.row(Long.toString(pair.seed()), Numbers.text(pair.without().loadCycles()),
                Numbers.text(pair.with().loadCycles()), Numbers.signedShare(pair.gain()), Numbers.text(pair.with().kept()),
                Numbers.text(pair.with().reverted())));
        return table;
    }

    /** What was tried, with the figures that decided. */
    static Table trials(EvolvedRun run) {
        Table table = Table.of("function", "entry", "ticks", "cycles a call", "gain a call", "spread", "cost", "verdict");
        Image kernel = kernel(run);
        for (LedgerChange change : run.verdicts()) {
            Verdict verdict = change.verdict();
            table.row(kernel.functionAt(change.function()).map(function -> function.name()).orElse("?"), Integer.toString(change.id()),
                    verdict.evidence() == null ? "-" : verdict.evidence().groupTicks() + "/" + verdict.evidence().ticks(),
                    verdict.unevolved().isEmpty() ? "-" : perCall(verdict.unevolved().getLast()), perCall(verdict.gain()), perCall(verdict.spread()),
                    perCall(verdict.cost()), change.state() == LedgerChange.State.KEPT ? "kept" : "reverted");
        }
        return table;
    }

    private static Image kernel(EvolvedRun run) {
        try {
            return Image.read(run.result().job().kernel().bytes());
        } catch (ElfFormatException e) {
            throw new AssertionError("this kernel has just run", e);
        }
    }

    private static String perCall(long thousandCalls) {
        return Numbers.text(thousandCalls / 1000.0);
    }
}
