package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.NameOperations;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.Permission;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.Bytes;

/** Names of AF_UNIX: paths, at which there is a {@link SocketNode}, and abstract ones, on a list that {@link Socket#LOCK} guards. */
final class LocalNames {
    private static final int PERMISSIONS = 0x1FF;

    private static final NamedSockets BOUND = new NamedSockets();

    /** The number of the next name to be tried for who wants any. */
    private static int lastAny;
    private static final int DIGITS = 5;

    /** Makes the node at a path, held; null if there can be none, and then {@link Socket#lookupError} says why. No socket is locked. */
    static SocketNode make(byte[] name, Socket asker) {
        ProcessFiles files = Proc.current().files;
        PathName path = PathName.from(files).with(SocketName.path(name));
        int error = NameOperations.make(path, FileMode.SOCKET | PERMISSIONS & ~files.creationMask());
        path.free();
        asker.lookupError = error == 0 ? -Errno.ENOENT : error == -Errno.EEXIST ? -Errno.EADDRINUSE : error;
        return error == 0 ? node(name) : null;
    }

    /** The node at a path, held; null if there is none. */
    private static SocketNode node(byte[] name) {
        PathName path = PathName.from(Proc.current().files).with(SocketName.path(name));
        int error = Lookup.lookupname(path, true);
        SocketNode node = error == 0 && path.vnode() instanceof SocketNode found ? found : null;
        if (node != null) {
            node.hold();
        }
        path.free();
        return node;
    }

    /** Why a path leads to no socket: there is nothing, or something else. */
    private static int refusal(byte[] name) {
        PathName path = PathName.from(Proc.current().files).with(SocketName.path(name));
        int error = Lookup.lookupname(path, true);
        path.free();
        return error == 0 ? -Errno.ECONNREFUSED : error;
    }

    /** The socket with a name, held; null if there is none, and then {@link Socket#lookupError} says why. No socket is locked. */
    static Socket find(byte[] name, Socket asker) {
        asker.lookupError = -Errno.ECONNREFUSED;
        if (SocketName.isAbstract(name)) {
            Socket.LOCK.acquire();
            Socket each = findAbstract(name);
            if (each != null) {
                each.hold();
            }
            Socket.LOCK.release();
            return each;
        }
        SocketNode node = node(name);
        if (node == null) {
            asker.lookupError = refusal(name);
            return null;
        }
        if (Permission.check(node, Permission.WRITE) != 0) {
            asker.lookupError = -Errno.EACCES;
            node.release();
            return null;
        }
        Socket.LOCK.acquire();
        Socket owner = node.owner;
        if (owner != null) {
            owner.hold();
        }
        Socket.LOCK.release();
        node.release();
        return owner;
    }

    private static Socket findAbstract(byte[] name) {
        Socket each = BOUND.first();
        while (each != null && !SocketName.areEqual(each.name(), name)) {
            each = each.nextNamed;
        }
        return each;
    }

    /** Gives a socket a copy of an abstract name, if it is free. Sockets are locked. */
    static int bindAbstract(Socket socket, byte[] name) {
        if (findAbstract(name) != null) {
            return -Errno.EADDRINUSE;
        }
        socket.setName(Bytes.copyOf(name));
        BOUND.add(socket);
        return 0;
    }

    /** Gives a socket an abstract name of five hexadecimal digits that is free (unix(7), autobind). Sockets are locked. */
    static int bindAny(Socket socket) {
        byte[] name = new byte[SocketName.FAMILY_BYTES + 1 + DIGITS];
        Bytes.copy(socket.name(), 0, name, 0, SocketName.FAMILY_BYTES);
        int tried = 0;
        int error = -Errno.EADDRINUSE;
        while (error != 0 && tried < 1 << 4 * DIGITS) {
            putDigits(name, lastAny);
            lastAny = lastAny + 1 & (1 << 4 * DIGITS) - 1;
            tried++;
            error = bindAbstract(socket, name);
        }
        Kmem.free(name);
        return error == 0 ? 0 : -Errno.ENOSPC;
    }

    private static void putDigits(byte[] name, int number) {
        for (int i = 0; i < DIGITS; i++) {
            int digit = number >>> 4 * i & 0xF;
            name[name.length - 1 - i] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }

    /** A socket's name is nobody's from now on. Sockets are locked; the node is the caller's to release. */
    static void unbind(Socket gone) {
        if (gone.node != null) {
            gone.node.owner = null;
        }
        BOUND.remove(gone);
    }

    private LocalNames() {}
}
