package dev.lamarck.workloads.world;

import java.time.Duration;
import java.time.Instant;

/** The host's clock, for figures about the host only. */
public final class HostTime {
    private HostTime() {
    }

    public static double sinceProcessStart() {
        Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return Math.max(0, Duration.between(start, Instant.now()).toMillis() / 1e3);
    }
}
