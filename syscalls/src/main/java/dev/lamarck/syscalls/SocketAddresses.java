package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.socket.SocketName;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Uva;

/** Names of sockets in the program's memory: {@code struct sockaddr}, whose length is given beside it. */
final class SocketAddresses {
    /** {@code struct sockaddr_storage} is the longest. */
    private static final int LONGEST = 128;

    static boolean isLength(long bytes) {
        return bytes >= 2 && bytes <= LONGEST;
    }

    /** A new array; null if it cannot be read. The length is one. What stands behind a path's NUL is not part of the name. */
    static byte[] get(@Uva long from, long bytes) {
        byte[] name = new byte[(int) bytes];
        if (UserMemory.copyIn(from, name, 0, name.length) != 0) {
            return drop(name);
        }
        boolean isPath = SocketName.family(name) == SocketName.UNIX && !SocketName.isAbstract(name);
        int end = isPath ? Bytes.indexOf(name, SocketName.FAMILY_BYTES, name.length, (byte) 0) + 1 : name.length;
        if (end >= name.length || end <= SocketName.FAMILY_BYTES) {
            return name;
        }
        byte[] trimmed = new byte[end];
        Bytes.copy(name, 0, trimmed, 0, end);
        Kmem.free(name);
        return trimmed;
    }

    private static byte[] drop(byte[] name) {
        Kmem.free(name);
        return null;
    }

    /** As much of a name, null for none, as there is room for; the length becomes the whole name's. @return 0, −EFAULT or −EINVAL */
    static int put(byte[] name, @Uva long to, @Uva long length) {
        if (to == 0) {
            return 0;
        }
        int room = UserMemory.load32(length);
        int bytes = name == null ? 0 : name.length;
        if (room < 0) {
            return -Errno.EINVAL;
        }
        int error = bytes == 0 ? 0 : UserMemory.copyOut(name, 0, to, Math.min(room, bytes));
        return error == 0 ? UserMemory.store32(length, bytes) : error;
    }

    private SocketAddresses() {}
}
