package dev.lamarck.hardware.gdb;

import dev.lamarck.hardware.history.Timeline;
import dev.lamarck.hardware.machine.InvalidInput;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Stop;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** Runs a machine and lets debuggers of this host attach to it, one after the other. */
public final class GdbServer implements Closeable {
    /** Between two looks for a debugger. */
    private static final long SLICE = 2_000_000;

    private final ServerSocketChannel listening;

    /** Port 0 picks a free one. Throws {@link InvalidInput} if the port is taken. */
    public GdbServer(int port) {
        try {
            listening = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new InvalidInput("--gdb: cannot listen on port " + port + " (" + e.getMessage() + ")");
        }
    }

    public int port() {
        return listening.socket().getLocalPort();
    }

    /**
     * Runs to the end or the limits; with {@code waits}, not before a debugger has come. While one is attached it decides what runs, and may
     * go back from the end. Throws {@link Killed} if it says so.
     */
    public Stop run(Timeline timeline, GuestSystem system, Limits limits, boolean waits) {
        try {
            Optional<Stop> end = waits ? attend(listening.accept(), timeline, system, limits) : Optional.empty();
            listening.configureBlocking(false);
            while (end.isEmpty()) {
                long slice = Math.min(timeline.machine().instructions() + SLICE, limits.instructions());
                Stop stop = timeline.run(new Limits(slice, limits.cycles()));
                boolean goesOn = stop instanceof Stop.Requested || stop instanceof Stop.InstructionLimit && slice < limits.instructions();
                end = goesOn ? attend(listening.accept(), timeline, system, limits) : Optional.of(stop);
            }
            return end.get();
        } catch (IOException e) {
            throw new InvalidInput("--gdb: the connection failed: " + e.getMessage());
        }
    }

    /** The end of the world, if the debugger leaves it there. */
    private static Optional<Stop> attend(SocketChannel connection, Timeline timeline, GuestSystem system, Limits limits) throws IOException {
        if (connection == null) {
            return Optional.empty();
        }
        connection.configureBlocking(true);
        try (PacketChannel channel = new PacketChannel(connection.socket())) {
            Session session = new Session(channel, timeline, system, limits);
            if (session.serve() == Session.Leaving.KILLED) {
                throw new Killed();
            }
            return session.ending();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
