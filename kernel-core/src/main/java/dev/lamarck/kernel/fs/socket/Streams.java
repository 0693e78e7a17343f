package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.net.Ip;
import dev.lamarck.kernel.net.Mblk;
import dev.lamarck.kernel.net.Tcp;
import dev.lamarck.kernel.net.TcpConnection;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;

/** What sockets of AF_INET do by TCP. Sockets are locked, but for {@link #send}. */
final class Streams {
    /** Bytes that go into one piece of what is to be sent, and the least room of one. */
    private static final int PORTION = 8192;
    private static final int LEAST_ROOM = 512;
    private static final long NANOSECONDS = 1_000_000_000;

    /** Listens, for as many connections as may wait. */
    static void listen(Socket socket) {
        if (socket.connection == null) {
            socket.connection = open(socket);
        }
        Tcp.listen(socket.connection, SocketName.address(socket.name), SocketName.port(socket.name), socket.backlog);
    }

    private static TcpConnection open(Socket socket) {
        TcpConnection made = new TcpConnection(socket);
        socket.options.apply(made);
        return made;
    }

    /** Connects, or goes on waiting for that. @return 0 or an error, −EINPROGRESS if it would have to wait and may not */
    static int connect(Socket socket, byte[] wanted, boolean waits) {
        if (socket.state == Socket.CONNECTED && !socket.isConnectionTold) {
            socket.isConnectionTold = true;
            return 0;
        }
        if (socket.state == Socket.CONNECTED || socket.state == Socket.LISTENING) {
            return -Errno.EISCONN;
        }
        if (socket.state == Socket.CONNECTING && !waits) {
            return -Errno.EALREADY;
        }
        int failure = socket.error;
        socket.error = 0;
        if (failure != 0) {
            socket.state = Socket.IDLE;
            return -failure;
        }
        int result = socket.state == Socket.CONNECTING ? 0 : begin(socket, wanted);
        if (result == 0 && !waits) {
            return -Errno.EINPROGRESS;
        }
        long limit = Socket.limit(socket.sendTimeout);
        while (result == 0 && socket.state == Socket.CONNECTING) {
            result = socket.sleep(limit);
        }
        if (result == -Errno.EAGAIN) {
            return -Errno.EINPROGRESS;
        }
        if (result == 0 && socket.state != Socket.CONNECTED) {
            result = socket.error == 0 ? -Errno.ECONNABORTED : -socket.error;
            socket.error = 0;
            socket.state = Socket.IDLE;
        }
        socket.isConnectionTold |= result == 0;
        return (int) Socket.outcome(result, limit);
    }

    private static int begin(Socket socket, byte[] wanted) {
        int remote = SocketName.address(wanted) == 0 ? SocketName.LOOPBACK : SocketName.address(wanted);
        int source = Ip.isBroadcast(remote) ? 0 : Ip.sourceFor(remote);
        if (source == 0) {
            return -Errno.ENETUNREACH;
        }
        int error = socket.nameIfNeeded();
        if (error != 0) {
            return error;
        }
        int local = SocketName.address(socket.name) == 0 ? source : SocketName.address(socket.name);
        if (socket.connection != null) {
            Tcp.close(socket.connection, true);
        }
        socket.connection = open(socket);
        socket.state = Socket.CONNECTING;
        socket.rename(SocketName.internet(local, SocketName.port(socket.name)));
        SocketName.free(socket.peerName);
        socket.peerName = SocketName.internet(remote, SocketName.port(wanted));
        error = Tcp.connect(socket.connection, local, SocketName.port(socket.name), remote, SocketName.port(wanted));
        if (error != 0) {
            socket.state = Socket.IDLE;
            return error == -Errno.EADDRINUSE ? -Errno.EADDRNOTAVAIL : error;
        }
        return 0;
    }

