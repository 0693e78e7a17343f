package dev.lamarck.workloads.lmbench;

import static dev.lamarck.workloads.world.Measure.Better.HIGHER;
import static dev.lamarck.workloads.world.Measure.Better.LOWER;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.ElfFile;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.lmbench.program.Lmbench;
import dev.lamarck.workloads.lmbench.program.Task;
import dev.lamarck.workloads.lmbench.program.Tasks;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Result.Claim;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.Variant;
import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the tasks in one world. */
public final class LmbenchStudy {
    private static final String NAME = "lmbench";
    private static final String NULL_CALL = "nullCall";
    /** A null call executes no more, in and out, the program's loop and stub included. */
    private static final int NULL_CALL_INSTRUCTIONS = 200;

    private final Job machine;
    private final Images images;

    /** @param machine and kernel to run on */
    public LmbenchStudy(Job machine, Images images) {
        this.machine = machine;
        this.images = images;
    }

    /** The names of all tasks, in the order of reports. */
    public static List<String> tasks() {
        return Stream.of(Tasks.all()).map(Task::name).toList();
    }

    /** What one round of a task is. */
    public static String round(String task) {
        return Stream.of(Tasks.all()).filter(each -> each.name().equals(task)).findFirst().orElseThrow().round();
    }

    /** Runs these tasks, all if none is named: a variant a task with all that its measured lap took, and measures of a round. */
    public Result run(List<String> names) throws CompilationException {
        Content program = images.image(Images.programRequest(Lmbench.class), NAME);
        Content disk = new Programs(images).install(new DiskImage().file("/bin/" + NAME, program.bytes(), true)).content();
        List<String> arguments = Stream.concat(Stream.of(NAME), names.stream()).toList();
        World world = new World(machine.running(NAME, disk, BootArguments.starting("/bin/" + NAME, arguments, List.of()), List.of()),
                Terminal.scripted(Content.EMPTY));
        Laps laps = new Laps(world.machine(), symbol(program, "lap_begin"), symbol(program, "lap_end"));
        return result(world.run(), laps.counted());
    }

    private static long symbol(Content program, String name) {
        try {
            return ElfFile.parse(program.bytes()).symbols().stream().filter(symbol -> symbol.name().equals(name)).findFirst()
                    .map(ElfSymbol::address).orElseThrow();
        } catch (ElfFormatException e) {
            throw new AssertionError("a compiler's own file", e);
        }
    }

    private static Result result(Result run, Map<Integer, Counters> laps) {
        List<Variant> variants = new ArrayList<>();
        Map<String, Measure> measures = new LinkedHashMap<>();
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim("every task did its work", run.outcome() == Outcome.EXITED && run.exitStatus() == 0));
        laps.forEach((index, counted) -> {
            Task task = Tasks.all()[index];
            variants.add(Variant.of(task.name(), counted));
            measure(measures, task, counted, run.job().machine().number(ConfigurationKey.CLOCK_HERTZ));
            if (task.name().equals(NULL_CALL)) {
                claims.add(new Claim("a null call takes at most " + NULL_CALL_INSTRUCTIONS + " instructions, in and out",
                        counted.instructions() <= (long) NULL_CALL_INSTRUCTIONS * task.rounds()));
            }
        });
        return new Result(run.job(), run.outcome(), run.exitStatus(), run.detail(), run.instructions(), run.cycles(), run.stateHash(), variants, measures,
                List.of(), List.of(), Map.of(), List.of(), claims, run.history(), run.hostSeconds());
    }

    private static void measure(Map<String, Measure> measures, Task task, Counters counted, long hertz) {
        double cycles = (double) counted.cycles() / task.rounds();
        measures.put(task.name() + "Cycles", single(cycles, "cycles", LOWER));
        measures.put(task.name() + "Microseconds", single(cycles * 1e6 / hertz, "us", LOWER));
        measures.put(task.name() + "Instructions", single((double) counted.instructions() / task.rounds(), "instructions", LOWER));
        if (task.bytes() > 0) {
            measures.put(task.name() + "Rate", single(task.bytes() / 1e6 / (cycles / hertz), "MB/s", HIGHER));
        }
    }

    private static Measure single(double value, String unit, Measure.Better better) {
        return Measure.mean(unit, better, List.of(value));
    }
}
