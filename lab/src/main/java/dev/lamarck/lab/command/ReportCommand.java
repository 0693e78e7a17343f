package dev.lamarck.lab.command;

import dev.lamarck.lab.report.ResultsReport;
import dev.lamarck.lab.result.RecordedResult;
import dev.lamarck.lab.result.ResultFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recorded results side by side. */
@Command(name = "report", description = {"Print recorded results side by side: a page, or tables for a text.",
    "A file holds one result, an array of results, or is a directory that --out wrote."},
        footer = {"", "Examples:", "  lamarck report base.json new.json", "  lamarck report out/ct --format html > ct.html"})
final class ReportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Results.")
    private List<Path> files;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "MD", description = "html, csv, md or latex (default: md).")
    private ResultsReport.Format format;

    @Override
    public void run() {
        List<RecordedResult> results = files.stream().flatMap(file -> ResultFiles.read(file).stream()).toList();
        PrintWriter out = spec.commandLine().getOut();
        out.print(ResultsReport.of(results, format));
        out.flush();
    }
}
