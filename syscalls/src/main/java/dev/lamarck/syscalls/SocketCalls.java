package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.socket.Connecting;
import dev.lamarck.kernel.fs.socket.Received;
import dev.lamarck.kernel.fs.socket.Receiving;
import dev.lamarck.kernel.fs.socket.Sending;
import dev.lamarck.kernel.fs.socket.Socket;
import dev.lamarck.kernel.fs.socket.SocketName;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Sockets: making, naming and connecting them, and what is sent without a header. */
final class SocketCalls {
    private static final int TYPE = 0xF;
    private static final int PROTOCOL_TCP = 6;
    private static final int PROTOCOL_UDP = 17;
    private static final int DESCRIPTOR_BYTES = 4;
    /** What making a socket or two may take. */
    private static final int MOST_PAGES = 2;

    @Syscall(SyscallNumber.SOCKET)
    static long socket(long family, long type, long protocol) {
        int error = refusal((int) family, (int) type, (int) protocol);
        return error != 0 ? error : open(new Socket((int) family, (int) type & TYPE), (int) type);
    }

    private static int refusal(int family, int type, int protocol) {
        if (!Pages.mayGive(MOST_PAGES)) {
            return -Errno.ENOBUFS;
        }
        if ((type & ~(TYPE | OpenFlags.NONBLOCKING | OpenFlags.CLOSE_ON_EXEC)) != 0) {
            return -Errno.EINVAL;
        }
        int kind = type & TYPE;
        if (family == SocketName.INTERNET) {
            int own = kind == Socket.STREAM ? PROTOCOL_TCP : PROTOCOL_UDP;
            return kind != Socket.STREAM && kind != Socket.DATAGRAM ? -Errno.ESOCKTNOSUPPORT : protocol == 0 || protocol == own ? 0 : -Errno.EPROTONOSUPPORT;
        }
        if (family != SocketName.UNIX) {
            return -Errno.EAFNOSUPPORT;
        }
        boolean isOne = kind == Socket.STREAM || kind == Socket.DATAGRAM || kind == Socket.SEQUENCED_PACKETS;
        return !isOne ? -Errno.ESOCKTNOSUPPORT : protocol == 0 || protocol == SocketName.UNIX ? 0 : -Errno.EPROTONOSUPPORT;
    }

    /** A descriptor for a socket, which ends if there is none left. */
    private static long open(Socket socket, int flags) {
        int descriptor = FileOpen.openUnnamed(Proc.current().files, socket, flags & (OpenFlags.NONBLOCKING | OpenFlags.CLOSE_ON_EXEC));
        if (descriptor < 0) {
            socket.close(0);
            socket.release();
        }
        return descriptor;
    }

    @Syscall(SyscallNumber.SOCKETPAIR)
    static long socketpair(long family, long type, long protocol, @Uva long to) {
        int error = refusal((int) family, (int) type, (int) protocol);
        if (error != 0 || family != SocketName.UNIX) {
            return error != 0 ? error : -Errno.EOPNOTSUPP;
        }
        Socket a = new Socket((int) family, (int) type & TYPE);
        Socket b = new Socket((int) family, (int) type & TYPE);
        Connecting.connect(a, b);
        long first = open(a, (int) type);
        long second = first < 0 ? first : open(b, (int) type);
        if (first < 0) {
            b.close(0);
            b.release();
        }
        ProcessFiles files = Proc.current().files;
        if (second >= 0 && (UserMemory.store32(to, (int) first) != 0 || UserMemory.store32(to + DESCRIPTOR_BYTES, (int) second) != 0)) {
            files.close((int) second);
            second = -Errno.EFAULT;
        }
        if (first >= 0 && second < 0) {
            files.close((int) first);
        }
        return Math.min(0, second);
    }

    @Syscall(SyscallNumber.BIND)
    static long bind(long descriptor, @Uva long name, long bytes) {
        return name(descriptor, name, (int) bytes, false);
    }

    @Syscall(SyscallNumber.CONNECT)
    static long connect(long descriptor, @Uva long name, long bytes) {
        return name(descriptor, name, (int) bytes, true);
    }

    /** Binds to a name, or connects to it. */
    private static long name(long descriptor, @Uva long name, int bytes, boolean connects) {
        SocketFile file = new SocketFile(descriptor);
        boolean isLength = SocketAddresses.isLength(bytes);
        byte[] wanted = file.socket != null && isLength ? SocketAddresses.get(name, bytes) : null;
        long error = file.error();
        if (wanted != null) {
            error = connects ? Connecting.connect(file.socket, wanted, file.waits()) : file.socket.bind(wanted);
            Kmem.free(wanted);
        } else if (error == 0) {
            error = isLength ? -Errno.EFAULT : -Errno.EINVAL;
        }
        return file.end(error);
    }

    @Syscall(SyscallNumber.LISTEN)
    static long listen(long descriptor, long backlog) {
        SocketFile file = new SocketFile(descriptor);
        return file.end(file.socket == null ? file.error() : file.socket.listen((int) backlog));
    }

    @Syscall(SyscallNumber.ACCEPT)
    static long accept(long descriptor, @Uva long name, @Uva long length) {
        return accept4(descriptor, name, length, 0);
    }

