package dev.lamarck.lab.command;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.experiment.Experiments;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** The main job, short enough to watch. */
@Command(name = "demo", description = {"Splice two measurements into a running kernel, compare what they say with what really happened,",
    "and take them out again. The last line is the path of the HTML report."},
        footer = {"", "Exit status 1 when a claim does not hold.", "", "Examples:", "  lamarck demo", "  lamarck demo --seed 7 --out out/seven"})
final class DemoCommand implements Callable<Integer> {
    private static final String EXPERIMENT = "count-and-time";
    private static final int SEEDS = 3;
    private static final Path DIRECTORY = Path.of("out", "demo");

    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private ExperimentRun experiment;

    @Override
    public Integer call() throws CompilationException {
        Path directory = experiment.directory(DIRECTORY);
        int status = experiment.run(Experiments.named(EXPERIMENT).orElseThrow(), SEEDS);
        lamarck.streams().out().println(directory.resolve("report.html"));
        return status;
    }
}
