package dev.lamarck.workloads.experiment;

import static dev.lamarck.workloads.world.Measure.Better.HIGHER;
import static dev.lamarck.workloads.world.Measure.Better.LOWER;
import static dev.lamarck.workloads.world.Measure.Better.NONE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.evolution.EvolutionRequest;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Result.Claim;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two annotations at one point of the running kernel. Several processes open files; while they do, the evolution manager counts
 * the calls of {@code copen} and accumulates their latency, reports both every 100 simulated milliseconds, and takes them out again.
 * Each seed preempts at other points. All is held against what is seen from outside the guest.
 */
public final class CountAndTime implements Experiment {
    private static final String FUNCTION = "copen";
    /** Enough processes that one is always running when the clock ticks. */
    private static final List<String> LOAD = List.of("openload", "12", "85");

    private static final int INSTALL_MILLISECONDS = 30;
    private static final int REPORT_MILLISECONDS = 100;
    private static final int REMOVE_MILLISECONDS = 350;

    // Numbers of the requests.
    private static final long REPORT = 1;
    static final long COUNT = 2;
    static final long TIME = 3;
    private static final long REMOVE_COUNT = 4;
    private static final long REMOVE_TIME = 5;
    private static final long COMPARE = 6;

    @Override
    public String name() {
        return "count-and-time";
    }

    @Override
    public String question() {
        return "Can two measurements be spliced into a kernel function and taken out while it runs, and do they tell the truth?";
    }

    @Override
    public String source() {
        return "KernInst, slides \"Example of Instrumentation\": works at any point, several snippets a point";
    }

    @Override
    public List<MeasureDefinition> measures() {
        return List.of(
                new MeasureDefinition("guestCalls", "calls", NONE, "what the spliced counter held when nothing could change it any more"),
                new MeasureDefinition("observedCalls", "calls", NONE, "executions of the counter's launcher, seen from outside"),
                new MeasureDefinition("guestMeanLatencyCycles", "cycles", NONE, "of the calls timed by the spliced timers"),
                new MeasureDefinition("observedMeanLatencyCycles", "cycles", NONE,
                        "of the same calls, from the first word to the return address, seen from outside"),
                new MeasureDefinition("overheadCyclesPerCall", "cycles", LOWER, "what all snippets together add to a call"),
                new MeasureDefinition("textRestored", "1 or 0", HIGHER,
                        "all text is what the linker wrote, compared in the guest and on the host"));
    }

    @Override
    public Result run(Setting setting) {
        Job job = job(setting);
        List<CountAndTimeRun> runs = setting.seeds().mapToObj(seed -> {
            CountAndTimeRun run = new CountAndTimeRun(job.ofSeed(seed), FUNCTION);
            setting.progress().accept(run.summary());
            return run;
        }).toList();
        return result(job, runs);
    }

    private static Job job(Setting setting) {
        long millisecond = setting.job().machine().number(ConfigurationKey.CLOCK_HERTZ) / 1000;
        long install = INSTALL_MILLISECONDS * millisecond;
        long remove = REMOVE_MILLISECONDS * millisecond;
        List<Job.Message> requests = List.of(
                EvolutionRequest.reportEvery(REPORT, REPORT_MILLISECONDS * millisecond).at(install),
                EvolutionRequest.countCalls(COUNT, FUNCTION).at(install),
                EvolutionRequest.timeCalls(TIME, FUNCTION).at(install),
                EvolutionRequest.remove(REMOVE_COUNT, COUNT).at(remove),
                EvolutionRequest.remove(REMOVE_TIME, TIME).at(remove),
                EvolutionRequest.compareText(COMPARE).at(remove));
        List<String> boot = BootArguments.starting("/bin/" + LOAD.getFirst(), LOAD, List.of());
        return setting.job().running("count-and-time", disk(setting), boot, requests);
    }

    private static Content disk(Setting setting) {
        try {
            return setting.programs().install(new DiskImage()).content();
        } catch (CompilationException e) {
            throw new AssertionError("the programs that come with Lamarck do not compile", e);
        }
    }

    private Result result(Job job, List<CountAndTimeRun> runs) {
        CountAndTimeRun first = runs.getFirst();
        List<Claim> claims = List.of(
                new Claim("the load ended without a failure on every seed",
                        runs.stream().allMatch(run -> run.result().outcome() == Outcome.EXITED && run.result().exitStatus() == 0)),
                new Claim("the counter holds exactly the calls seen from outside, on every seed",
                        runs.stream().allMatch(run -> run.isComplete() && run.guestCalls() == run.observedCalls())),
                new Claim("the timer measured exactly the calls seen from outside, on every seed",
                        runs.stream().allMatch(run -> run.isComplete() && run.guestTimedCalls() == run.observedTimedCalls())),
                new Claim("the timed cycles are those seen from outside, but for some of those spent in the snippets, on every seed",
                        runs.stream().allMatch(CountAndTimeRun::isTimeThatSeen)),
                new Claim("all undone: text word for word as linked, no entry in force, patch heap empty, kmem balance 0, on every seed",
                        runs.stream().allMatch(CountAndTimeRun::isTextRestored)));
        boolean allHold = claims.stream().allMatch(Claim::holds);
        return new Result(job, allHold ? Outcome.EXITED : first.result().outcome(),
                allHold ? Integer.valueOf(0) : first.result().exitStatus(),
                first.result().detail(), runs.stream().mapToLong(run -> run.result().instructions()).sum(), CountAndTimeRun.cycles(runs),
                Content.sha256(String.join("", runs.stream().map(run -> run.result().stateHash()).toList()).getBytes(US_ASCII)),
                first.result().variants(), measured(runs), first.series(), List.of(), Map.of(), List.of(), claims, first.result().history(),
                runs.getLast().result().hostSeconds());
    }

    private Map<String, Measure> measured(List<CountAndTimeRun> runs) {
        Map<String, Measure> measures = new LinkedHashMap<>();
        for (MeasureDefinition definition : measures()) {
            List<Double> samples = runs.stream().map(run -> sample(definition.id(), run)).toList();
            measures.put(definition.id(), switch (definition.id()) {
                case "guestCalls", "observedCalls" -> Measure.sum(definition.unit(), definition.better(), samples);
                case "textRestored" -> Measure.least(definition.unit(), definition.better(), samples);
                default -> Measure.mean(definition.unit(), definition.better(), samples);
            });
        }
        return measures;
    }

    private static double sample(String id, CountAndTimeRun run) {
        return switch (id) {
            case "guestCalls" -> run.guestCalls();
            case "observedCalls" -> run.observedCalls();
            case "guestMeanLatencyCycles" -> run.guestMeanLatency();
            case "observedMeanLatencyCycles" -> run.observedMeanLatency();
            case "overheadCyclesPerCall" -> run.overheadPerCall();
            case "textRestored" -> run.isTextRestored() ? 1 : 0;
            default -> throw new AssertionError(id);
        };
    }
}
