package dev.lamarck.lab.command;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.SeedRange;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.storm.StormRun;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Workers;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Hostile programs against the kernel. */
@Command(name = "storm", description = {"Let hostile programs loose on the kernel: system calls of any number with any arguments, programs that take all memory, fork bombs, connections over a wire that loses frames, files that all change at once;",
    "a function of the seed. Nothing may panic, be left behind, or reach what is another's."},
        footer = {"", "Exit status 1 when a storm left or harmed anything, 3 when the kernel panicked; the command that replays it is printed.", "", "Examples:",
            "  lamarck storm --for 2s", "  lamarck storm --seeds 1..20 --for 500ms --kinds calls", "  lamarck storm --seed 7 --for 10s --mode timing"})
final class StormCommand implements Callable<Integer> {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s)");
    private static final int MILLISECONDS = 1000;
    private static final String LOST_PER_MILLE = "300";

    /** What hostile programs do. */
    enum Kind {
        CALLS('c'), MEMORY('m'), FORKS('f'), NETWORK('n'), FILES('d');

        /** By which the program knows it. */
        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    @ParentCommand
    private Lamarck lamarck;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private WorldOptions world;

    @Mixin
    private KernelMemoryOptions memory;

    @Mixin
    private DebugOptions debug;

    @Mixin
    private OutputOptions output;

    @Option(names = "--for", paramLabel = "TIME", defaultValue = "1s", description = "Simulated time, in s or ms (default: ${DEFAULT-VALUE}).")
    private String duration;

    @Option(names = "--kinds", paramLabel = "KIND", split = ",", description = "calls, memory, forks, network, files (default: all).")
    private List<Kind> kinds = List.of(Kind.values());

    @Option(names = "--seeds", paramLabel = "A..B", converter = SeedRangeConverter.class, description = "Seeds, both ends included (default: --seed alone).")
    private SeedRange seeds;

    @Override
    public Integer call() throws CompilationException {
        long milliseconds = milliseconds();
        Images images = lamarck.images();
        if (kinds.contains(Kind.NETWORK)) {
            world.setByDefault(ConfigurationKey.NET_LOSS, LOST_PER_MILLE);
        }
        Job machine = world.job(images, Mode.FUNCTIONAL, 1);
        List<Callable<StormRun>> tasks = new ArrayList<>();
        long first = seeds == null ? machine.seed() : seeds.first();
        debug.attendFirst(first, lamarck::progress);
        for (long seed = first; seed < first + (seeds == null ? 1 : seeds.count()); seed++) {
            Job job = StormRun.job(machine.ofSeed(seed), images, milliseconds, letters(), memory.added(List.of(), seed));
            tasks.add(() -> told(StormRun.of(job)));
        }
        List<Result> results = Workers.run(tasks, machine.machine().number(ConfigurationKey.RAM_BYTES)).stream().map(StormRun::result).toList();
        if (output.out != null) {
            new RunDirectory(output.out).write(results.getFirst());
        }
        output.write(results, new PrintWriter(lamarck.streams().out(), true));
        return status(results);
    }

    private static int status(List<Result> results) {
        if (results.stream().anyMatch(result -> result.outcome() == Outcome.PANIC)) {
            return ExitStatus.KERNEL_PANIC;
        }
        if (results.stream().anyMatch(result -> result.outcome() == Outcome.TIMEOUT)) {
            return ExitStatus.BUDGET_USED_UP;
        }
        return results.stream().flatMap(result -> result.claims().stream()).allMatch(Result.Claim::holds) ? ExitStatus.OK : ExitStatus.CLAIM_FAILED;
    }

    /** One line for a storm that the kernel stood, else all that it said and how to see it again. */
    private StormRun told(StormRun run) {
        PrintStream out = output.resultOnStandardOutput() ? lamarck.streams().err() : lamarck.streams().out();
        Result result = run.result();
        boolean stood = result.claims().stream().allMatch(Result.Claim::holds);
        synchronized (out) {
            out.printf(Locale.ROOT, "seed %d: %s, %,d system calls of %d numbers, %,d instructions%n", result.job().seed(), stood ? "stood" : "FAILED: " + failure(result),
                    (long) result.measures().get("systemCalls").value(), (long) result.measures().get("differentCalls").value(), result.instructions());
            if (!stood) {
                out.print(run.console());
                out.println("replay: " + replay(result.job().seed()));
            }
        }
        return run;
    }

    private static String failure(Result result) {
        return result.outcome() == Outcome.EXITED ? result.claims().stream().filter(claim -> !claim.holds()).map(claim -> "not " + claim.statement()).collect(Collectors.joining("; "))
                : result.outcome().name().toLowerCase(Locale.ROOT) + " " + result.detail();
    }

    /** This command line with one seed. */
    private String replay(long seed) {
        List<String> given = spec.commandLine().getParseResult().originalArgs();
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).equals("--seed") || given.get(i).equals("--seeds")) {
                i++;
            } else if (!given.get(i).startsWith("--seed=") && !given.get(i).startsWith("--seeds=")) {
                arguments.add(given.get(i));
            }
        }
        return "scripts/lamarck " + (arguments.contains("storm") ? "" : "storm ") + String.join(" ", arguments) + " --seed " + seed;
    }

    private String letters() {
        return kinds.stream().map(kind -> String.valueOf(kind.letter)).distinct().collect(Collectors.joining());
    }

    private long milliseconds() {
        Matcher matcher = DURATION.matcher(duration);
        if (!matcher.matches()) {
            throw new BadInput("--for " + duration + ": not a time", "say 10s or 500ms");
        }
        return Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("s") ? MILLISECONDS : 1);
    }
}
