package dev.lamarck.lab.command;

import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.report.RunHtml;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A verb that runs one world with the guest's console on our streams: its options, the run, and how it ended. */
final class GuestRun {
    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions world;

    @Mixin
    private OutputOptions output;

    @Mixin
    private TraceOption trace;

    @Mixin
    private FileOptions files;

    @Mixin
    private DebugOptions debug;

    Images images() {
        return new Images(ImageCache.ofUser(), lamarck::progress);
    }

    /** The built-in programs, what is to be copied in, and what the disk holds already. */
    Content disk(DiskImage disk, Images images) throws CompilationException {
        return new Programs(images).install(files.copyIn(disk)).content();
    }

    /** Boots with these boot arguments. The exit status is the guest's, where it has one. */
    int run(String load, Content disk, List<String> boot, Images images) throws CompilationException {
        Job job = world.job(images, Mode.FUNCTIONAL, 1).running(load, disk, BootArguments.copyingOut(boot, files.copyOutPaths()), List.of());
        Streams streams = lamarck.streams();
        PrintStream console = output.resultOnStandardOutput() ? streams.err() : streams.out();
        Terminal terminal = output.out == null ? Terminal.over(streams.in(), console, streams.err())
                : Terminal.recorded(streams.in(), console, streams.err());
        World guest = new World(job, terminal);
        EvolutionLog log = new EvolutionLog();
        guest.answerChannel(log);
        try (PrintWriter events = trace.open(guest, streams.err())) {
            Result result = debug.run(guest, log, lamarck::progress);
            events.flush();
            if (output.out != null) {
                RunDirectory directory = new RunDirectory(output.out);
                directory.write(result);
                directory.write("report.html", RunHtml.of(result));
            }
            output.write(result, new PrintWriter(streams.out()));
            List<String> missing = files.copyOut(guest.copiedFiles());
            missing.forEach(path -> lamarck.complain("--copy-out: the guest has no file " + path));
            lamarck.lastLine(describe(result), result.outcome());
            int status = status(result);
            return status == ExitStatus.OK && !missing.isEmpty() ? ExitStatus.BAD_INPUT : status;
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
