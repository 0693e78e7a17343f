package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.net.Tcp;
import dev.lamarck.kernel.text.Bytes;

/** Takes what was sent out of a socket's queue: a stream byte by byte across messages, other types a message at a time. */
public final class Receiving {
    /**
     * Receives what was sent, waiting for it.
     *
     * @param details gets what comes besides the bytes; null to drop that
     * @return bytes received, 0 at the end of what a peer sends, or an error
     */
    public static long receive(Socket socket, Uio to, int flags, boolean mayWait, Received details) {
        boolean waits = mayWait && (flags & Socket.DONT_WAIT) == 0;
        long limit = Socket.limit(socket.receiveTimeout);
        Message done = null;
        long moved = 0;
        Socket.LOCK.acquire();
        if ((flags & Socket.OUT_OF_BAND) != 0) {
            moved = socket.isOfTcp() ? Streams.receiveUrgent(socket, to, (flags & Socket.PEEK) != 0) : -Errno.EOPNOTSUPP;
            Socket.LOCK.release();
            return moved;
        }
        int result = socket.type == Socket.STREAM && to.residual() == 0 ? 0 : awaitMessage(socket, waits, limit);
        if (result == 0 && socket.first != null && socket.type != Socket.STREAM) {
            moved = takeMessage(socket, to, flags, details);
            done = moved < 0 || (flags & Socket.PEEK) != 0 ? null : socket.removeFirst();
        }
        boolean more = result == 0 && socket.type == Socket.STREAM && socket.first != null;
        while (more) {
            int n = takePart(socket, to, (flags & Socket.PEEK) == 0 ? socket.first : peeked(socket, moved), flags, details);
            moved = n < 0 && moved == 0 ? n : moved + Math.max(0, n);
            boolean isBarrier = details != null && details.files != null;
            while ((flags & Socket.PEEK) == 0 && socket.first != null && socket.first.left() == 0) {
                Message empty = socket.removeFirst();
                empty.next = done;
                done = empty;
            }
            more = n > 0 && to.residual() > 0 && !isBarrier;
            if (more && (flags & Socket.WAIT_FOR_ALL) != 0 && (flags & Socket.PEEK) == 0 && socket.first == null) {
                more = awaitMessage(socket, waits, limit) == 0;
            }
            Message next = (flags & Socket.PEEK) == 0 ? socket.first : peeked(socket, moved);
            more = more && next != null && !next.isAtMark();
        }
        Socket.LOCK.release();
        Message.freeAll(done);
        return moved != 0 || result == 0 ? moved : Socket.outcome(result, limit);
    }

    /** The message of a stream in which so many bytes behind the next begin, null if none does. */
    private static Message peeked(Socket socket, long skipped) {
        Message each = socket.first;
        long before = 0;
        while (each != null && before + each.left() <= skipped) {
            before += each.left();
            each = each.next;
        }
        return each;
    }

    /** A message as a whole; what does not fit is lost. @return bytes moved, or with {@link Socket#WHOLE_LENGTH} those there were */
    private static long takeMessage(Socket socket, Uio to, int flags, Received details) {
        int n = (int) Math.min(socket.first.left(), to.residual());
        if (n > 0 && to.moveOut(socket.first.at(), n) != 0) {
            return -Errno.EFAULT;
        }
        describe(socket.first, (flags & Socket.PEEK) != 0, details);
        if (details != null) {
            details.isCut = n < socket.first.left();
        }
        return (flags & Socket.WHOLE_LENGTH) != 0 ? socket.first.left() : n;
    }

    /** As much of a stream's message as there is room for. @return bytes moved, or an error */
    private static int takePart(Socket socket, Uio to, Message message, int flags, Received details) {
        int n = (int) Math.min(message.left(), to.residual());
        if (n > 0 && to.moveOut(message.at(), n) != 0) {
            return -Errno.EFAULT;
        }
        describe(message, (flags & Socket.PEEK) != 0, details);
        if ((flags & Socket.PEEK) == 0) {
            message.taken += n;
            socket.queued -= n;
            if (socket.connection != null) {
                Tcp.taken(socket.connection);
            }
            socket.wake();
        }
        return n;
    }

    private static void describe(Message message, boolean stays, Received details) {
        if (details != null) {
            details.pid = message.pid;
            details.user = message.user;
            details.group = message.group;
        }
        if (details != null && details.from == null && message.from != null) {
            details.from = Bytes.copyOf(message.from);
        }
        if (details != null && details.files == null && message.files != null && !stays) {
            details.files = message.files;
            message.files = null;
            Socket.count(details.files, -1);
        }
    }

    /** Waits until there is a message or never will be one: then there is none, and the result is 0. */
    private static int awaitMessage(Socket socket, boolean waits, long limit) {
        int result = 0;
        while (result == 0 && socket.first == null && !socket.isOver()) {
            if (socket.error != 0) {
                result = -socket.error;
                socket.error = 0;
            } else if (socket.type != Socket.DATAGRAM && socket.state != Socket.CONNECTED && socket.state != Socket.CONNECTING) {
                result = socket.family == SocketName.UNIX ? -Errno.EINVAL : -Errno.ENOTCONN;
            } else {
                result = waits ? socket.sleep(limit) : -Errno.EAGAIN;
            }
        }
        return result;
    }

    private Receiving() {}
}
