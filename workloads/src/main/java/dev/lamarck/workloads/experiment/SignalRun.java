package dev.lamarck.workloads.experiment;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.residual.Residual;
import dev.lamarck.toolchain.residual.Specializer;
import dev.lamarck.workloads.evolution.BracketedRuns;
import dev.lamarck.workloads.evolution.CallInstructions;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.evolution.LinkedText;
import dev.lamarck.workloads.evolution.ResidualCompiler;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.Variant;
import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One world of {@link SignalSending}: a variant of the kernel on one seed, and the runs its sender made. */
final class SignalRun {
    /** The paper's four executions; fewer signals each than its 100 000, since these repeat to the cycle. */
    static final int RUNS = 4;
    static final int SIGNALS = 1000;
    private static final int BEFORE_MILLISECONDS = 100;
    private static final int AFTER_MILLISECONDS = 1300;
    /** The sender sleeps so long before its first signals, and again after them: meanwhile all that is asked for is done. */
    private static final int SETTLING_MILLISECONDS = 1000;

    private final SignalVariant variant;
    private final EvolutionLog log = new EvolutionLog();
    private final Result result;
    private final List<Counters> runs;
    private final CallInstructions calls;
    private final boolean isSettled;
    private final long addedInstructions;
    private final Image kernel;
    private final Optional<Residual> residual;

    /** Runs the world. The job names machine, kernel, disk and seed; its processes are these many, the last of them the sender. */
    SignalRun(Job job, SignalVariant variant, int processes, int signal, Supplier<Specializer> compiler) {
        this.variant = variant;
        World world = new World(loaded(job, variant, processes, signal), Terminal.scripted(job.input()));
        ResidualCompiler outside = new ResidualCompiler(world, compiler, log);
        world.answerChannel(outside);
        kernel = world.kernelImage();
        BracketedRuns brackets = new BracketedRuns(world.machine(), SyscallNumber.GETPID);
        calls = new CallInstructions(world.machine(), kernel.address("kill_proc"), true, processes, signal);
        result = world.run();
        runs = brackets.runs();
        addedInstructions = LinkedText.addedInstructions(world);
        residual = outside.residuals().stream().findFirst();
        isSettled = log.refusals().isEmpty() && Stream.concat(variant.before().stream(), variant.after(processes).stream())
                .allMatch(request -> log.installed(request.number()) < brackets.began());
    }

    private static Job loaded(Job job, SignalVariant variant, int processes, int signal) {
        long millisecond = job.machine().number(ConfigurationKey.CLOCK_HERTZ) / 1000;
        List<Job.Message> messages = new ArrayList<>();
        variant.before().forEach(request -> messages.add(request.at(BEFORE_MILLISECONDS * millisecond)));
        variant.after(processes).forEach(request -> messages.add(request.at(AFTER_MILLISECONDS * millisecond)));
        List<String> load = List.of("signalload", String.valueOf(processes), String.valueOf(signal), String.valueOf(RUNS),
                String.valueOf(SIGNALS), String.valueOf(SETTLING_MILLISECONDS));
        return job.running(job.load(), job.disk(), BootArguments.starting("/bin/signalload", load, List.of()), messages);
    }

    Result result() {
        return result;
    }

    /** Instructions in text and patches that the linker did not write, when the world ended. */
    long addedInstructions() {
        return addedInstructions;
    }

    /** Instructions of one undisturbed call of {@code kill_proc} by the sender; empty if there was none. */
    OptionalLong instructionsACall() {
        return calls.least();
    }

    /** What {@code kill_proc} was specialized to, if it was. */
    Optional<Residual> residual() {
        return residual;
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
