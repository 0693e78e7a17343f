package dev.lamarck.lab.report;

import dev.lamarck.workloads.experiment.Experiment;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Series;

/** An experiment's result for a terminal. */
public final class TextReport {
    private TextReport() {
    }

    public static String of(Experiment experiment, Result result) {
        StringBuilder text = new StringBuilder();
        text.append(experiment.name()).append(": ").append(experiment.question()).append('\n');
        text.append("source: ").append(experiment.source()).append('\n');
        text.append(Tables.configuration(result)).append("\n\n");
        append(text, Tables.measures(result));
        if (!result.detail().isEmpty()) {
            text.append(result.detail().stripTrailing()).append("\n\n");
        }
        for (Series series : result.series()) {
            text.append("  ").append(series.name()).append('\n');
            append(text, Tables.points(series));
        }
        append(text, Tables.cycles(result));
        append(text, Tables.footprint(result));
        result.listings().forEach(listing -> text.append("  ").append(listing.title()).append('\n').append(listing.text()).append('\n'));
        result.claims().forEach(claim ->
                text.append(claim.holds() ? "  holds   " : "  FAILED  ").append(claim.statement()).append('\n'));
        return text.toString();
    }

    private static void append(StringBuilder text, Table table) {
        if (!table.isEmpty()) {
            text.append(table.text()).append('\n');
        }
    }
}
