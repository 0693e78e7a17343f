package dev.lamarck.lab.command;

import dev.lamarck.hardware.gdb.GdbServer;
import dev.lamarck.hardware.gdb.GuestSystem;
import dev.lamarck.hardware.history.Timeline;
import dev.lamarck.lab.BadInput;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
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

    /** Runs a world, whose kernel's reports {@code log} hears. */
    Result run(World world, GuestSystem system, EvolutionLog log, Consumer<String> progress) {
        if (port == null) {
            if (waits) {
                throw new BadInput("--wait: there is nobody to wait for", "say --gdb --wait");
            }
            return world.run();
        }
        if (port < 0 || port > LAST_PORT) {
            throw new BadInput("--gdb=" + port + ": not a port", "use 1 to " + LAST_PORT + ", or 0 for a free one");
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
