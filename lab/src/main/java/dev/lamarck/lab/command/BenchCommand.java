package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.bench.HostSpeed;
import dev.lamarck.lab.bench.SeparateProcess;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.codegen.CodegenStudy;
import dev.lamarck.workloads.disk.DiskImage;
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
            "Each load is measured in each mode in a JVM of its own, as if it were all that one runs.",
            "'first' is its first run there; 'median' is of all, the first ones included; 'best' is what the JIT compiler comes to.", "", "Examples:",
            "  lamarck bench", "  lamarck bench --runs 1 --warm-up 0 --load sieve"})
final class BenchCommand implements Callable<Integer> {
    /** Integer work over memory, calls and windows, unpredictable branches, system calls. */
    private static final List<String> LOADS = List.of("sieve", "recursion", "sorting", "systemcalls");

    /** What our code may execute without checks, for each instruction of gcc's. */
    private static final double MOST_INSTRUCTIONS_OF_GCCS = 1.3;

    /** What a machine among others must reach of its speed alone. */
    private static final double LEAST_SHARE_OF_ALONE = 0.9;

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

    /** Makes this the process of one measurement. */
    @Option(names = "--measure", hidden = true)
    private boolean measuring;

    @Option(names = "--codegen", description = "Compare our compiler's code with gcc's instead: instructions and I-cache lines of twenty functions.")
    private boolean comparesCode;

    @Option(names = "--parallel", paramLabel = "N", description = "Measure each load alone, then N times at once: what N independent machines give together.")
    private int parallel = 1;

    @Override
    public Integer call() throws CompilationException {
        if (comparesCode) {
            return compareCode();
        }
        if (parallel < 1) {
            throw new BadInput("--parallel " + parallel + ": at least one is needed", "name as many as there are processors");
        }
        if (runs < 1) {
            throw new BadInput("--runs " + runs + ": at least one is needed", "leave it out for 3");
        }
        loads.stream().filter(load -> !LOADS.contains(load)).findFirst().ifPresent(load -> {
            throw new BadInput("--load " + load + ": no such load", "there are: " + String.join(", ", LOADS));
        });
        Images images = lamarck.images();
        Content disk = new Programs(images).install(new DiskImage()).content();
        if (measuring) {
            Mode mode = world.modes().getFirst();
            spec.commandLine().getOut().println(SeparateProcess.line(measure(world.job(images, mode, 1), loads.getLast(), disk)));
            return ExitStatus.OK;
        }
        if (parallel > 1) {
            return compareTogether(images);
        }
        tabulate(images);
        return ExitStatus.OK;
    }

    private HostSpeed measure(Job kernel, String load, Content disk) {
        return HostSpeed.measure(kernel.running(load, disk, BootArguments.starting("/bin/" + load, List.of(load), List.of()), List.of()), runs, warmUp);
    }

    private void tabulate(Images images) throws CompilationException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-12s %-11s %15s %6s %12s %12s %12s%n", "load", "mode", "instructions", "runs", "first MIPS", "median MIPS", "best MIPS");
        for (Mode mode : world.modes()) {
            // Complaints about the machine or the kernel come from here, and the processes find it compiled.
            world.job(images, mode, 1);
            List<HostSpeed> speeds = new ArrayList<>();
            for (String load : loads) {
                HostSpeed speed = SeparateProcess.measure(load, mode.label(), arguments(load, mode));
                speeds.add(speed);
                out.printf("%-12s %-11s %,15d %6d %12.1f %12.1f %12.1f%n", speed.load(), speed.mode(), speed.instructions(),
                        speed.seconds().size(), speed.firstMips(), speed.medianMips(), speed.bestMips());
            }
            out.printf("%-12s %-11s %15s %6s %12.1f %12.1f %12.1f%n", "geom. mean", mode.label(), "", "", HostSpeed.geometricMean(speeds, HostSpeed::firstMips),
                    HostSpeed.geometricMean(speeds, HostSpeed::medianMips), HostSpeed.geometricMean(speeds, HostSpeed::bestMips));
        }
    }

    private int compareTogether(Images images) throws CompilationException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-12s %-11s %12s %16s %8s%n", "load", "mode", "alone MIPS", parallel + " at once MIPS", "times");
        List<Double> times = new ArrayList<>();
        for (Mode mode : world.modes()) {
            world.job(images, mode, 1);
            for (String load : loads) {
                double alone = SeparateProcess.measure(load, mode.label(), arguments(load, mode)).bestMips();
                double together = SeparateProcess.measureTogether(parallel, load, mode.label(), arguments(load, mode)).stream().mapToDouble(HostSpeed::bestMips).sum();
                times.add(together / alone);
                out.printf("%-12s %-11s %12.1f %16.1f %8.2f%n", load, mode.label(), alone, together, together / alone);
            }
        }
        double mean = Math.exp(times.stream().mapToDouble(Math::log).average().orElseThrow());
        out.printf("%-12s %-11s %12s %16s %8.2f%n", "geom. mean", "", "", "", mean);
        return mean >= LEAST_SHARE_OF_ALONE * parallel ? ExitStatus.OK : ExitStatus.CLAIM_FAILED;
    }

    /** This process's arguments, of one load and mode. */
    private List<String> arguments(String load, Mode mode) {
        List<String> arguments = new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
        arguments.addAll(List.of("--measure", "--load", load));
        if (world.modes().size() > 1) {
            arguments.addAll(List.of("--mode", mode.label()));
        }
        return arguments;
    }

    private int compareCode() throws CompilationException {
        Images images = lamarck.images();
        List<CodegenStudy.Row> rows = new CodegenStudy(world.job(images, Mode.FUNCTIONAL, 1), images).run()
                .orElseThrow(() -> new BadInput("--codegen: there is no sparc64-linux-gnu-gcc", "sudo apt-get install gcc-sparc64-linux-gnu libc6-dev-sparc64-cross"));
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-24s %9s %9s %9s %8s %8s %6s %6s%n", "instructions of a call", "ours", "unchecked", "gcc -O2", "ours/gcc", "unch/gcc", "lines", "gcc");
        for (CodegenStudy.Row row : rows) {
            out.printf("%-24s %,9d %,9d %,9d %8.2f %8.2f %6d %6d%n", row.function(), row.checked(), row.unchecked(), row.gcc(), row.checkedRatio(),
                    row.uncheckedRatio(), row.checkedLines(), row.gccLines());
        }
        double unchecked = CodegenStudy.geometricMean(rows, CodegenStudy.Row::uncheckedRatio);
        out.printf("%-24s %9s %9s %9s %8.2f %8.2f %6.2f%n", "geometric mean", "", "", "", CodegenStudy.geometricMean(rows, CodegenStudy.Row::checkedRatio), unchecked,
                CodegenStudy.geometricMean(rows, CodegenStudy.Row::linesRatio));
        return unchecked <= MOST_INSTRUCTIONS_OF_GCCS ? ExitStatus.OK : ExitStatus.CLAIM_FAILED;
    }
}
