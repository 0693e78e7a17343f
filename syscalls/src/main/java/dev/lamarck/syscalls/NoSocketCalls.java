package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/**
 * Stands in for {@link SocketCalls} in kernels without sockets: of no family are there any (EAFNOSUPPORT), and no descriptor is one's (ENOTSOCK).
 */
final class NoSocketCalls {
    @Syscall(SyscallNumber.SOCKET)
    static long socket(long family, long type, long protocol) {
        return -Errno.EAFNOSUPPORT;
    }

    @Syscall(SyscallNumber.SOCKETPAIR)
    static long socketpair(long family, long type, long protocol, @Uva long ends) {
        return -Errno.EAFNOSUPPORT;
    }

    @Syscall(SyscallNumber.BIND)
    static long bind(long descriptor) {
        return refuse(descriptor);
    }

    @Syscall(SyscallNumber.CONNECT)
    static long connect(long descriptor) {
        return refuse(descriptor);
    }

    @Syscall(SyscallNumber.LISTEN)
    static long listen(long descriptor) {
        return refuse(descriptor);
    }

    @Syscall(SyscallNumber.ACCEPT)
    static long accept(long descriptor) {
        return refuse(descriptor);
    }

    @Syscall(SyscallNumber.ACCEPT4)
    static long accept4(long descriptor) {
        return refuse(descriptor);
    }

    @Syscall(SyscallNumber.GETSOCKNAME)
    static long getsockname(long descriptor) {
        return refuse(descriptor);
    }

    @Syscall(SyscallNumber.GETPEERNAME)
    static long getpeername(long descriptor) {
        return refuse(descriptor);
    }

    @Syscall(SyscallNumber.SHUTDOWN)
    static long shutdown(long descriptor) {
        return refuse(descriptor);
    }

    @Syscall(SyscallNumber.SENDTO)
    static long sendto(long descriptor) {
        return refuse(descriptor);
    }

    @Syscall(SyscallNumber.RECVFROM)
    static long recvfrom(long descriptor) {
        return refuse(descriptor);
    }

    @Syscall(SyscallNumber.SENDMSG)
    static long sendmsg(long descriptor) {
        return refuse(descriptor);
    }

    @Syscall(SyscallNumber.RECVMSG)
    static long recvmsg(long descriptor) {
        return refuse(descriptor);
    }

    @Syscall(SyscallNumber.SETSOCKOPT)
    static long setsockopt(long descriptor) {
        return refuse(descriptor);
    }

    @Syscall(SyscallNumber.GETSOCKOPT)
    static long getsockopt(long descriptor) {
        return refuse(descriptor);
    }

    private static long refuse(long descriptor) {
        OpenFile file = Proc.current().files.get((int) descriptor);
        Proc.current().files.release(file);
        return file == null ? -Errno.EBADF : -Errno.ENOTSOCK;
    }

    private NoSocketCalls() {}
}
