package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.Errno;

/** The ports of this machine: the sockets of AF_INET that are bound, on a list. Guarded by {@link Socket#LOCK}. */
final class InternetNames {
    private static final int FIRST_EPHEMERAL = 32768;
    private static final int LAST_EPHEMERAL = 60999;

    private static final NamedSockets BOUND = new NamedSockets();
    private static int lastEphemeral = LAST_EPHEMERAL;

    /** Gives a socket an address and a port, any free one if it is 0. @return 0, −EADDRNOTAVAIL or −EADDRINUSE */
    static int bind(Socket socket, int address, int wish) {
        if (!SocketName.isHere(address)) {
            return -Errno.EADDRNOTAVAIL;
        }
        int port = wish == 0 ? freePort(socket.type) : wish;
        if (port == 0 || wish != 0 && isTaken(socket, address, port)) {
            return -Errno.EADDRINUSE;
        }
        socket.setName(SocketName.internet(address, port));
        BOUND.add(socket);
        return 0;
    }

    private static int freePort(int type) {
        for (int tries = FIRST_EPHEMERAL; tries <= LAST_EPHEMERAL; tries++) {
            lastEphemeral = lastEphemeral == LAST_EPHEMERAL ? FIRST_EPHEMERAL : lastEphemeral + 1;
            if (find(type, 0, lastEphemeral, false) == null) {
                return lastEphemeral;
            }
        }
        return 0;
    }

    /** Two may share a port if both want to and, of streams, neither listens. */
    private static boolean isTaken(Socket socket, int address, int port) {
        for (Socket each = BOUND.first(); each != null; each = each.nextNamed) {
            int other = SocketName.address(each.name());
            boolean overlaps = address == 0 || other == 0 || address == other;
            boolean areWilling = socket.reusesAddress && each.reusesAddress && !each.isListening();
            if (each.type == socket.type && SocketName.port(each.name()) == port && overlaps && !areWilling) {
                return true;
            }
        }
        return false;
    }

    /** The socket of a type at an address and port, only one that listens if wanted; null if there is none. */
    static Socket find(int type, int address, int port, boolean listening) {
        Socket each = BOUND.first();
        while (each != null && !(each.type == type && SocketName.port(each.name()) == port && (!listening || each.isListening())
                && (address == 0 || SocketName.address(each.name()) == 0 || SocketName.address(each.name()) == address))) {
            each = each.nextNamed;
        }
        return each;
    }

    /** A socket's name is nobody's from now on, if it had one. */
    static void unbind(Socket gone) {
        BOUND.remove(gone);
    }

    private InternetNames() {}
}
