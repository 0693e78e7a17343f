package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.Version;
import dev.lamarck.lab.listing.EntriesInForce;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --in RUN --at EVENT}: a moment of a run, reached by running the same world again. */
final class MomentOptions {
    @Option(names = "--in", paramLabel = "RUN", description = "A directory that --out wrote.")
    Path run;

    @Option(names = "--at", paramLabel = "EVENT", defaultValue = "end",
            description = "boot, installed:ID, removed:ID, reclaimed:ID, end (default: ${DEFAULT-VALUE}).")
    private String event;

    /** What the recorded run's ledger had installed at the moment that a world has reached; without a run, nothing. */
    EntriesInForce entriesInForce(World world) {
        return run == null ? EntriesInForce.NONE
                : EntriesInForce.at(world.machine().counters().cycles(), new RunDirectory(run).ledger());
    }

    /** The world of the recorded run (its first seed's, if it has several), at the event. */
    World reach(Lamarck lamarck) {
        Job job = new RunDirectory(run).job();
        if (!job.version().equals(Version.current())) {
            lamarck.progress("warning: " + run + " was made by lamarck " + job.version() + "; this is " + Version.current());
        }
        World world = new World(job.ofSeed(job.seed()), Terminal.scripted(job.input()));
        if (!world.runTo(event)) {
            throw new BadInput("--at " + event + ": no such event in " + run, "see its events.ndjson: " + String.join(", ", world.eventNames()));
        }
        return world;
    }
}
