package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.net.Ip;
import dev.lamarck.kernel.net.Tcp;

/** The ports of this machine: the sockets of AF_INET that are bound, on a list, and what TCP has not forgotten. Guarded by {@link Socket#LOCK}. */
final class InternetNames {
    private static final int FIRST_EPHEMERAL = 32768;
    private static final int LAST_EPHEMERAL = 60999;

    private static final NamedSockets BOUND = new NamedSockets();
    private static int lastEphemeral = LAST_EPHEMERAL;

    /** Gives a socket an address and a port, any free one if it is 0. @return 0, −EADDRNOTAVAIL or −EADDRINUSE */
    static int bind(Socket socket, int address, int wish) {
        boolean isHere = address == 0 || Ip.isOwn(address) || socket.type == Socket.DATAGRAM && Ip.isBroadcast(address);
        if (!isHere) {
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
            if (!isKnown(type, lastEphemeral)) {
                return lastEphemeral;
            }
        }
        return 0;
    }

    private static boolean isKnown(int type, int port) {
        Socket each = BOUND.first();
        while (each != null && (each.type != type || SocketName.port(each.name()) != port)) {
            each = each.nextNamed;
        }
        return each != null || type == Socket.STREAM && Tcp.isInUse(0, port);
    }

    /** Two may share a port if both want to and, of streams, neither listens; who wants to also does not mind connections that have been. */
    private static boolean isTaken(Socket socket, int address, int port) {
        for (Socket each = BOUND.first(); each != null; each = each.nextNamed) {
            int other = SocketName.address(each.name());
            boolean overlaps = address == 0 || other == 0 || address == other;
            boolean areWilling = socket.reusesAddress && each.reusesAddress && !each.isListening();
            if (each.type == socket.type && SocketName.port(each.name()) == port && overlaps && !areWilling) {
                return true;
            }
        }
        return socket.type == Socket.STREAM && !socket.reusesAddress && Tcp.isInUse(address, port);
    }

    /** A socket's name is nobody's from now on, if it had one. */
    static void unbind(Socket gone) {
        BOUND.remove(gone);
    }

    private InternetNames() {}
}
