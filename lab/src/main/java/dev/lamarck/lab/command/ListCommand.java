package dev.lamarck.lab.command;

import dev.lamarck.workloads.experiment.Experiment;
import dev.lamarck.workloads.experiment.Experiments;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What there is to run. */
@Command(name = "list", description = "List what there is.")
final class ListCommand implements Runnable {
    /** What can be listed. */
    enum Kind { EXPERIMENTS }

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Lamarck lamarck;

    @Parameters(arity = "0..1", paramLabel = "KIND", defaultValue = "EXPERIMENTS", description = "${COMPLETION-CANDIDATES}")
    private Kind kind;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        switch (kind) {
            case EXPERIMENTS -> Experiments.all().forEach(experiment -> describe(out, experiment));
        }
        out.flush();
    }

    private void describe(PrintWriter out, Experiment experiment) {
        out.printf("%-20s %s%n", experiment.name(), experiment.question());
        if (lamarck.verbose) {
            out.printf("  source: %s%n", experiment.source());
            experiment.measures().forEach(measure ->
                    out.printf("  %-30s %-10s %s%n", measure.id(), measure.unit(), measure.meaning()));
        }
    }
}
