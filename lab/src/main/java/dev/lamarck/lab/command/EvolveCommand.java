package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.SeedRange;
import dev.lamarck.lab.policy.PolicyChoice;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.load.Load;
import dev.lamarck.workloads.load.Loads;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Policies on a load, every seed with them and without. */
@Command(name = "evolve", description = {"Run a load on every seed with policies and without, and say what they gained.",
    "Worlds run side by side on all processors; the result does not depend on how many."},
        footer = {"", "Exit status 1 when a result of the load is wrong, a change that its trial did not keep is still there, or anything",
            "is left when all is undone.", "", "Examples:",
            "  lamarck evolve --policy harmful --load mixed --seeds 1..20", "  lamarck evolve --policy Mine.java --load opens --seeds 1..5 --json mine.json",
            "  lamarck evolve --load mixed --seeds 1..20 --json base.json       (no policy: what to compare with)"})
final class EvolveCommand implements Callable<Integer> {
    @Mixin
    private EvolutionRun run;

    @Option(names = "--policy", paramLabel = "NAME|FILE.java", arity = "1..*",
            description = "A policy by name (see `lamarck list policies`; all: those that are no controls), or Kernel Java files. Repeatable.")
    private List<String> policies = List.of();

    @Option(names = "--load", paramLabel = "NAME", defaultValue = "mixed", description = "See `lamarck list loads` (default: ${DEFAULT-VALUE}).")
    private String loadName;

    @Option(names = "--seeds", paramLabel = "A..B", converter = SeedRangeConverter.class, description = "Seeds, both ends included (default: --seed alone).")
    private SeedRange seeds;

    @Option(names = "--budget", paramLabel = "CYCLES", defaultValue = "0",
            description = "What the policies may spend beside 0.4 %% of all cycles (default: one million).")
    private long budget;

    @Override
    public Integer call() throws CompilationException {
        Load load = Loads.named(loadName).orElseThrow(() -> new BadInput("no load is called '" + loadName + "'",
                "there are: " + Loads.all().stream().map(Load::name).collect(Collectors.joining(", "))));
        PolicyChoice choice = PolicyChoice.of(List.of(policies), Path.of(""));
        return run.run("evolve " + load.name(), List.of(new EvolutionRun.Act(load, choice.names(policies))), choice.classes(), seeds, budget);
    }
}
