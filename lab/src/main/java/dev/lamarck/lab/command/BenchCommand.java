package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.bench.BenchWorlds;
import dev.lamarck.lab.bench.CodegenTable;
import dev.lamarck.lab.bench.Measuring;
import dev.lamarck.lab.bench.ParallelBench;
import dev.lamarck.lab.bench.ProcessBench;
import dev.lamarck.lab.bench.SeparateProcess;
import dev.lamarck.lab.bench.SpeedBench;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.bench.BenchProgram;
import dev.lamarck.workloads.bench.BenchPrograms;
import dev.lamarck.workloads.codegen.CodegenStudy;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The emulator's speed on this host. */
@Command(name = "bench", description = "Measure host speed: million guest instructions a second, by program, engine and mode.",
        footer = {"", "The whole system runs: MMU, traps, devices, kernel. Each program is measured with each engine in each mode in a JVM of its own, by the",
            "CPU time of the thread that emulates. 'median' is of the second half of the time, 'best' the best quarter of a second.",
            "'user' is the program's own part of 'median', which is what a peer executes too.", "", "Examples:",
            "  lamarck bench --peers", "  lamarck bench --programs sieve,queens --mode timing --warmup", "  lamarck bench --programs sieve --parallel 2",
            "  lamarck bench --processes --engine translate"})
final class BenchCommand implements Callable<Integer> {
    private static final String NO_COMPILER = "sudo apt-get install gcc-sparc64-linux-gnu libc6-dev-sparc64-cross";

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions world;

    @Mixin
    private OutputOptions output;

    @Option(names = "--programs", paramLabel = "NAME", split = ",", description = "Only these programs.")
    private List<String> programs = BenchPrograms.all().stream().map(BenchProgram::name).toList();

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "6", description = "How much CPU time to measure each for (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--peers", description = "Run the same programs under qemu-sparc64 in between, with its cache plugin too if that is installed.")
    private boolean withPeers;

    @Option(names = "--warmup", description = "Print the speed in each quarter of a second.")
    private boolean showsCurves;

    /** Makes this the process of one measurement. */
    @Option(names = "--measure", hidden = true)
    private String measured;

    @Option(names = "--codegen", description = "Compare our compiler's code with gcc's instead: instructions and I-cache lines of twenty functions.")
    private boolean comparesCode;

    @Option(names = "--processes", description = "Measure whole processes instead, from start to exit: a job of a billion instructions beside qemu-sparc64, a boot, "
            + "a boot in little memory, and machines of one to eight busy processors.")
    private boolean measuresProcesses;

    @Option(names = "--parallel", paramLabel = "N", description = "Measure each program alone, then N times at once: what N independent machines give together.")
    private int parallel = 1;

    @Override
    public Integer call() throws CompilationException {
        Images images = lamarck.images();
        if (comparesCode) {
            return status(CodegenTable.print(codegenRows(images), out()));
        }
        if (measuresProcesses) {
            List<String> engine = world.engines().size() == 1 ? List.of("--engine", world.engines().getFirst()) : List.of();
            return status(new ProcessBench(engine, out()).run(images));
        }
        if (parallel < 1) {
            throw new BadInput("--parallel " + parallel + ": at least one is needed", "name as many as there are processors");
        }
        if (seconds <= 0) {
            throw new BadInput("--seconds " + seconds + ": must be more than none", "leave it out for 6");
        }
        if (measured != null) {
            return measure(images);
        }
        SpeedBench.Plan plan = plan(images);
        if (parallel > 1) {
            return status(new ParallelBench(plan, parallel).run(out()));
        }
        PrintWriter table = output.resultOnStandardOutput() ? new PrintWriter(lamarck.streams().err(), true) : out();
        output.write(new SpeedBench(plan, images, withPeers, lamarck::progress).run(table, showsCurves), out());
        return ExitStatus.OK;
    }

    private static int status(boolean holds) {
        return holds ? ExitStatus.OK : ExitStatus.CLAIM_FAILED;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static BenchProgram program(String name) {
        return BenchPrograms.named(name).orElseThrow(() -> new BadInput("--programs " + name + ": no such program",
                "there are: " + BenchPrograms.all().stream().map(BenchProgram::name).collect(Collectors.joining(", "))));
    }

    /** Complaints about the machine or the kernel come from here, and the processes find it compiled. */
    private SpeedBench.Plan plan(Images images) throws CompilationException {
        Map<Mode, Job> machines = new EnumMap<>(Mode.class);
        for (Mode mode : world.modes()) {
            machines.put(mode, world.job(images, mode, 1));
        }
        return new SpeedBench.Plan(programs.stream().map(BenchCommand::program).toList(), machines, world.engines(), seconds, this::arguments);
    }

    /** What the process of one measurement does: its whole output is a line. */
    private int measure(Images images) throws CompilationException {
        BenchProgram program = program(measured);
        Content file = program.compile(images).orElseThrow(() -> new BadInput(measured + ": there is no sparc64-linux-gnu-gcc", NO_COMPILER));
        Job machine = world.job(images, world.modes().getFirst(), 1);
        out().println(SeparateProcess.line(Measuring.measure(new BenchWorlds(program, file, machine, images), seconds)));
        return ExitStatus.OK;
    }

    /** This process's arguments, of one measurement. */
    private List<String> arguments(String program, String engine, Mode mode) {
        List<String> arguments = new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
        arguments.addAll(List.of("--measure", program));
        if (world.modes().size() > 1) {
            arguments.addAll(List.of("--mode", mode.label()));
        }
        if (world.engines().size() > 1) {
            arguments.addAll(List.of("--engine", engine));
        }
        return arguments;
    }

    private List<CodegenStudy.Row> codegenRows(Images images) throws CompilationException {
        return new CodegenStudy(world.job(images, Mode.FUNCTIONAL, 1), images).run()
                .orElseThrow(() -> new BadInput("--codegen: there is no sparc64-linux-gnu-gcc", NO_COMPILER));
    }
}
