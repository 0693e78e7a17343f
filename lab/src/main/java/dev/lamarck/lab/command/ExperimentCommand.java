package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.experiment.Experiment;
import dev.lamarck.workloads.experiment.Experiments;
import dev.lamarck.workloads.experiment.Replayable;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One experiment. */
@Command(name = "experiment", description = "Run one experiment and print its report.",
        footer = {"", "Exit status 1 when a claim of the experiment does not hold.", "", "Examples:",
            "  lamarck experiment count-and-time", "  lamarck experiment count-and-time --seeds 3 --machine tiny --out out/ct",
            "  lamarck experiment splice-hazards --schedule two-instruction:2:0:15"})
final class ExperimentCommand implements Callable<Integer> {
    @Mixin
    private ExperimentRun run;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "20", description = "How many seeds, from --seed on (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--schedule", paramLabel = "SCHEDULE",
            description = "Do not run the experiment: tell what happens under one schedule that its report names.")
    private String schedule;

    @Parameters(index = "0", paramLabel = "NAME", description = "See `lamarck list experiments`.")
    private String name;

    @Override
    public Integer call() throws CompilationException {
        if (seeds < 1) {
            throw new BadInput("--seeds " + seeds + ": at least one is needed", "leave it out for 20");
        }
        Experiment experiment = Experiments.named(name).orElseThrow(() -> new BadInput("no experiment is called '" + name + "'",
                "there are: " + Experiments.all().stream().map(Experiment::name).collect(Collectors.joining(", "))));
        if (schedule == null) {
            return run.run(experiment, seeds);
        }
        if (experiment instanceof Replayable replayable) {
            return run.replay(replayable, schedule);
        }
        throw new BadInput("--schedule: " + name + " does not try out schedules", "leave it out");
    }
}
