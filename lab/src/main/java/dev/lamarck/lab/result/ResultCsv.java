package dev.lamarck.lab.result;

import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Variant;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a {@link Result} as CSV: one row a sample of a measure, then one a counter of a variant. */
public final class ResultCsv {
    private static final String HEADER = "experiment,variant,seed,measure,value,unit,published,publishedUnit,jobKey";

    private ResultCsv() {
    }

    public static String write(Result result) {
        return of(List.of(result));
    }

    /** Several results, one behind the other. */
    public static String of(List<Result> results) {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        results.forEach(result -> new Rows(csv, result.job().load(), result.job().seed(), result.job().key())
                .append(result.measures(), result.variants()));
        return csv.toString();
    }

    /** The same of results that were read. */
    public static String write(List<RecordedResult> results) {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        results.forEach(result -> new Rows(csv, result.setup().load(), result.seed(), result.jobKey())
                .append(result.measures(), result.variants()));
        return csv.toString();
    }

    /** The rows of one result. */
    private record Rows(StringBuilder csv, String load, long firstSeed, String jobKey) {
        void append(Map<String, Measure> measures, List<Variant> variants) {
            measures.forEach(this::samples);
            for (Variant variant : variants) {
                counters(variant).forEach((name, value) -> csv.append(row(load, variant.name(), firstSeed, name, value,
                        name.endsWith("ycles") ? "cycles" : "count", "", "", jobKey)));
            }
        }

        private void samples(String id, Measure measure) {
            String published = measure.published() == null ? "" : number(measure.published().value());
            String publishedUnit = measure.published() == null ? "" : measure.published().unit();
            long seed = firstSeed;
            for (double sample : measure.samples()) {
                csv.append(row(load, "", seed, id, number(sample), measure.unit(), published, publishedUnit, jobKey));
                seed++;
            }
        }
    }

    private static Map<String, Long> counters(Variant variant) {
        Map<String, Long> counters = new TreeMap<>(variant.counters());
        counters.put("instructions", variant.instructions());
        counters.put("cycles", variant.cycles());
        counters.put("issueCycles", variant.issueCycles());
        counters.put("icacheStallCycles", variant.icacheStallCycles());
        counters.put("dataStallCycles", variant.dataStallCycles());
        counters.put("mispredictStallCycles", variant.mispredictStallCycles());
        counters.put("tlbTrapCycles", variant.tlbTrapCycles());
        return counters;
    }

    /** A row of any table, quoted where it must be (RFC 4180), with its line end. */
    public static String row(Object... fields) {
        return Stream.of(fields).map(field -> quote(field.toString())).collect(Collectors.joining(",")) + "\n";
    }

    /** Without exponent and without the {@code .0} of whole numbers. */
    static String number(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    private static String quote(String field) {
        if (field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')) {
            return field;
        }
        return '"' + field.replace("\"", "\"\"") + '"';
    }
}
