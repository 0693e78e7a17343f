package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.bench.HostSpeed;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The emulator's speed on this host. */
@Command(name = "bench", description = "Measure host speed: million guest instructions a second, in both modes.",
        footer = {"", "The whole system runs: MMU, traps, devices, kernel. Time is wall time: measure on a quiet host.",
            "'first' is a load's first run, 'best' the best of all: what the JIT compiler comes to when it is given the time.", "", "Examples:",
            "  lamarck bench", "  lamarck bench --runs 1 --warm-up 0 --load sieve"})
final class BenchCommand implements Callable<Integer> {
    /** Integer work over memory, calls and windows, unpredictable branches, system calls. */
    private static final List<String> LOADS = List.of("sieve", "recursion", "sorting", "systemcalls");

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions world;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "Runs of each load, at least (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--warm-up", paramLabel = "SECONDS", defaultValue = "8",
            description = "Run each load again until it has taken so long (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Option(names = "--load", paramLabel = "NAME", description = "Only this load. Repeatable.")
    private List<String> loads = LOADS;

    @Override
    public Integer call() throws CompilationException {
        if (runs < 1) {
            throw new BadInput("--runs " + runs + ": at least one is needed", "leave it out for 3");
        }
        loads.stream().filter(load -> !LOADS.contains(load)).findFirst().ifPresent(load -> {
            throw new BadInput("--load " + load + ": no such load", "there are: " + String.join(", ", LOADS));
        });
        Images images = new Images(ImageCache.ofUser(), lamarck::progress);
        Content disk = new Programs(images).install(new DiskImage()).content();
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-12s %-11s %15s %6s %12s %12s%n", "load", "mode", "instructions", "runs", "first MIPS", "best MIPS");
        for (Mode mode : world.modes()) {
            Job kernel = world.job(images, mode, 1);
            List<Double> best = new ArrayList<>();
            for (String load : loads) {
                HostSpeed speed = HostSpeed.measure(kernel.running(load, disk,
                        BootArguments.starting("/bin/" + load, List.of(load), List.of()), List.of()), runs, warmUp);
                best.add(speed.bestMips());
                out.printf("%-12s %-11s %,15d %6d %12.1f %12.1f%n", speed.load(), speed.mode(), speed.instructions(),
                        speed.seconds().size(), speed.firstMips(), speed.bestMips());
            }
            out.printf("%-12s %-11s %15s %6s %12s %12.1f%n", "geom. mean", mode.label(), "", "", "", HostSpeed.geometricMean(best));
        }
        return 0;
    }
}
