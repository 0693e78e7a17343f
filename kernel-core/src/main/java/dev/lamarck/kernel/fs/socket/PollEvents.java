package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.net.Tcp;
import dev.lamarck.kernel.net.TcpConnection;

/** What {@code poll} sees of a socket, as in Linux. Sockets are locked. */
final class PollEvents {
    // asm/poll.h of sparc: its peer sends no more, or has sent something urgent.
    private static final int READ_HANG_UP = 0x800;
    private static final int URGENT = 0x02;

    static int of(Socket socket) {
        int events = socket.first != null || socket.firstWaiting != null ? Readiness.IN : 0;
        events |= socket.error != 0 ? Readiness.ERROR : 0;
        if (socket.type == Socket.DATAGRAM) {
            return events | Readiness.OUT;
        }
        return events | switch (socket.state) {
            case Socket.CONNECTED -> connected(socket);
            case Socket.IDLE -> Readiness.OUT | Readiness.HANG_UP;
            case Socket.FAILED -> Readiness.OUT | Readiness.HANG_UP | Readiness.IN | READ_HANG_UP;
            default -> 0;
        };
    }

    private static int connected(Socket socket) {
        boolean isOfTcp = socket.isOfTcp();
        boolean isGone = isOfTcp ? socket.connection.state() == TcpConnection.CLOSED : socket.peer.state == Socket.CLOSED;
        boolean isEnd = socket.isOver() || isOfTcp && isGone;
        boolean isBroken = isGone || socket.isReadingOver && socket.isWritingOver || isEnd && socket.isWritingOver;
        boolean hasRoom = isOfTcp ? socket.isWritingOver || Tcp.room(socket.connection) > 0 : socket.peer.queued <= Socket.CAPACITY - Sending.PORTION;
        return (isEnd ? Readiness.IN | READ_HANG_UP : 0)
                | (isBroken ? Readiness.HANG_UP : 0)
                | (isBroken || hasRoom ? Readiness.OUT : 0)
                | (isOfTcp && socket.connection.hasUrgent() ? URGENT : 0);
    }

    private PollEvents() {}
}
