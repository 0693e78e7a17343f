package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.Bytes;

/** Puts what is sent into the receiver's queue, waiting for room there; what is for the network goes to its protocols. */
public final class Sending {
    /** A stream's bytes are carried in portions of up to so many; where there is room for one, {@code poll} says so. */
    static final int PORTION = 8192;

    /**
     * Sends to its peer, or datagrams to the socket with a name.
     *
     * @param rights files to go along, which are taken over; null for none
     * @return bytes sent, or an error
     */
    public static long send(Socket socket, Uio from, byte[] to, int flags, boolean mayWait, OpenFile[] rights) {
        boolean waits = mayWait && (flags & Socket.DONT_WAIT) == 0;
        long result;
        if (socket.family == SocketName.INTERNET) {
            result = socket.type == Socket.DATAGRAM ? Datagrams.send(socket, from, to) : Streams.send(socket, from, flags, waits);
        } else if (socket.type == Socket.DATAGRAM) {
            result = sendDatagram(socket, from, to, waits, rights);
        } else if (to != null && socket.type == Socket.STREAM && socket.state == Socket.CONNECTED) {
            result = -Errno.EISCONN;
        } else {
            result = sendToPeer(socket, from, waits, rights);
        }
        if (rights != null && (result < 0 || socket.family == SocketName.INTERNET || result == 0 && socket.type == Socket.STREAM)) {
            Message.releaseAll(rights);
        }
        if (result == -Errno.EPIPE && socket.type == Socket.STREAM && (flags & Socket.NO_SIGNAL) == 0) {
            Signals.sendToCurrent(Signal.SIGPIPE);
        }
        return result;
    }

    private static long sendDatagram(Socket socket, Uio from, byte[] to, boolean waits, OpenFile[] rights) {
        long length = from.residual();
        if (length > Socket.CAPACITY) {
            return -Errno.EMSGSIZE;
        }
        long limit = limit(socket, waits);
        Socket.LOCK.acquire();
        int result = to == null && socket.state != Socket.CONNECTED ? -Errno.ENOTCONN : 0;
        if (result == 0 && socket.error != 0) {
            result = -socket.error;
            socket.error = 0;
        }
        Socket target = result == 0 && to == null ? socket.peer : null;
        if (target != null) {
            target.hold();
        }
        Socket.LOCK.release();
        if (result == 0 && target == null) {
            target = Connecting.destination(socket, to);
            result = target == null ? socket.lookupError : 0;
        }
        if (target != null) {
            Socket.LOCK.acquire();
            result = target.type == socket.type ? deliver(socket, target, from, (int) length, limit, rights) : -Errno.EPROTOTYPE;
            Socket.LOCK.release();
            target.release();
        }
        return result == 0 ? length : Socket.outcome(result, limit);
    }

    private static long sendToPeer(Socket socket, Uio from, boolean waits, OpenFile[] rights) {
        long wanted = from.residual();
        OpenFile[] files = rights;
        long limit = limit(socket, waits);
        Socket.LOCK.acquire();
        int result = socket.error != 0 ? -socket.error : socket.state == Socket.CONNECTED ? 0 : -Errno.ENOTCONN;
        socket.error = 0;
        if (result == 0 && socket.type == Socket.SEQUENCED_PACKETS) {
            result = wanted > Socket.CAPACITY ? -Errno.EMSGSIZE : deliver(socket, socket.peer, from, (int) wanted, limit, files);
        }
        while (result == 0 && socket.type == Socket.STREAM && from.residual() > 0) {
            result = deliver(socket, socket.peer, from, (int) Math.min(from.residual(), PORTION), limit, files);
            files = result == 0 ? null : files;
        }
        Socket.LOCK.release();
        long sent = wanted - from.residual();
        return sent > 0 || result == 0 ? sent : Socket.outcome(result, limit);
    }

    /** Until when a sender waits: not at all is until a moment long ago. */
    private static long limit(Socket socket, boolean waits) {
        return waits ? Socket.limit(socket.sendTimeout) : 0;
    }

    /** Puts a message of so many bytes into another's queue, waiting for room up to a moment. Sockets are locked. @return 0 or an error */
    private static int deliver(Socket socket, Socket target, Uio from, int length, long limit, OpenFile[] rights) {
        int result = 0;
        while (result == 0 && isRoomless(socket, target, length)) {
            result = target.sleep(limit);
        }
        if (result == 0) {
            result = refusal(socket, target, rights);
        }
        Message message = result == 0 ? Message.make(length) : null;
        if (result == 0 && message == null) {
            result = -Errno.ENOBUFS;
        }
        if (message != null && length > 0 && from.moveIn(message.at(), length) != 0) {
            Message.freeAll(message);
            result = -Errno.EFAULT;
        }
        if (result == 0) {
            message.from = socket.isBound ? Bytes.copyOf(socket.name) : null;
            message.files = rights;
            Proc self = Proc.current();
            message.pid = self.pid;
            message.user = self.uid;
            message.group = self.gid;
            Socket.count(rights, 1);
            target.append(message);
        }
        return result;
    }

    private static boolean isRoomless(Socket socket, Socket target, int length) {
        return target.queued > 0 && target.queued + length > Socket.CAPACITY && refusal(socket, target, null) == 0;
    }

    /**
     * Why nothing can be sent to a socket now, besides that it is full; 0 if it can. One that brings sockets does not travel, and to one that travels no
     * sockets are sent: so none waits in itself, and the last to hold one does not end a chain of them.
     */
    private static int refusal(Socket socket, Socket target, OpenFile[] rights) {
        if (socket.isWritingOver) {
            return -Errno.EPIPE;
        }
        if (target.state == Socket.CLOSED || target.isReadingOver) {
            return socket.type == Socket.DATAGRAM ? -Errno.ECONNREFUSED : -Errno.EPIPE;
        }
        if (socket.type == Socket.DATAGRAM && target.peer != null && target.peer != socket) {
            return -Errno.EPERM;
        }
        for (int i = 0; rights != null && i < rights.length; i++) {
            if (rights[i].vnode() instanceof Socket sent && (sent == target || target.travelling > 0 || sent.holdsSockets())) {
                return -Errno.ETOOMANYREFS;
            }
        }
        return 0;
    }

    private Sending() {}
}
