package dev.lamarck.benchmarks;

import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.hardware.translate.Engine;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.bench.BenchPrograms;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.List;
import java.util.Map;

/** A machine on which a bench program has begun that does not end. */
final class BootedMachine {
    private final Machine machine;

    BootedMachine(String program, String mode, String engine) throws CompilationException {
        Images images = new Images(ImageCache.ofUser(), what -> { });
        Content file = BenchPrograms.named(program).orElseThrow().compile(images).orElseThrow();
        Content disk = new Programs(images).install(new DiskImage().file("/bin/" + program, file.bytes(), true)).content();
        Job job = new Job(program, "benchmarks", new Kernels(images, Map.of()).plain(), disk, MachineConfiguration.named("ultrasparc-1").with("mode", mode), 1, 1,
                Job.UNLIMITED, BootArguments.starting("/bin/" + program, List.of(program, Integer.toString(Integer.MAX_VALUE)), List.of()), List.of(), Content.EMPTY);
        World world = new World(job, Terminal.scripted(Content.EMPTY));
        machine = world.machine();
        machine.use(Engine.named(engine));
        if (!world.runTo(World.BOOTED)) {
            throw new IllegalStateException("the kernel did not start " + program);
        }
    }

    Machine machine() {
        return machine;
    }

    /** Executes so many instructions more. */
    Stop execute(int instructions) {
        Stop stop = machine.run(Limits.instructions(machine.instructions() + instructions));
        if (!(stop instanceof Stop.InstructionLimit)) {
            throw new IllegalStateException("it should not end: " + stop);
        }
        return stop;
    }
}
