package dev.lamarck.workloads.experiment;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.evolution.BracketedRuns;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.Variant;
import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.List;

/** One world of {@link SignalSending}: a variant of the kernel on one seed, and the runs its sender made. */
final class SignalRun {
    /** The paper's four executions; fewer signals each than its 100 000, since these repeat to the cycle. */
    static final int RUNS = 4;
    static final int SIGNALS = 1000;
    private static final int BEFORE_MILLISECONDS = 30;
    /** The sender sleeps until then; all that is asked for is done. */
    private static final int SETTLING_MILLISECONDS = 400;

    private final SignalVariant variant;
    private final EvolutionLog log = new EvolutionLog();
    private final Result result;
    private final List<Counters> runs;
    private final boolean isSettled;
    private final Image kernel;

    /** Runs the world. The job names machine, kernel, disk and seed; its processes are these many, the last of them the sender. */
    SignalRun(Job job, SignalVariant variant, int processes, int signal) {
        this.variant = variant;
        World world = new World(loaded(job, variant, processes, signal), Terminal.scripted(job.input()));
        world.answerChannel(log);
        kernel = world.kernelImage();
        BracketedRuns brackets = new BracketedRuns(world.machine(), SyscallNumber.GETPID);
        result = world.run();
        runs = brackets.runs();
        isSettled = log.refusals().isEmpty() && variant.before().stream().allMatch(request -> log.installed(request.number()) < brackets.began());
    }

    private static Job loaded(Job job, SignalVariant variant, int processes, int signal) {
        long millisecond = job.machine().number(ConfigurationKey.CLOCK_HERTZ) / 1000;
        List<Job.Message> messages = new ArrayList<>();
        variant.before().forEach(request -> messages.add(request.at(BEFORE_MILLISECONDS * millisecond)));
        List<String> load = List.of("signalload", String.valueOf(processes), String.valueOf(signal), String.valueOf(RUNS),
                String.valueOf(SIGNALS), String.valueOf(SETTLING_MILLISECONDS));
        return job.running(job.load(), job.disk(), BootArguments.starting("/bin/signalload", load, List.of()), messages);
    }

    Result result() {
        return result;
    }

    Image kernel() {
        return kernel;
    }

    /** Whether all signals arrived, and what was asked of the manager was in force while they were sent. */
    boolean isComplete() {
        return result.outcome() == Outcome.EXITED && result.exitStatus() == 0 && runs.size() == RUNS && isSettled;
    }

    /** Mean cycles a signal, one figure a run. */
    List<Double> cyclesASignal() {
        return runs.stream().map(run -> (double) run.cycles() / SIGNALS).toList();
    }

    /** Where the cycles of all runs went. */
    Variant variant() {
        return Variant.of(variant.label(), runs.stream().reduce(Counters::plus).orElseThrow());
    }

    String summary() {
        return "%s, seed %d: %.1f cycles a signal".formatted(variant.label(), result.job().seed(),
                cyclesASignal().stream().mapToDouble(Double::doubleValue).average().orElse(0));
    }
}
