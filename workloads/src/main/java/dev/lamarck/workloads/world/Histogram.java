package dev.lamarck.workloads.world;

import java.util.List;

/** Counts by value range. */
public record Histogram(String name, String unit, List<Bucket> buckets) {

    /** Values {@code low} (inclusive) to {@code high} (exclusive). */
    public record Bucket(long low, long high, long count) {
    }

    public Histogram {
        buckets = List.copyOf(buckets);
    }
}