    /** Sends, waiting for room. No socket is locked. @return bytes sent, or an error */
    static long send(Socket socket, Uio from, int flags, boolean waits) {
        long wanted = from.residual();
        long limit = Socket.limit(socket.sendTimeout);
        Socket.LOCK.acquire();
        int result = refusal(socket);
        while (result == 0 && (from.residual() > 0 || socket.state == Socket.CONNECTING)) {
            if (socket.state == Socket.CONNECTED && Tcp.room(socket.connection) > 0) {
                result = sendPortion(socket, from, (flags & Socket.OUT_OF_BAND) != 0);
            } else {
                result = waits ? socket.sleep(limit) : -Errno.EAGAIN;
            }
            result = result == 0 && from.residual() > 0 ? refusal(socket) : result;
        }
        Socket.LOCK.release();
        long sent = wanted - from.residual();
        return sent > 0 || result == 0 ? sent : Socket.outcome(result, limit);
    }

    /** Why nothing can be sent, besides that there is no room; 0 if it can. An error is told once. */
    private static int refusal(Socket socket) {
        int error = socket.error;
        socket.error = 0;
        boolean isOpen = socket.state == Socket.CONNECTING || socket.state == Socket.CONNECTED && socket.connection.state() != TcpConnection.CLOSED;
        return error != 0 ? -error : socket.isWritingOver || !isOpen ? -Errno.EPIPE : 0;
    }

    private static int sendPortion(Socket socket, Uio from, boolean isUrgent) {
        int length = (int) Math.min(from.residual(), Math.min(PORTION, Tcp.room(socket.connection)));
        Mblk piece = Mblk.allocate(0, Math.max(length, LEAST_ROOM));
        if (piece == null) {
            return -Errno.ENOBUFS;
        }
        if (from.moveIn(piece.at(0), length) != 0) {
            piece.free();
            return -Errno.EFAULT;
        }
        piece.extend(length);
        Tcp.wput(socket.connection, piece, isUrgent && from.residual() == 0);
        return 0;
    }

    /** The urgent byte. @return 1, or an error */
    static int receiveUrgent(Socket socket, Uio to, boolean stays) {
        boolean isOpen = socket.state == Socket.CONNECTED && !socket.options.isUrgentInline;
        int octet = isOpen ? socket.connection.takeUrgent(stays) : -1;
        if (octet < 0) {
            return octet == -1 ? -Errno.EINVAL : -Errno.EAGAIN;
        }
        byte[] single = {(byte) octet};
        int error = to.residual() == 0 ? 0 : to.moveOutBytes(single, 0, 1);
        SocketName.free(single);
        return error == 0 ? 1 : error;
    }

    /** That there is urgent data is told to a process, below 0 a group, or 0 nobody. */
    static void tellUrgent(int owner) {
        if (owner < 0) {
            Signals.sendToGroup(-owner, Signal.SIGURG);
        } else if (owner > 0) {
            Sched.disablePreemption();
            Proc told = Proc.find(owner);
            if (told != null) {
                Signals.send(Signal.SIGURG, told, true);
            }
            Sched.enablePreemption();
        }
    }

    /** Whether a peer sends no more. */
    static boolean isPeerDone(TcpConnection connection) {
        return connection.isPeerDone() || connection.state() == TcpConnection.CLOSED;
    }

    /** The socket is no more: waits for what is to be acknowledged if that is wanted, and lets TCP do the rest. */
    static void close(Socket socket) {
        TcpConnection connection = socket.connection;
        if (connection == null) {
            return;
        }
        long limit = Clock.after(TimeOfDay.toCycles(Math.max(socket.options.lingerSeconds, 0) * NANOSECONDS));
        boolean lingers = socket.options.lingerSeconds > 0 && socket.first == null;
        if (lingers) {
            Tcp.finish(connection);
        }
        while (lingers && connection.unacknowledged() > 0 && connection.state() != TcpConnection.CLOSED) {
            lingers = socket.sleep(limit) == 0;
        }
        socket.connection = null;
        Tcp.close(connection, socket.first != null || socket.options.lingerSeconds == 0);
    }

    private Streams() {}
}
