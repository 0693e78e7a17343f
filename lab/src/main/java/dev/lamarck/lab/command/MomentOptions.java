package dev.lamarck.lab.command;

import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.listing.EntriesInForce;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** {@code --in RUN --at CYCLE|EVENT}: a moment of a run, reached by running the same world again. */
final class MomentOptions {
    @Option(names = "--in", paramLabel = "RUN", description = "A directory that --out wrote.")
    Path run;

    @Option(names = "--at", paramLabel = "CYCLE|EVENT", defaultValue = "end",
            description = "A cycle, or boot, installed:ID, removed:ID, reclaimed:ID, end (default: ${DEFAULT-VALUE}).")
    private String moment;

    /** What the recorded run's ledger had installed at the moment that a world has reached; without a run, nothing. */
    EntriesInForce entriesInForce(World world) {
        return run == null ? EntriesInForce.NONE
                : EntriesInForce.at(world.machine().cycles(), new RunDirectory(run).ledger());
    }

    /** The world of the recorded run at the moment. */
    World reach(Lamarck lamarck) {
        World world = RecordedWorld.of(run, lamarck, Terminal::scripted).world();
        reach(world, world.machine()::run);
        return world;
    }

    /** Has somebody run the world, which has just been made, to the moment. */
    void reach(World world, Function<Limits, Stop> runner) {
        boolean isReached = moment.matches("\\d+") ? runTo(world, Long.parseLong(moment), runner) : world.runTo(moment, runner);
        if (!isReached) {
            throw new BadInput("--at " + moment + ": no such moment in " + run, "a cycle, or see its events.ndjson: " + String.join(", ", world.eventNames()));
        }
    }

    /** A world that stops on the way, because its kernel tells somebody something, goes on. */
    private static boolean runTo(World world, long cycle, Function<Limits, Stop> runner) {
        Stop stop;
        do {
            stop = runner.apply(new Limits(world.job().instructionBudget(), cycle));
        } while (stop instanceof Stop.Requested);
        return stop instanceof Stop.CycleLimit;
    }
}
