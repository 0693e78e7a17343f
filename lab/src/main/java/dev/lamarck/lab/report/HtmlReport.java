package dev.lamarck.lab.report;

import dev.lamarck.workloads.experiment.Experiment;
import dev.lamarck.workloads.experiment.Experiment.MeasureDefinition;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Result.CodeListing;
import dev.lamarck.workloads.world.Series;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An experiment's result as one HTML page that needs nothing else: no script, no network, no other file. */
public final class HtmlReport {
    static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
            table { border-collapse: collapse; margin: 0.5rem 0 1.5rem; }
            th, td { padding: 0.2rem 0.8rem; border-bottom: 1px solid #ddd; text-align: right; font-variant-numeric: tabular-nums; }
            th:first-child, td:first-child { text-align: left; }
            .holds { color: #176117; } .failed { color: #a11212; font-weight: bold; }
            pre { font-size: 12px; line-height: 1.35; overflow-x: auto; background: #fafafa; padding: 0.5rem; }
            code { background: #f4f4f4; padding: 0 0.3rem; overflow-wrap: anywhere; } svg { background: #fafafa; }
            .code { display: flex; gap: 1rem; overflow-x: auto; } pre { font-size: 12px; line-height: 1.3; }
            """;

    private HtmlReport() {
    }

    public static String of(Experiment experiment, Result result) {
        StringBuilder page = begin(experiment.name());
        element(page, "p", escape(experiment.question()));
        element(page, "p", "Source: " + escape(experiment.source()));
        element(page, "p", "<code>" + escape(Tables.configuration(result)) + "</code>");
        claims(page, result);
        section(page, "Measures", Tables.measures(result));
        meanings(page, experiment);
        if (!result.detail().isEmpty()) {
            element(page, "h2", "What happened");
            element(page, "pre", escape(result.detail()));
        }
        for (Series series : result.series()) {
            section(page, series.name(), Tables.points(series));
            page.append(Plot.svg(series));
        }
        section(page, "Where the cycles went", Tables.cycles(result));
        section(page, "Footprint", Tables.footprint(result));
        listings(page, result.listings());
        configuration(page, result);
        return page.append("</body></html>\n").toString();
    }

    static StringBuilder begin(String title) {
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
        page.append(escape(title)).append("</title>\n<style>\n").append(STYLE).append("</style></head><body>\n");
        element(page, "h1", escape(title));
        return page;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    static void element(StringBuilder page, String name, String content) {
        page.append('<').append(name).append('>').append(content).append("</").append(name).append(">\n");
    }

    static void claims(StringBuilder page, Result result) {
        element(page, "h2", "What had to hold");
        element(page, "ul", result.claims().stream().map(claim -> "<li class=\"" + (claim.holds() ? "holds\">holds: " : "failed\">FAILED: ")
                + escape(claim.statement()) + "</li>").collect(Collectors.joining("\n")));
    }

    static void section(StringBuilder page, String title, Table table) {
        if (table.isEmpty()) {
            return;
        }
        element(page, "h2", escape(title));
        page.append("<table>\n<tr>").append(cells("th", table.heading())).append("</tr>\n");
        table.rows().forEach(row -> page.append("<tr>").append(cells("td", row)).append("</tr>\n"));
        page.append("</table>\n");
    }

    private static String cells(String element, List<String> cells) {
        return cells.stream().map(cell -> "<" + element + ">" + escape(cell) + "</" + element + ">").collect(Collectors.joining());
    }

    private static void meanings(StringBuilder page, Experiment experiment) {
        page.append("<dl>\n");
        for (MeasureDefinition measure : experiment.measures()) {
            element(page, "dt", "<code>" + escape(measure.id()) + "</code> (" + escape(measure.unit()) + ")");
            element(page, "dd", escape(measure.meaning()));
        }
        page.append("</dl>\n");
    }

    /** Side by side, to be compared. */
    static void listings(StringBuilder page, List<CodeListing> listings) {
        if (!listings.isEmpty()) {
            element(page, "h2", "The code");
            page.append("<div class=\"code\">\n");
            listings.forEach(listing -> element(page, "div", "<h3>" + escape(listing.title()) + "</h3><pre>" + escape(listing.text()) + "</pre>"));
            page.append("</div>\n");
        }
    }

    static void configuration(StringBuilder page, Result result) {
        Table table = Table.of("input of the job", "value");
        for (Map.Entry<String, Object> input : result.job().inputs().entrySet()) {
            table.row(input.getKey(), input.getValue().toString());
        }
        table.row("job key", result.job().key());
        table.row("state hash", result.stateHash());
        section(page, "The whole configuration", table);
    }
}
