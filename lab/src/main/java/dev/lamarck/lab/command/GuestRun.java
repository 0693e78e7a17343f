package dev.lamarck.lab.command;

import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;

/** Runs one job with the guest's console on our streams, and says how it ended. */
final class GuestRun {
    private final Lamarck lamarck;
    private final OutputOptions output;
    private final TraceOption trace;

    GuestRun(Lamarck lamarck, OutputOptions output, TraceOption trace) {
        this.lamarck = lamarck;
        this.output = output;
        this.trace = trace;
    }

    /** The exit status: the guest's, where it has one. */
    int run(Job job) {
        Streams streams = lamarck.streams();
        PrintStream console = output.resultOnStandardOutput() ? streams.err() : streams.out();
        Terminal terminal = output.out == null ? Terminal.over(streams.in(), console) : Terminal.recorded(streams.in(), console);
        World world = new World(job, terminal);
        try (PrintWriter events = trace.open(world, streams.err())) {
            Result result = world.run();
            events.flush();
            if (output.out != null) {
                new RunDirectory(output.out).write(result);
            }
            output.write(result, new PrintWriter(streams.out()));
            lamarck.lastLine(describe(result), result.outcome());
            return status(result);
        }
    }

    private static int status(Result result) {
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
