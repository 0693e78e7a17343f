package dev.lamarck.syscalls.user;

import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.SystemCall;

/** Datagram sockets for programs; names and results as of {@link StreamSockets}. */
public final class DatagramSockets {
    private static final int DATAGRAM = 2;

    /** A socket of the family of this name, without a name. */
    public static int open(byte[] name) {
        return (int) SystemCall.call(SyscallNumber.SOCKET, name[1], DATAGRAM, 0, 0, 0, 0);
    }

    /** A socket with this name. */
    public static int bind(byte[] name) {
        int socket = open(name);
        if (socket < 0) {
            return socket;
        }
        int result = (int) SystemCall.call(SyscallNumber.BIND, socket, Pointer.toBytes(name, 0), name.length, 0, 0, 0);
        if (result < 0) {
            Posix.close(socket);
            return result;
        }
        return socket;
    }

    public static int send(int socket, byte[] bytes, int length, byte[] to) {
        return (int) SystemCall.call(SyscallNumber.SENDTO, socket, Pointer.toBytes(bytes, 0), length, 0, Pointer.toBytes(to, 0), to.length);
    }

    /** The next datagram, and in {@code from}, which is long enough, who sent it. */
    public static int receive(int socket, byte[] to, byte[] from) {
        byte[] length = {0, 0, 0, (byte) from.length};
        int result = (int) SystemCall.call(SyscallNumber.RECVFROM, socket, Pointer.toBytes(to, 0), to.length, 0, Pointer.toBytes(from, 0), Pointer.toBytes(length, 0));
        Heap.free(length);
        return result;
    }

    private DatagramSockets() {}
}