    @Syscall(SyscallNumber.ACCEPT4)
    static long accept4(long descriptor, @Uva long name, @Uva long length, long flags) {
        if ((flags & ~(OpenFlags.NONBLOCKING | OpenFlags.CLOSE_ON_EXEC)) != 0) {
            return -Errno.EINVAL;
        }
        SocketFile file = new SocketFile(descriptor);
        int[] refused = new int[1];
        Socket accepted = file.socket == null ? null : Connecting.accept(file.socket, file.waits(), refused);
        long result = file.socket == null ? file.error() : refused[0];
        Kmem.free(refused);
        if (accepted != null) {
            accepted.hold();
            result = open(accepted, (int) flags);
            int error = result < 0 ? 0 : putName(accepted, true, name, length);
            if (error != 0) {
                Proc.current().files.close((int) result);
                result = error;
            }
            accepted.release();
        }
        return file.end(result);
    }

    /** @return 0, −ENOTCONN without a peer, −EFAULT, −EINVAL */
    private static int putName(Socket socket, boolean ofPeer, @Uva long to, @Uva long length) {
        byte[] name = socket.nameOf(ofPeer);
        if (name == null) {
            return -Errno.ENOTCONN;
        }
        int error = SocketAddresses.put(name, to, length);
        Kmem.free(name);
        return error;
    }

    @Syscall(SyscallNumber.GETSOCKNAME)
    static long getsockname(long descriptor, @Uva long to, @Uva long length) {
        SocketFile file = new SocketFile(descriptor);
        return file.end(file.socket == null ? file.error() : putName(file.socket, false, to, length));
    }

    @Syscall(SyscallNumber.GETPEERNAME)
    static long getpeername(long descriptor, @Uva long to, @Uva long length) {
        SocketFile file = new SocketFile(descriptor);
        return file.end(file.socket == null ? file.error() : putName(file.socket, true, to, length));
    }

    @Syscall(SyscallNumber.SHUTDOWN)
    static long shutdown(long descriptor, long how) {
        SocketFile file = new SocketFile(descriptor);
        return file.end(file.socket == null ? file.error() : file.socket.shutdown((int) how));
    }

    @Syscall(SyscallNumber.SENDTO)
    static long sendto(long descriptor, @Uva long from, long length, long flags, @Uva long name, long bytes) {
        if (length < 0 || name != 0 && !SocketAddresses.isLength((int) bytes)) {
            return -Errno.EINVAL;
        }
        byte[] to = name == 0 ? null : SocketAddresses.get(name, (int) bytes);
        if (name != 0 && to == null) {
            return -Errno.EFAULT;
        }
        SocketFile file = new SocketFile(descriptor);
        Uio uio = Uio.user(from, length);
        long result = file.socket == null ? file.error() : Sending.send(file.socket, uio, to, (int) flags, file.waits(), null);
        Kmem.free(uio);
        if (to != null) {
            Kmem.free(to);
        }
        return file.end(result);
    }

    @Syscall(SyscallNumber.RECVFROM)
    static long recvfrom(long descriptor, @Uva long to, long length, long flags, @Uva long name, @Uva long bytes) {
        if (length < 0) {
            return -Errno.EINVAL;
        }
        SocketFile file = new SocketFile(descriptor);
        Received details = new Received();
        Uio uio = Uio.user(to, length);
        long result = file.socket == null ? file.error() : Receiving.receive(file.socket, uio, (int) flags, file.waits(), details);
        if (result >= 0) {
            int error = SocketAddresses.put(details.from, name, bytes);
            result = error == 0 ? result : error;
        }
        Kmem.free(uio);
        details.free();
        return file.end(result);
    }

    // socketcall's numbers (linux/net.h)
    private static final int ARGUMENTS = 6;

    /** All of the above by one number: how glibc still binds and listens. */
    @Syscall(SyscallNumber.SOCKETCALL)
    static long socketcall(long number, @Uva long arguments) {
        long[] a = new long[ARGUMENTS];
        for (int i = 0; i < ARGUMENTS; i++) {
            a[i] = UserWord.get(arguments + 8 * i);
        }
        long result = UserWord.isReadable(arguments) ? call((int) number, a) : -Errno.EFAULT;
        Kmem.free(a);
        return result;
    }

    private static long call(int number, long[] a) {
        return switch (number) {
            case 1 -> socket(a[0], a[1], a[2]);
            case 2 -> bind(a[0], a[1], a[2]);
            case 3 -> connect(a[0], a[1], a[2]);
            case 4 -> listen(a[0], a[1]);
            case 5 -> accept(a[0], a[1], a[2]);
            case 6 -> getsockname(a[0], a[1], a[2]);
            case 7 -> getpeername(a[0], a[1], a[2]);
            case 8 -> socketpair(a[0], a[1], a[2], a[3]);
            case 9 -> sendto(a[0], a[1], a[2], a[3], 0, 0);
            case 10 -> recvfrom(a[0], a[1], a[2], a[3], 0, 0);
            case 11 -> sendto(a[0], a[1], a[2], a[3], a[4], a[5]);
            case 12 -> recvfrom(a[0], a[1], a[2], a[3], a[4], a[5]);
            case 13 -> shutdown(a[0], a[1]);
            case 14 -> SocketOptionCalls.setsockopt(a[0], a[1], a[2], a[3], a[4]);
            case 15 -> SocketOptionCalls.getsockopt(a[0], a[1], a[2], a[3], a[4]);
            case 16 -> SocketMessageCalls.sendmsg(a[0], a[1], a[2]);
            case 17 -> SocketMessageCalls.recvmsg(a[0], a[1], a[2]);
            case 18 -> accept4(a[0], a[1], a[2], a[3]);
            default -> -Errno.EINVAL;
        };
    }

    private SocketCalls() {}
}
