package dev.lamarck.lab.command;

import dev.lamarck.hardware.gdb.GdbServer;
import dev.lamarck.hardware.gdb.GuestSystem;
import dev.lamarck.hardware.history.Timeline;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.debug.KernelSystem;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.world.Attendant;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** {@code --gdb[=PORT] [--wait]}: a run that a debugger may attach to. */
final class DebugOptions {
    private static final String DEFAULT_PORT = "1234";
    private static final int LAST_PORT = 65_535;

    @Option(names = "--gdb", arity = "0..1", paramLabel = "PORT", fallbackValue = DEFAULT_PORT,
            description = "Let gdb-multiarch attach on this port of localhost (default: ${FALLBACK-VALUE}; 0 picks one).")
    private Integer port;

    @Option(names = "--wait", description = "With --gdb: execute nothing before a debugger has attached.")
    private boolean waits;

    private void check() {
        if (port == null && waits) {
            throw new BadInput("--wait: there is nobody to wait for", "say --gdb --wait");
        }
        if (port != null && (port < 0 || port > LAST_PORT)) {
            throw new BadInput("--gdb=" + port + ": not a port", "use 1 to " + LAST_PORT + ", or 0 for a free one");
        }
    }

    /** Of a command that runs many worlds: a debugger may attach to the first one of a seed. */
    void attendFirst(long seed, Consumer<String> progress) {
        attendFirst(job -> job.seed() == seed, progress);
    }

    /** The same of the first one of a sort. */
    void attendFirst(Predicate<Job> wanted, Consumer<String> progress) {
        check();
        if (port != null) {
            GdbServer server = new GdbServer(port);
            progress.accept("gdb-multiarch -ex 'target remote localhost:" + server.port() + "'");
            new Attendant(wanted, world -> attended(world, server)).await();
        }
    }

    private Function<Limits, Stop> attended(World world, GdbServer server) {
        EvolutionLog log = new EvolutionLog();
        world.tell(log);
        log.onChange(change -> world.machine().requestStop());
        GuestSystem system = new KernelSystem(world, log);
        Timeline timeline = world.timeline();
        boolean[] isBegun = {false};
        return limits -> {
            boolean isWaiting = waits && !isBegun[0];
            isBegun[0] = true;
            return server.run(timeline, system, limits, isWaiting);
        };
    }

    /** Runs a world, whose kernel's reports {@code log} hears. */
    Result run(World world, GuestSystem system, EvolutionLog log, Consumer<String> progress) {
        check();
        if (port == null) {
            return world.run();
        }
        // The debugger is to hear of new code before it runs.
        log.onChange(change -> world.machine().requestStop());
        try (GdbServer server = new GdbServer(port)) {
            progress.accept("gdb-multiarch -ex 'target remote localhost:" + server.port() + "'");
            Timeline timeline = world.timeline();
            return world.run(limits -> server.run(timeline, system, limits, waits));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
