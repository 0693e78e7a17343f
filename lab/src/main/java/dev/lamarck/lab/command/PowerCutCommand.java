package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.ExitStatus;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.powercut.PowerCutStudy;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Crash safety, booted. */
@Command(name = "power-cut", description = {"Run random operations on files of a disk; then, for each sector that was written,",
    "boot with what the disk held at that moment, and compare: the file system sound, nothing lost that was synced. The seed picks the operations."},
        footer = {"", "Exit status 1 when something is lost.", "", "Examples:", "  lamarck power-cut", "  lamarck power-cut --seed 7 --operations 200 --cuts 500"})
final class PowerCutCommand implements Callable<Integer> {
    private static final int SEEN = 50;

    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions world;

    @Mixin
    private DebugOptions debug;

    @Option(names = "--operations", paramLabel = "N", defaultValue = "30", description = "Length of the load (default: ${DEFAULT-VALUE}).")
    private int operations;

    @Option(names = "--cuts", paramLabel = "N", description = "Try no more moments than these, evenly spread (default: all).")
    private int cuts = Integer.MAX_VALUE / 2;

    @Override
    public Integer call() throws CompilationException {
        if (operations < 1 || cuts < 1) {
            throw new BadInput("--operations and --cuts need a positive number", "leave them out for the defaults");
        }
        Images images = lamarck.images();
        Job job = world.job(images, Mode.FUNCTIONAL, 1);
        debug.attendFirst(job.seed(), lamarck::progress);
        PowerCutStudy study = new PowerCutStudy(job, new Programs(images).all().get("filescript"), job.seed());
        PowerCutStudy.Report report = study.run(operations, cuts, tried -> {
            if (tried % SEEN == 0) {
                lamarck.progressOnTerminal(tried + " cut points tried");
            }
        });
        report.losses().forEach(lamarck.streams().out()::println);
        lamarck.streams().out().printf("seed %d: %d operations, %d sectors written; cut points tried %d, with sectors missing %d; lost %d%n",
                job.seed(), report.operations(), report.writes(), report.cuts(), report.torn(), report.losses().size());
        return report.losses().isEmpty() ? ExitStatus.OK : ExitStatus.CLAIM_FAILED;
    }
}
