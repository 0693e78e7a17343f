package dev.lamarck.workloads.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a job gave. Every part but {@code hostSeconds} is a function of the job.
 *
 * @param exitStatus of the first process ({@link Outcome#EXITED}), its signal's number ({@link Outcome#SIGNALLED}), else null
 * @param detail     more about the outcome, for the user; may be empty
 * @param cycles     simulated cycles, or null in functional mode
 * @param claims     what had to hold, and whether it did
 * @param history    of the world; of several, of the first seed's
 * @param footprint  sizes by name, in bytes
 */
public record Result(Job job, Outcome outcome, Integer exitStatus, String detail, long instructions, Long cycles, String stateHash,
        List<Variant> variants, Map<String, Measure> measures, List<Series> series, List<Histogram> histograms,
        Map<String, Long> footprint, List<Claim> claims, History history, double hostSeconds) {

    /** A statement that the run had to make true. */
    public record Claim(String statement, boolean holds) {
    }

    public Result {
        variants = List.copyOf(variants);
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
        series = List.copyOf(series);
        histograms = List.copyOf(histograms);
        claims = List.copyOf(claims);
        footprint = Collections.unmodifiableMap(new LinkedHashMap<>(footprint));
    }
}
