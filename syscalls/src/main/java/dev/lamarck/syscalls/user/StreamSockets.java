package dev.lamarck.syscalls.user;

import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.SystemCall;

/** Stream sockets for programs. A name is a {@code struct sockaddr}: two bytes of family, then what the family says. A negative result is the negated error number. */
public final class StreamSockets {
    private static final int FAMILY_BYTES = 2;
    private static final int STREAM = 1;
    private static final int SOL_SOCKET = 0xFFFF;
    private static final int SO_REUSEADDR = 4;
    private static final byte[] TRUE = {0, 0, 0, 1};

    /** A listening socket with this name, which connections that are over may still have. */
    public static int listen(byte[] name) {
        int socket = open(name);
        SystemCall.call(SyscallNumber.SETSOCKOPT, socket, SOL_SOCKET, SO_REUSEADDR, Pointer.toBytes(TRUE, 0), TRUE.length, 0);
        int result = (int) SystemCall.call(SyscallNumber.BIND, socket, Pointer.toBytes(name, 0), name.length, 0, 0, 0);
        return result < 0 ? result : (int) SystemCall.call(SyscallNumber.LISTEN, socket, 1, 0, 0, 0, 0) < 0 ? -1 : socket;
    }

    /** A socket connected to the one that listens by this name. */
    public static int connect(byte[] name) {
        int socket = open(name);
        int result = (int) SystemCall.call(SyscallNumber.CONNECT, socket, Pointer.toBytes(name, 0), name.length, 0, 0, 0);
        if (result < 0) {
            Posix.close(socket);
            return result;
        }
        return socket;
    }

    /** The next that connects. */
    public static int accept(int listener) {
        return (int) SystemCall.call(SyscallNumber.ACCEPT, listener, 0, 0, 0, 0, 0);
    }

    private static int open(byte[] name) {
        return (int) SystemCall.call(SyscallNumber.SOCKET, name[FAMILY_BYTES - 1], STREAM, 0, 0, 0, 0);
    }

    private StreamSockets() {}
}
