package dev.lamarck.lab.result;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Histogram;
import dev.lamarck.workloads.world.History;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Series;
import dev.lamarck.workloads.world.Variant;
import java.util.List;
import java.util.Map;

/** Results to write: one with everything in it, one with as little as there can be. */
public final class Results {
    private static final String HASH = Content.EMPTY.sha256();

    private Results() {
    }

    public static Result full() {
        Job job = new Job("a \"load\", quoted", "1", Content.of(new byte[] {1}), Content.of(new byte[] {2}),
                MachineConfiguration.named("tiny").with("mode", "timing"), 7, 2, 1_000, List.of("init=/bin/x"),
                List.of(new Job.Message(5, Content.of(new byte[] {-1}))), Content.EMPTY);
        Measure.Published published = new Measure.Published(44.1, "us", null, 45.0, "table 1", "Pentium");
        return new Result(job, Outcome.EXITED, 0, "", 200, 300L, HASH,
                List.of(new Variant("generic", 200, 300, 100, 50, 60, 40, 50, Map.of("dcacheMisses", 12L))),
                Map.of("latency", new Measure(2.75, "cycles", Measure.Better.LOWER, List.of(2.5, 3.0), published)),
                List.of(new Series("calls", "cycles", "calls", List.of(new Series.Point(0, 1)))),
                List.of(new Histogram("sizes", "bytes", List.of(new Histogram.Bucket(0, 64, 3)))),
                Map.of("text", 4_096L), List.of(new Result.CodeListing("generic", "nop\n")),
                List.of(new Result.Claim("text restored", true)),
                new History(List.of(new History.Event("end", 300, 200)), List.of(), List.of(), Content.EMPTY), 0.5);
    }

    public static Result bare() {
        Job job = new Job("x", "1", Content.EMPTY, Content.EMPTY, MachineConfiguration.named("perfect"), 1, 1, Job.UNLIMITED, List.of(),
                List.of(), Content.EMPTY);
        return new Result(job, Outcome.PANIC, null, "asleep", 0, null, HASH, List.of(), Map.of(), List.of(), List.of(), Map.of(),
                List.of(), List.of(), History.NONE, 0);
    }
}
