package dev.lamarck.lab.report;

import dev.lamarck.lab.result.RecordedResult;
import dev.lamarck.lab.result.ResultCsv;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Result.Claim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Recorded results side by side, a column each, as a page or as tables to be put into a text. */
public final class ResultsReport {
    /** In what form. */
    public enum Format { HTML, CSV, MD, LATEX }

    private record Section(String title, Table table) {}

    private final List<RecordedResult> results;
    private final List<Section> sections = new ArrayList<>();

    private ResultsReport(List<RecordedResult> results) {
        this.results = results;
        sections.add(new Section("Results", overview()));
        results.stream().map(result -> result.setup().load()).distinct().forEach(this::addLoad);
        sections.removeIf(section -> section.table.isEmpty());
    }

    public static String of(List<RecordedResult> results, Format format) {
        return switch (format) {
            case CSV -> ResultCsv.write(results);
            case HTML -> new ResultsReport(results).html();
            case MD -> new ResultsReport(results).sections.stream().map(section -> "## " + section.title + "\n\n" + markdown(section.table))
                    .collect(Collectors.joining("\n"));
            case LATEX -> new ResultsReport(results).sections.stream().map(section -> latex(section.title, section.table))
                    .collect(Collectors.joining("\n"));
        };
    }

    private Table overview() {
        Table table = Table.of("result", "load", "machine", "mode", "seeds", "lamarck", "outcome");
        for (RecordedResult result : results) {
            table.row(number(result) + " " + result.file(), result.setup().load(), result.setup().machine(), result.setup().mode(),
                    result.seedsText(), result.version(), result.outcome());
        }
        return table;
    }

    /** How a result is called in the headings of the other tables. */
    private String number(RecordedResult result) {
        return "(" + (results.indexOf(result) + 1) + ")";
    }

    private void addLoad(String load) {
        List<RecordedResult> ours = results.stream().filter(result -> result.setup().load().equals(load)).toList();
        sections.add(new Section(load + ": measures", measures(ours)));
        Table cycles = Tables.cycles("result, variant");
        ours.forEach(result -> result.variants().forEach(variant -> Tables.addCycles(cycles, number(result) + " " + variant.name(), variant)));
        sections.add(new Section(load + ": where the cycles went", cycles));
        sections.add(new Section(load + ": what had to hold", claims(ours)));
    }

    private Table measures(List<RecordedResult> ours) {
        Table table = columns("measure", ours, "unit", "published");
        Map<String, Measure> all = new LinkedHashMap<>();
        ours.forEach(result -> result.measures().forEach(all::putIfAbsent));
        all.forEach((id, any) -> {
            List<String> row = new ArrayList<>(List.of(id));
            ours.forEach(result -> row.add(result.measures().containsKey(id) ? Numbers.text(result.measures().get(id).value()) : "-"));
            row.addAll(List.of(any.unit(), Tables.published(any)));
            table.rows().add(row);
        });
        return table;
    }

    private Table claims(List<RecordedResult> ours) {
        Table table = columns("claim", ours);
        ours.stream().flatMap(result -> result.claims().stream()).map(Claim::statement).distinct().forEach(statement -> {
            List<String> row = new ArrayList<>(List.of(statement));
            ours.forEach(result -> row.add(result.claims().stream().filter(claim -> claim.statement().equals(statement)).findFirst()
                    .map(claim -> claim.holds() ? "holds" : "FAILED").orElse("-")));
            table.rows().add(row);
        });
        return table;
    }

    private Table columns(String first, List<RecordedResult> ours, String... last) {
        List<String> heading = new ArrayList<>(List.of(first));
        ours.forEach(result -> heading.add(number(result)));
        heading.addAll(List.of(last));
        return new Table(heading, new ArrayList<>());
    }

    private String html() {
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Results</title>\n<style>\n");
        page.append(HtmlReport.STYLE).append("</style></head><body>\n");
        sections.forEach(section -> HtmlReport.section(page, section.title, section.table));
        return page.append("</body></html>\n").toString();
    }

    private static String markdown(Table table) {
        StringBuilder text = new StringBuilder(markdownRow(table.heading()));
        text.append("|---|").append("---:|".repeat(table.heading().size() - 1)).append('\n');
        table.rows().forEach(row -> text.append(markdownRow(row)));
        return text.toString();
    }

    private static String markdownRow(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String latex(String title, Table table) {
        StringBuilder text = new StringBuilder("\\begin{table}\n\\caption{").append(latex(title)).append("}\n\\begin{tabular}{l")
                .append("r".repeat(table.heading().size() - 1)).append("}\n\\hline\n").append(latexRow(table.heading())).append("\\hline\n");
        table.rows().forEach(row -> text.append(latexRow(row)));
        return text.append("\\hline\n\\end{tabular}\n\\end{table}\n").toString();
    }

    private static String latexRow(List<String> cells) {
        return cells.stream().map(ResultsReport::latex).collect(Collectors.joining(" & ", "", " \\\\\n"));
    }

    private static String latex(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(switch (c) {
                case '\\' -> "\\textbackslash{}";
                case '~' -> "\\textasciitilde{}";
                case '^' -> "\\textasciicircum{}";
                case '&', '%', '$', '#', '_', '{', '}' -> "\\" + c;
                default -> String.valueOf(c);
            });
        }
        return escaped.toString();
    }
}
