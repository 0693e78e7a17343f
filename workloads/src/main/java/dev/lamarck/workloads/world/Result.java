package dev.lamarck.workloads.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a job gave. Every part but {@code hostSeconds} is a function of the job.
 *
 * @param exitStatus of the first process ({@link Outcome#EXITED}), its signal's number ({@link Outcome#SIGNALLED}), else null
 * @param detail     more about what happened, for the user; may be empty
 * @param cycles     simulated cycles, or null in functional mode
 * @param listings   code as it was executed, in the order in which it is to be compared
 * @param claims     what had to hold, and whether it did
 * @param history    of the world; of several, of the first seed's
 * @param footprint  sizes by name, in bytes
 */
public record Result(Job job, Outcome outcome, Integer exitStatus, String detail, long instructions, Long cycles, String stateHash,
        List<Variant> variants, Map<String, Measure> measures, List<Series> series, List<Histogram> histograms,
        Map<String, Long> footprint, List<CodeListing> listings, List<Claim> claims, History history, double hostSeconds) {

    /** A piece of code as text, an instruction a line. */
    public record CodeListing(String title, String text) {
    }

    /** A statement that the run had to make true. */
    public record Claim(String statement, boolean holds) {
    }

    public Result {
        variants = List.copyOf(variants);
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
        series = List.copyOf(series);
        histograms = List.copyOf(histograms);
        listings = List.copyOf(listings);
        claims = List.copyOf(claims);
        footprint = Collections.unmodifiableMap(new LinkedHashMap<>(footprint));
    }

    /** The same with measures. */
    public Result measuring(Map<String, Measure> taken) {
        return new Result(job, outcome, exitStatus, detail, instructions, cycles, stateHash, variants, taken, series, histograms, footprint, listings, claims,
                history, hostSeconds);
    }
}
