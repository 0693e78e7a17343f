package dev.lamarck.lab.command;

import dev.lamarck.kernel.evolve.policy.Policies;
import dev.lamarck.kernel.evolve.policy.Policy;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.load.Loads;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** The main job, short enough to watch: it is {@code evolve} with every policy on the mixed load. */
@Command(name = "demo", description = {"Boot, run a mixed load of files, allocation and signals, and let the kernel evolve itself meanwhile; then the same",
    "world without. The last line is the path of the HTML report: what was seen, tried, kept and reverted, code and cache before and after."},
        footer = {"", "Exit status 1 when a claim does not hold.", "", "Examples:", "  lamarck demo", "  lamarck demo --seed 7 --out out/seven"})
final class DemoCommand implements Callable<Integer> {
    private static final Path DIRECTORY = Path.of("out", "demo");

    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private EvolutionRun evolution;

    @Override
    public Integer call() throws CompilationException {
        Path directory = evolution.directory(DIRECTORY);
        int status = evolution.run("A kernel evolves itself", Loads.MIXED, policies(), Map.of(), null, 0);
        lamarck.streams().out().println(directory.resolve("report.html"));
        return status;
    }

    /** Controls too: what they do has to be seen to be reverted. */
    private static List<String> policies() {
        return Stream.of(Policies.builtIn()).map(Policy::name).toList();
    }
}
