package dev.lamarck.lab.report;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.policy.EvolvedPair;
import dev.lamarck.workloads.policy.EvolvedRun;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.Sighting;
import dev.lamarck.workloads.world.TextComparison;
import dev.lamarck.workloads.world.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What policies did, as tables. */
final class EvolutionTables {
    private EvolutionTables() {
    }

    static Table seeds(List<EvolvedPair> pairs) {
        Table table = Table.of("seed", "cycles without", "cycles with", "gain", "kept", "reverted");
        pairs.forEach(pair -> table.row(Long.toString(pair.seed()), Numbers.text(pair.without().loadCycles()),
                Numbers.text(pair.with().loadCycles()), Numbers.signedShare(pair.gain()), Numbers.text(pair.with().kept()),
                Numbers.text(pair.with().reverted())));
        return table;
    }

    /** What each policy saw in the function that it chose. */
    static Table sightings(EvolvedRun run, Image kernel) {
        Map<Long, String> policies = run.result().job().policies();
        Table table = Table.of("function", "policy", "ms", "ticks in it", "and callees", "of", "I-cache stall", "proposal");
        for (Sighting seen : run.sightings()) {
            table.row(name(kernel, seen.function()), policies.getOrDefault(seen.request(), "?"), milliseconds(run, seen.cycle()),
                    Numbers.text(seen.ownTicks()), Numbers.text(seen.groupTicks()), Numbers.text(seen.ticks()),
                    Numbers.share(seen.kernelStallCycles(), seen.kernelCycles()), seen.refusal().isEmpty() ? "made" : seen.refusal());
        }
        return table;
    }

    /** What was tried, with the figures that decided: cycles a call; and simulated time until an attempt has earned what it cost. */
    static Table trials(EvolvedRun run, Image kernel) {
        Map<Long, String> policies = run.result().job().policies();
        Table table = Table.of("function", "policy", "entry", "without", "with", "gain", "spread", "cost", "verdict", "cycles spent", "has paid after");
        for (LedgerChange change : run.verdicts()) {
            Verdict verdict = change.verdict();
            table.row(name(kernel, chosen(change)), policies.getOrDefault(change.cause(), "?"), Integer.toString(change.id()),
                    last(verdict.unevolved()), last(verdict.evolved()), perCall(verdict.gain()), perCall(verdict.spread()),
                    perCall(verdict.cost()), verdict(change),
                    Numbers.text(verdict.spent()), breakEven(verdict));
        }
        return table;
    }

    /** What was left when everything had been undone; of a load that ended before, nothing is known. */
    static Table undoings(List<EvolvedPair> pairs) {
        Table table = Table.of("seed", "at ms", "ms later", "words of text", "not as linked", "changes in force", "patch bytes",
                "objects in kmem", "load's result");
        for (EvolvedPair pair : pairs) {
            pair.with().undoing().ifPresent(undoing -> {
                Optional<TextComparison> left = undoing.left();
                table.row(Long.toString(pair.seed()), milliseconds(pair.with(), undoing.asked()),
                        figure(left, text -> duration(pair.with(), text.cycle() - undoing.asked())),
                        figure(left, text -> Numbers.text(text.words())), figure(left, text -> Numbers.text(text.different())),
                        figure(left, text -> Numbers.text(text.entriesInForce())), figure(left, text -> Numbers.text(text.patchBytes())),
                        figure(left, text -> Numbers.text(text.ownObjects())), undoing.isRight() ? "right" : "WRONG");
            });
        }
        return table;
    }

    private static String figure(Optional<TextComparison> left, Function<TextComparison, String> shown) {
        return left.map(shown).orElse("-");
    }

    /** The function that the policy chose; of a change that has several parts the entry names another. */
    static long chosen(LedgerChange verdict) {
        return verdict.verdict().evidence() == null ? verdict.function() : verdict.verdict().evidence().function();
    }

    static String name(Image kernel, long function) {
        return kernel.functionAt(function).map(symbol -> symbol.name()).orElse("0x" + Long.toHexString(function));
    }

    /** A moment, from the first program's start on. */
    static String milliseconds(EvolvedRun run, long cycle) {
        return duration(run, cycle - run.bootCycle());
    }

    private static String duration(EvolvedRun run, long cycles) {
        double millisecond = run.result().job().machine().number(ConfigurationKey.CLOCK_HERTZ) / 1000.0;
        return Numbers.text(Math.rint(10 * cycles / millisecond) / 10);
    }

    /** Without a window in which it was in force there was nothing to revert: the function cannot be timed, or is not called often enough. */
    private static String verdict(LedgerChange change) {
        return change.state() == LedgerChange.State.KEPT ? "kept" : change.verdict().evolved().isEmpty() ? "not measured" : "reverted";
    }

    private static String last(List<Long> windows) {
        return windows.isEmpty() ? "-" : perCall(windows.getLast());
    }

    private static String breakEven(Verdict verdict) {
        OptionalDouble seconds = verdict.breakEvenSeconds();
        return seconds.isPresent() ? Numbers.text(Math.rint(1000 * seconds.getAsDouble()) / 1000) + " s" : "never";
    }

    private static String perCall(long thousandCalls) {
        return Numbers.text(thousandCalls / 1000.0);
    }
}
