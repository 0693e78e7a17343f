package dev.lamarck.workloads.storm.program;

import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.StreamSockets;
import dev.lamarck.toolchain.magic.Text;

/**
 * Opens connections to the other end of the wire, to services that answer, that swallow what they get, that send documents, and to ports where nobody listens; writes and
 * reads any amounts; lets go of any at any moment, with data under way in both directions.
 */
final class Talker {
    private static final int MOST = 12;
    private static final int BYTES = 20_000;
    /** Echo, discard, documents, and nobody. */
    private static final byte[] PORTS = {7, 9, 80, 81};
    private static final int PORT = 3;
    private static final byte[] REQUEST = Text.bytes("GET /50000 HTTP/1.0\r\n\r\n");

    private final Chance chance;
    private final int[] sockets = new int[MOST];
    private final byte[] data = new byte[BYTES];
    /** {@code struct sockaddr_in} of 10.0.0.254. */
    private final byte[] name = {0, 2, 0, 0, 10, 0, 0, (byte) 254, 0, 0, 0, 0, 0, 0, 0, 0};

    Talker(Chance chance) {
        this.chance = chance;
    }

    void run() {
        while (true) {
            int slot = chance.below(MOST);
            if (sockets[slot] <= 0) {
                name[PORT] = PORTS[chance.below(PORTS.length)];
                sockets[slot] = StreamSockets.connect(name);
                if (sockets[slot] > 0 && name[PORT] == 80) {
                    Posix.write(sockets[slot], REQUEST, 0, REQUEST.length);
                }
            } else {
                talk(slot);
            }
        }
    }

    private void talk(int slot) {
        switch (chance.below(5)) {
            case 0, 1 -> Posix.write(sockets[slot], data, 0, 1 + chance.below(BYTES));
            case 2, 3 -> Posix.read(sockets[slot], data, 0, 1 + chance.below(BYTES));
            default -> {
                Posix.close(sockets[slot]);
                sockets[slot] = 0;
            }
        }
    }
}
