package dev.lamarck.workloads.experiment;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.workloads.evolution.CallObserver;
import dev.lamarck.workloads.evolution.CallObserver.Call;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.evolution.LedgerChange.State;
import dev.lamarck.workloads.evolution.LinkedText;
import dev.lamarck.workloads.evolution.PointHistory;
import dev.lamarck.workloads.evolution.Reading;
import dev.lamarck.workloads.evolution.SnippetCost;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Series;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.List;

/** One seed of {@link CountAndTime}: what the guest said, and what was seen. */
final class CountAndTimeRun {
    private final Result result;
    private final EvolutionLog log;
    private final int countEntry;
    private final int timeEntry;
    private final long observedCalls;
    private final List<Call> timed;
    private final double overheadPerCall;
    private final boolean textRestored;

    private CountAndTimeRun(Result result, EvolutionLog log, int countEntry, int timeEntry, List<Call> calls, PointHistory history,
            double overheadPerCall, boolean hostTextIntact) {
        this.result = result;
        this.log = log;
        this.countEntry = countEntry;
        this.timeEntry = timeEntry;
        this.observedCalls = with(countEntry, calls, history).size();
        this.timed = with(timeEntry, calls, history);
        this.overheadPerCall = overheadPerCall;
        this.textRestored = hostTextIntact && log.comparisons().size() == 1 && log.comparisons().getFirst().different() == 0;
    }

    static CountAndTimeRun of(Job job, String function, int countEntry, int timeEntry) {
        World world = new World(job, Terminal.scripted(job.input()));
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        long entry = world.kernelImage().address(function);
        CallObserver calls = new CallObserver(world, entry);
        SnippetCost cost = new SnippetCost(world, entry, log);
        Result result = world.run();
        return new CountAndTimeRun(result, log, countEntry, timeEntry, calls.calls(), new PointHistory(entry, log.ledger()),
                cost.cyclesPerCall(), LinkedText.isIntact(world));
    }

    private static List<Call> with(int annotation, List<Call> calls, PointHistory history) {
        return calls.stream().filter(call -> history.annotationsAt(call.began(), call.word()).contains(annotation)).toList();
    }

    Result result() {
        return result;
    }

    /** Whether both annotations were installed, removed and reclaimed before the load ended. */
    boolean isComplete() {
        return log.refusals().isEmpty() && log.reached(countEntry, State.RECLAIMED) && log.reached(timeEntry, State.RECLAIMED);
    }

    long guestCalls() {
        return log.finalReading(countEntry).map(Reading::calls).orElse(0L);
    }

    long observedCalls() {
        return observedCalls;
    }

    long guestTimedCalls() {
        return log.finalReading(timeEntry).map(Reading::calls).orElse(0L);
    }

    long observedTimedCalls() {
        return timed.stream().filter(Call::hasEnded).count();
    }

    double guestMeanLatency() {
        return log.finalReading(timeEntry).filter(reading -> reading.calls() > 0)
                .map(reading -> (double) reading.latencyCycles() / reading.calls()).orElse(0.0);
    }

    double observedMeanLatency() {
        return timed.stream().filter(Call::hasEnded).mapToLong(Call::latencyCycles).average().orElse(0);
    }

    double overheadPerCall() {
        return overheadPerCall;
    }

    boolean isTextRestored() {
        return textRestored;
    }

    /** The cycles of several runs together, or null in functional mode. */
    static Long cycles(List<CountAndTimeRun> runs) {
        return runs.getFirst().result.cycles() == null ? null : runs.stream().mapToLong(run -> run.result.cycles()).sum();
    }

    String summary() {
        return "seed %d: %d calls counted, %d seen; mean latency %.0f cycles timed, %.0f seen".formatted(
                result.job().seed(), guestCalls(), observedCalls, guestMeanLatency(), observedMeanLatency());
    }

    /** The guest's readings, each against the one before it. */
    List<Series> series() {
        double millisecond = result.job().machine().number(ConfigurationKey.CLOCK_HERTZ) / 1000.0;
        List<Series.Point> calls = new ArrayList<>();
        Reading before = new Reading(countEntry, 0, 0, 0, false);
        for (Reading reading : log.readings(countEntry)) {
            calls.add(new Series.Point(reading.cycle() / millisecond, reading.calls() - before.calls()));
            before = reading;
        }
        List<Series.Point> latencies = new ArrayList<>();
        before = new Reading(timeEntry, 0, 0, 0, false);
        for (Reading reading : log.readings(timeEntry)) {
            long count = reading.calls() - before.calls();
            latencies.add(new Series.Point(reading.cycle() / millisecond,
                    count == 0 ? 0 : (double) (reading.latencyCycles() - before.latencyCycles()) / count));
            before = reading;
        }
        return List.of(new Series("calls since the reading before, first seed", "ms", "calls", calls),
                new Series("mean latency since the reading before, first seed", "ms", "cycles", latencies));
    }
}
