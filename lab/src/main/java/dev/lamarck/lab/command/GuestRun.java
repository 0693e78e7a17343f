package dev.lamarck.lab.command;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.terminal.Person;
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
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.io.IOException;
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

    @Mixin
    private KernelMemoryOptions memory;

    Images images() {
        return lamarck.images();
    }

    /** The built-in programs, what is to be copied in, and what the disk holds already. */
    Content disk(DiskImage disk, Images images) throws CompilationException {
        return new Programs(images).install(files.copyIn(disk)).content();
    }

    /** Whether a person at a terminal is at our standard input. */
    boolean isTyped() {
        return lamarck.streams().isProcess() && System.console() != null && System.console().isTerminal();
    }

    /** Boots with these boot arguments. The exit status is the guest's, where it has one. */
    int run(String load, Content disk, List<String> boot, Images images) throws CompilationException {
        Job job = job(load, disk, boot, images);
        return run(job, observed.terminal(lamarck.streams(), job.machine().hasTerminal()));
    }

    /** The same with a person at our terminal, which is the guest's. */
    int runAttended(String load, Content disk, List<String> boot, Images images) throws CompilationException {
        Job job = job(load, disk, boot, images);
        try (Person person = Person.atTerminal()) {
            return run(job.on(job.machine().with(ConfigurationKey.CONSOLE, "terminal")), observed.terminal(lamarck.streams(), Content.EMPTY).with(person));
        } catch (IOException e) {
            throw new BadInput("this terminal cannot be used: " + e.getMessage(), "pipe commands in, or use boot -c");
        }
    }

    private Job job(String load, Content disk, List<String> boot, Images images) throws CompilationException {
        Job machine = world.job(images, Mode.FUNCTIONAL, 1);
        return machine.running(load, disk, memory.added(BootArguments.copyingOut(boot, files.copyOutPaths()), machine.seed()), List.of())
                .withDataDisk(files.dataDisk());
    }

    private int run(Job job, Terminal terminal) {
        World guest = new World(schedule.apply(job), terminal);
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
