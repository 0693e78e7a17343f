package dev.lamarck.lab.command;

import dev.lamarck.kernel.evolve.policy.Policies;
import dev.lamarck.kernel.evolve.policy.Policy;
import dev.lamarck.lab.policy.PolicyChoice;
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

/**
 * The main job, short enough to watch: it is {@code evolve} on two loads. Every policy, the control among them, on the mixed one, whose second is too
 * short for much to be worth its price; and all but the control where processes do little but signal each other, so that something is.
 */
@Command(name = "demo", description = {"Boot, run a mixed load of files, allocation and signals, and let the kernel evolve itself meanwhile; the same",
    "world without; and both again for a load of signals. Each kernel undoes everything before its load ends. The last line is the path",
    "of the HTML report: what was seen, tried, kept and reverted, code and cache before and after."},
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
        List<String> all = Stream.of(Policies.builtIn()).map(Policy::name).toList();
        int status = evolution.run("A kernel evolves itself",
                List.of(new EvolutionRun.Act(Loads.MIXED, all), new EvolutionRun.Act(Loads.SIGNAL_PAIRS, PolicyChoice.beneficial())), Map.of(), null, 0);
        lamarck.streams().out().println(directory.resolve("report.html"));
        return status;
    }
}
