package dev.lamarck.lab.command;

import dev.lamarck.kernel.evolve.policy.Policies;
import dev.lamarck.kernel.evolve.policy.Policy;
import dev.lamarck.lab.BadInput;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.load.Load;
import dev.lamarck.workloads.load.Loads;
import dev.lamarck.workloads.policy.PolicyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Policies on a load, every seed with them and without. */
@Command(name = "evolve", description = {"Run a load on every seed with policies and without, and say what they gained.",
    "Worlds run side by side on all processors; the result does not depend on how many."},
        footer = {"", "Exit status 1 when a result of the load is wrong, or a change that its trial did not keep is still there.", "", "Examples:",
            "  lamarck evolve --policy harmful --load mixed --seeds 1..20", "  lamarck evolve --policy Mine.java --load opens --seeds 1..5 --json mine.json",
            "  lamarck evolve --load mixed --seeds 1..20 --json base.json       (no policy: what to compare with)"})
final class EvolveCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Mixin
    private EvolutionRun run;

    @Option(names = "--policy", paramLabel = "NAME|FILE.java", arity = "1..*",
            description = "A policy by name (see `lamarck list policies`; all: those that are no controls), or Kernel Java files. Repeatable.")
    private List<String> policies = List.of();

    @Option(names = "--load", paramLabel = "NAME", defaultValue = "mixed", description = "See `lamarck list loads` (default: ${DEFAULT-VALUE}).")
    private String loadName;

    @Option(names = "--seeds", paramLabel = "A..B", converter = SeedRange.Converter.class, description = "Seeds, both ends included (default: --seed alone).")
    private SeedRange seeds;

    @Option(names = "--budget", paramLabel = "CYCLES", defaultValue = "0",
            description = "What the policies may spend beside 0.4 % of all cycles (default: one million).")
    private long budget;

    @Override
    public Integer call() throws CompilationException {
        Load load = Loads.named(loadName).orElseThrow(() -> new BadInput("no load is called '" + loadName + "'",
                "there are: " + Loads.all().stream().map(Load::name).collect(Collectors.joining(", "))));
        PolicyFiles files = PolicyFiles.compile(policies.stream().filter(EvolveCommand::isFile).map(EvolveCommand::existing).toList());
        return run.run("evolve " + load.name(), load, names(files), files.classes(), seeds, budget);
    }

    private List<String> names(PolicyFiles files) {
        List<String> names = new ArrayList<>();
        List<String> known = Stream.of(Policies.builtIn()).map(Policy::name).toList();
        for (String policy : policies.equals(List.of(ALL)) ? beneficial() : policies) {
            if (!isFile(policy) && !known.contains(policy)) {
                throw new BadInput("no policy is called '" + policy + "'", "there are: " + String.join(", ", known) + "; or name a file X.java");
            }
            if (!isFile(policy)) {
                names.add(policy);
            }
        }
        names.addAll(files.names());
        return names;
    }

    /** The policies that evolve a kernel for its good: all but controls. */
    static List<String> beneficial() {
        return Stream.of(Policies.builtIn()).filter(policy -> !policy.isControl()).map(Policy::name).toList();
    }

    private static boolean isFile(String policy) {
        return policy.endsWith(".java");
    }

    private static Path existing(String file) {
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new BadInput("--policy " + file + ": no such file", "name a Kernel Java file that holds a policy");
        }
        return path;
    }
}
