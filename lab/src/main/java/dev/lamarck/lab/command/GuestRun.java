package dev.lamarck.lab.command;

import dev.lamarck.lab.ExitStatus;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.World;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A verb that boots a world and runs it: its options, and the run. */
final class GuestRun {
    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions world;

    @Mixin
    private ObservedRun observed;

    @Mixin
    private FileOptions files;

    @Mixin
    private ScheduleOptions schedule;

    Images images() {
        return lamarck.images();
    }

    /** The built-in programs, what is to be copied in, and what the disk holds already. */
    Content disk(DiskImage disk, Images images) throws CompilationException {
        return new Programs(images).install(files.copyIn(disk)).content();
    }

    /** Boots with these boot arguments. The exit status is the guest's, where it has one. */
    int run(String load, Content disk, List<String> boot, Images images) throws CompilationException {
        Job job = world.job(images, Mode.FUNCTIONAL, 1).running(load, disk, BootArguments.copyingOut(boot, files.copyOutPaths()), List.of())
                .withDataDisk(files.dataDisk());
        World guest = new World(schedule.apply(job), observed.terminal(lamarck.streams(), job.machine().hasTerminal()));
        EvolutionLog log = new EvolutionLog();
        guest.answerChannel(log);
        Runnable recorded = schedule.record(guest);
        Result result = observed.run(guest, log, lamarck);
        files.keepDataDisk(guest.machine());
        recorded.run();
        List<String> missing = files.copyOut(guest.copiedFiles());
        missing.forEach(path -> lamarck.complain("--copy-out: the guest has no file " + path));
        int status = ObservedRun.end(result, lamarck);
        return status == ExitStatus.OK && !missing.isEmpty() ? ExitStatus.BAD_INPUT : status;
    }
}
