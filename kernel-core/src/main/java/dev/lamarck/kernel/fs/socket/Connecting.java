package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.Bytes;

/** How sockets come to have peers: a listener queues a socket of its own for each that connects, until it is accepted. */
public final class Connecting {
    /** What connecting may take. */
    private static final int MOST_PAGES = 2;

    /** The socket of AF_UNIX that a name is of, held; null if there is none, and why in {@link Socket#lookupError}. No socket is locked. */
    static Socket destination(Socket socket, byte[] wanted) {
        socket.lookupError = -Errno.EINVAL;
        if (SocketName.family(wanted) != socket.family) {
            socket.lookupError = -Errno.EAFNOSUPPORT;
            return null;
        }
        return wanted.length == SocketName.FAMILY_BYTES ? null : LocalNames.find(wanted, socket);
    }

    /** Connects to the socket with a name, waiting for room in its queue; datagrams go there from now on, or with no family to nobody. */
    public static int connect(Socket socket, byte[] wanted, boolean waits) {
        boolean parts = socket.type == Socket.DATAGRAM && wanted.length >= SocketName.FAMILY_BYTES && SocketName.family(wanted) == 0;
        if (socket.family == SocketName.INTERNET) {
            return connectInternet(socket, wanted, parts, waits);
        }
        if (parts) {
            return direct(socket, null, null);
        }
        Socket target = destination(socket, wanted);
        if (target == null) {
            return socket.lookupError;
        }
        int result = target.type != socket.type ? -Errno.EPROTOTYPE
                : socket.type == Socket.DATAGRAM ? direct(socket, target, wanted)
                : join(socket, target, waits);
        if (result != 0) {
            target.release();
        }
        return result;
    }

    private static int connectInternet(Socket socket, byte[] wanted, boolean parts, boolean waits) {
        if (!parts && wanted.length < SocketName.INTERNET_BYTES) {
            return -Errno.EINVAL;
        }
        if (!parts && SocketName.family(wanted) != SocketName.INTERNET) {
            return -Errno.EAFNOSUPPORT;
        }
        if (!Pages.mayGive(MOST_PAGES)) {
            return -Errno.ENOBUFS;
        }
        Socket.LOCK.acquire();
        int result = socket.type == Socket.DATAGRAM ? Datagrams.connect(socket, wanted) : Streams.connect(socket, wanted, waits);
        Socket.LOCK.release();
        return result;
    }

    /** {@code socketpair}. */
    public static void connect(Socket a, Socket b) {
        Socket.LOCK.acquire();
        pair(a, b);
        Socket.LOCK.release();
    }

    /** Where datagrams go: to a socket, whose hold it takes over, or to nobody. */
    private static int direct(Socket socket, Socket target, byte[] wanted) {
        Socket.LOCK.acquire();
        Socket old = socket.peer;
        socket.peer = target;
        SocketName.free(socket.peerName);
        socket.peerName = wanted == null ? null : Bytes.copyOf(wanted);
        socket.state = target == null ? Socket.IDLE : Socket.CONNECTED;
        Socket.LOCK.release();
        if (old != null) {
            old.release();
        }
        return 0;
    }

    /** Puts a new socket, connected to this one, into a listener's queue. The hold on the listener stays the caller's if this fails. */
    private static int join(Socket socket, Socket listener, boolean waits) {
        if (!Pages.mayGive(1)) {
            return -Errno.ENOBUFS;
        }
        Socket made = new Socket(socket.family, socket.type);
        long limit = Socket.limit(socket.sendTimeout);
        Socket.LOCK.acquire();
        int result = socket.state == Socket.CONNECTED ? -Errno.EISCONN : socket.state == Socket.LISTENING ? -Errno.EINVAL : 0;
        while (result == 0 && listener.state == Socket.LISTENING && listener.waiting >= listener.backlog) {
            result = waits ? listener.sleep(limit) : -Errno.EAGAIN;
        }
        if (result == 0 && listener.state != Socket.LISTENING) {
            result = -Errno.ECONNREFUSED;
        }
        if (result == 0) {
            made.rename(Bytes.copyOf(listener.name));
            pair(socket, made);
            enqueue(listener, made);
        }
        Socket.LOCK.release();
        if (result != 0) {
            made.state = Socket.CLOSED;
            made.release();
        } else {
            listener.release();
        }
        return (int) Socket.outcome(result, limit);
    }

    private static byte[] copyOver(byte[] old, byte[] from) {
        SocketName.free(old);
        return Bytes.copyOf(from);
    }

    /** Connects two sockets that have no peers. Sockets are locked. */
    private static void pair(Socket a, Socket b) {
        Proc self = Proc.current();
        a.hold();
        b.hold();
        a.peer = b;
        b.peer = a;
        a.peerName = copyOver(a.peerName, b.name);
        b.peerName = copyOver(b.peerName, a.name);
        a.state = Socket.CONNECTED;
        b.state = Socket.CONNECTED;
        a.peerPid = self.pid;
        b.peerPid = self.pid;
        a.peerUid = self.euid;
        b.peerUid = self.euid;
    }

    /** Takes a hold over. */
    static void enqueue(Socket socket, Socket made) {
        Socket before = socket.firstWaiting;
        while (before != null && before.nextWaiting != null) {
            before = before.nextWaiting;
        }
        if (before == null) {
            socket.firstWaiting = made;
        } else {
            before.nextWaiting = made;
        }
        socket.waiting++;
        socket.wake();
    }

    /** The first socket that waits to be accepted, with its hold; {@code refused} gets the reason if there is none. */
    public static Socket accept(Socket socket, boolean waits, int[] refused) {
        Socket.LOCK.acquire();
        int result = socket.state == Socket.LISTENING ? 0 : socket.type == Socket.DATAGRAM ? -Errno.EOPNOTSUPP : -Errno.EINVAL;
        long limit = Socket.limit(socket.receiveTimeout);
        while (result == 0 && socket.firstWaiting == null) {
            result = waits ? socket.sleep(limit) : -Errno.EAGAIN;
        }
        Socket accepted = result == 0 ? socket.firstWaiting : null;
        if (accepted != null) {
            socket.firstWaiting = accepted.nextWaiting;
            accepted.nextWaiting = null;
            socket.waiting--;
            socket.wake();
        }
        Socket.LOCK.release();
        refused[0] = (int) Socket.outcome(result, limit);
        return accepted;
    }

    private Connecting() {}
}
