package dev.lamarck.lab.result;

import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Histogram;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Mode;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Series;
import dev.lamarck.workloads.world.Variant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Results to write: one with everything in it, one with as little as there can be. */
public final class Results {
    private static final String HASH = Content.EMPTY.sha256();

    private Results() {
    }

    public static Result full() {
        Job job = new Job("a \"load\", quoted", "1", Content.of(new byte[] {1}), Content.of(new byte[] {2}), "tiny",
                new TreeMap<>(Map.of("icache.bytes", "1024")), Mode.TIMING, 7, 2, 1_000, List.of("init=/bin/x"), Content.EMPTY);
        Measure.Published published = new Measure.Published(44.1, "us", null, 45.0, "table 1", "Pentium");
        return new Result(job, Outcome.EXITED, 0, 200, 300L, HASH,
                List.of(new Variant("generic", 200, 300, 100, 50, 60, 40, 50, Map.of("dcacheMisses", 12L))),
                Map.of("latency", new Measure(2.75, "cycles", Measure.Better.LOWER, List.of(2.5, 3.0), published)),
                List.of(new Series("calls", "cycles", "calls", List.of(new Series.Point(0, 1)))),
                List.of(new Histogram("sizes", "bytes", List.of(new Histogram.Bucket(0, 64, 3)))),
                Map.of("text", 4_096L), List.of(new Result.Claim("text restored", true)),
                List.of(new Result.Event("end", 300, 200)), 0.5);
    }

    public static Result bare() {
        Job job = new Job("x", "1", Content.EMPTY, Content.EMPTY, "perfect", new TreeMap<>(), Mode.FUNCTIONAL, 1, 1,
                Job.UNLIMITED, List.of(), Content.EMPTY);
        return new Result(job, Outcome.PANIC, null, 0, null, HASH, List.of(), Map.of(), List.of(), List.of(), Map.of(),
                List.of(), List.of(), 0);
    }
}
