package dev.lamarck.lab.result;

import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Variant;
import java.math.BigDecimal;
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
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        String jobKey = result.job().key();
        result.measures().forEach((id, measure) -> samples(csv, result, id, measure, jobKey));
        for (Variant variant : result.variants()) {
            counters(variant).forEach((name, value) -> row(csv, result.job().load(), variant.name(), result.job().seed(),
                    name, value, name.endsWith("ycles") ? "cycles" : "count", "", "", jobKey));
        }
        return csv.toString();
    }

    private static void samples(StringBuilder csv, Result result, String id, Measure measure, String jobKey) {
        String published = measure.published() == null ? "" : number(measure.published().value());
        String publishedUnit = measure.published() == null ? "" : measure.published().unit();
        long seed = result.job().seed();
        for (double sample : measure.samples()) {
            row(csv, result.job().load(), "", seed, id, number(sample), measure.unit(), published, publishedUnit, jobKey);
            seed++;
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

    private static void row(StringBuilder csv, Object... fields) {
        csv.append(Stream.of(fields).map(field -> quote(field.toString())).collect(Collectors.joining(","))).append('\n');
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
