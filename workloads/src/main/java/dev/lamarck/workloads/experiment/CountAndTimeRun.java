package dev.lamarck.workloads.experiment;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.workloads.evolution.CallObserver;
import dev.lamarck.workloads.evolution.CallObserver.Call;
import dev.lamarck.workloads.evolution.EvolutionLog;
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
import java.util.Optional;

/** One seed of {@link CountAndTime}: what the guest said, and what was seen. */
final class CountAndTimeRun {
    private static final Reading NOTHING = new Reading(0, 0, 0, 0, false);

    // What the log has to say is taken over: its observers hold the whole machine, and a run is kept until all seeds have run.
    private final Result result;
    private final boolean isComplete;
    private final List<Reading> counted;
    private final List<Reading> measured;
    private final long observedCalls;
    private final List<Call> timed;
    private final double overheadPerCall;
    private final boolean isTextRestored;

    /** Runs the world of one seed, watching the calls of a function. */
    CountAndTimeRun(Job job, String function) {
        World world = new World(job, Terminal.scripted(job.input()));
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        long entry = world.kernelImage().address(function);
        CallObserver observer = new CallObserver(world, entry);
        SnippetCost cost = new SnippetCost(world, entry, log);
        log.onChange(change -> {
            if (change.changesText() && change.address() != entry) {
                observer.watchExit(change.address());
            }
        });
        result = world.run();
        PointHistory history = new PointHistory(entry, log.ledger());
        observedCalls = with(CountAndTime.COUNT, observer, history).size();
        timed = with(CountAndTime.TIME, observer, history);
        overheadPerCall = cost.cyclesPerCall();
        counted = log.readings(CountAndTime.COUNT);
        measured = log.readings(CountAndTime.TIME);
        isComplete = log.refusals().isEmpty() && log.isUndone(CountAndTime.COUNT) && log.isUndone(CountAndTime.TIME);
        isTextRestored = LinkedText.isIntact(world) && log.comparisons().size() == 1 && log.comparisons().getFirst().allUndone();
    }

    /** The calls that began in a launcher with the annotation of a request. */
    private static List<Call> with(long request, CallObserver observer, PointHistory history) {
        return observer.calls().stream().filter(call -> history.annotationsAt(call.began(), call.word()).contains(request)).toList();
    }

    Result result() {
        return result;
    }

    /** Whether both annotations were installed, removed and reclaimed before the load ended. */
    boolean isComplete() {
        return isComplete;
    }

    private static Optional<Reading> last(List<Reading> readings) {
        return readings.stream().filter(Reading::isFinal).findFirst();
    }

    long guestCalls() {
        return last(counted).map(Reading::calls).orElse(0L);
    }

    long observedCalls() {
        return observedCalls;
    }

    long guestTimedCalls() {
        return last(measured).map(Reading::calls).orElse(0L);
    }

    long observedTimedCalls() {
        return timed.stream().filter(Call::hasEnded).count();
    }

    double guestMeanLatency() {
        return last(measured).filter(reading -> reading.calls() > 0)
                .map(reading -> (double) reading.latencyCycles() / reading.calls()).orElse(0.0);
    }

    double observedMeanLatency() {
        return timed.stream().filter(Call::hasEnded).mapToLong(Call::latencyCycles).average().orElse(0);
    }

    /**
     * Whether the timed cycles are those seen but for what passed in the snippets themselves. There the timer has not begun or has ended; a thread preempted there
     * is away for a whole time slice, so that no mean of their cost would bound the difference.
     */
    boolean isTimeThatSeen() {
        long seen = timed.stream().filter(Call::hasEnded).mapToLong(Call::latencyCycles).sum();
        long margin = timed.stream().filter(Call::hasEnded).mapToLong(Call::marginCycles).sum();
        long told = last(measured).map(Reading::latencyCycles).orElse(0L);
        return seen - margin <= told && told <= seen;
    }

    double overheadPerCall() {
        return overheadPerCall;
    }

    boolean isTextRestored() {
        return isTextRestored;
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
        Reading before = NOTHING;
        for (Reading reading : counted) {
            calls.add(new Series.Point(reading.cycle() / millisecond, reading.calls() - before.calls()));
            before = reading;
        }
        List<Series.Point> latencies = new ArrayList<>();
        before = NOTHING;
        for (Reading reading : measured) {
            long count = reading.calls() - before.calls();
            latencies.add(new Series.Point(reading.cycle() / millisecond,
                    count == 0 ? 0 : (double) (reading.latencyCycles() - before.latencyCycles()) / count));
            before = reading;
        }
        return List.of(new Series("calls since the reading before, first seed", "ms", "calls", calls),
                new Series("mean latency since the reading before, first seed", "ms", "cycles", latencies));
    }
}
