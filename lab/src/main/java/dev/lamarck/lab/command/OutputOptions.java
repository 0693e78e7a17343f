package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.result.ResultCsv;
import dev.lamarck.lab.result.ResultJson;
import dev.lamarck.workloads.world.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where results go. */
final class OutputOptions {
    private static final String STANDARD_OUTPUT = "-";

    @Option(names = {"--json", "--stats"}, paramLabel = "FILE", description = "Write the result as lamarck.result/1; - is standard output.")
    private String json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write one row a sample; - is standard output.")
    private String csv;

    @Option(names = "--out", paramLabel = "DIR", description = "Write result, console, events, ledger, report and images into DIR.")
    Path out;

    /** Then standard output is the asked result, and the guest's console goes to standard error. */
    boolean resultOnStandardOutput() {
        return STANDARD_OUTPUT.equals(json) || STANDARD_OUTPUT.equals(csv);
    }

    void write(Result result, PrintWriter standardOutput) {
        write(List.of(result), standardOutput);
    }

    /** Several as an array, or one behind the other. */
    void write(List<Result> results, PrintWriter standardOutput) {
        if (json != null) {
            write(json, results.size() == 1 ? ResultJson.write(results.getFirst()) : ResultJson.write(results), standardOutput);
        }
        if (csv != null) {
            write(csv, ResultCsv.of(results), standardOutput);
        }
    }

    private static void write(String target, String text, PrintWriter standardOutput) {
        if (target.equals(STANDARD_OUTPUT)) {
            standardOutput.print(text);
            standardOutput.flush();
            return;
        }
        try {
            Files.writeString(Path.of(target), text);
        } catch (IOException e) {
            throw BadInput.unwritable(target, e);
        }
    }
}
