package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.compare.Comparison;
import dev.lamarck.lab.compare.Tolerances;
import dev.lamarck.lab.report.ComparisonJunit;
import dev.lamarck.lab.report.ComparisonText;
import dev.lamarck.lab.result.ResultFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two files of results, paired: the gate for continuous integration. */
@Command(name = "compare", description = {"Hold new results against earlier ones, sample by sample: paired by load, machine, mode, layout and seed.",
    "A file holds one result, an array of results, or is a directory that --out wrote."},
        footer = {"", "Exit status 1 when a measure is worse than its tolerance in the median of its pairs, or an outcome differs;",
            "2 when something has no partner.", "", "Examples:",
            "  lamarck compare base.json new.json", "  lamarck compare base.json new.json --tolerance overheadCyclesPerCall=0.05 --junit junit.xml"})
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BASE", description = "The earlier results.")
    private Path base;

    @Parameters(index = "1", paramLabel = "NEW", description = "The new results.")
    private Path fresh;

    @Option(names = "--tolerance", paramLabel = "ID=SHARE",
            description = "How much worse a measure may become, as a share of what it was (default: 0). Repeatable.")
    private Map<String, Double> tolerances = new TreeMap<>();

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the comparison as JUnit XML too.")
    private Path junit;

    @Override
    public Integer call() {
        Comparison comparison = Comparison.of(ResultFiles.read(base), ResultFiles.read(fresh), new Tolerances(tolerances));
        PrintWriter out = spec.commandLine().getOut();
        out.print(ComparisonText.of(comparison));
        out.flush();
        if (junit != null) {
            write(ComparisonJunit.of(comparison));
        }
        if (!comparison.isComplete()) {
            throw new BadInput(base + " and " + fresh + ": " + comparison.unpaired().size() + " without a partner, named above",
                    "make both with the same loads, machines and seeds");
        }
        return comparison.isRegression() ? ExitStatus.CLAIM_FAILED : ExitStatus.OK;
    }

    private void write(String xml) {
        try {
            Files.writeString(junit, xml);
        } catch (IOException e) {
            throw new BadInput("--junit " + junit + ": cannot be written", "name a file in a writable folder");
        }
    }
}
