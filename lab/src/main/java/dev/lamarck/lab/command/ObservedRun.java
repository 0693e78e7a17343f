package dev.lamarck.lab.command;

import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.debug.KernelSystem;
import dev.lamarck.lab.report.RunHtml;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.ScriptedKeyboard;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Mixin;

/** One world's run with the guest's console on our streams: who watches it, where its result goes, how it ended. */
final class ObservedRun {
    @Mixin
    private OutputOptions output;

    @Mixin
    private TraceOption trace;

    @Mixin
    private DebugOptions debug;

    @Mixin
    private ProfileOption profile;

    @Mixin
    private CaptureOption capture;

    /** A terminal whose input is ours: of a guest with a terminal, as if typed. */
    Terminal terminal(Streams streams, boolean isTyped) {
        return isTyped ? terminal(streams, Content.EMPTY).with(new ScriptedKeyboard(streams.in())) : terminal(streams, streams.in());
    }

    /** A terminal that has this to say. */
    Terminal terminal(Streams streams, Content input) {
        return terminal(streams, new ByteArrayInputStream(input.bytes()));
    }

    private Terminal terminal(Streams streams, InputStream in) {
        PrintStream console = output.resultOnStandardOutput() ? streams.err() : streams.out();
        return output.out == null ? Terminal.over(in, console, streams.err()) : Terminal.recorded(in, console, streams.err());
    }

    /** Runs to the end; {@code log} hears what the kernel tells the lab. */
    Result run(World world, EvolutionLog log, Lamarck lamarck) {
        Streams streams = lamarck.streams();
        KernelSystem system = new KernelSystem(world, log);
        ProfileOption.Profiling profiling = profile.begin(world, system);
        try (PrintWriter events = trace.open(world, streams.err()); CaptureOption.Capture packets = capture.begin(world)) {
            Result result = debug.run(world, system, log, lamarck::progress);
            trace.requireWritten(events);
            profiling.write();
            if (output.out != null) {
                RunDirectory directory = new RunDirectory(output.out);
                directory.write(result);
                directory.write("report.html", RunHtml.of(result));
            }
            output.write(result, new PrintWriter(streams.out()));
            return result;
        }
    }

    /** Says how it ended, and gives the exit status of that: the guest's, where it has one. */
    static int end(Result result, Lamarck lamarck) {
        lamarck.lastLine(describe(result), result.outcome());
        return switch (result.outcome()) {
            case EXITED -> result.exitStatus() & 0xff;
            case SIGNALLED -> ExitStatus.SIGNAL + result.exitStatus();
            case PANIC -> ExitStatus.KERNEL_PANIC;
            case TIMEOUT -> ExitStatus.BUDGET_USED_UP;
            case REFUSED -> ExitStatus.REFUSED;
        };
    }

    private static String describe(Result result) {
        String how = switch (result.outcome()) {
            case EXITED -> "exited with status " + result.exitStatus();
            case SIGNALLED -> "ended by signal " + result.exitStatus();
            case PANIC -> "kernel panic: " + result.detail();
            case TIMEOUT -> "instruction budget used up";
            case REFUSED -> "refused: " + result.detail();
        };
        return String.format(Locale.ROOT, "%s after %,d instructions (%.2f s)", how, result.instructions(), result.hostSeconds());
    }
}
