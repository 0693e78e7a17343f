package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.socket.Socket;
import dev.lamarck.kernel.fs.socket.SocketName;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/**
 * Options of sockets. Those of IP and UDP, and what says how packets are routed, are taken and change nothing: they read as 0. Sizes of queues are the
 * kernel's own.
 */
final class SocketOptionCalls {
    private static final int SOL_SOCKET = 0xFFFF;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_TCP = 6;
    private static final int IPPROTO_UDP = 17;

    // asm/socket.h of sparc
    private static final int SO_PASSCRED = 0x2;
    private static final int SO_REUSEADDR = 0x4;
    private static final int SO_KEEPALIVE = 0x8;
    private static final int SO_BROADCAST = 0x20;
    private static final int SO_PEERCRED = 0x40;
    private static final int SO_LINGER = 0x80;
    private static final int SO_OOBINLINE = 0x100;
    private static final int SO_RCVTIMEO = 0x2000;
    private static final int SO_SNDTIMEO = 0x4000;
    private static final int SO_ACCEPTCONN = 0x8000;
    private static final int SO_SNDBUF = 0x1001;
    private static final int SO_RCVBUF = 0x1002;
    private static final int SO_ERROR = 0x1007;
    private static final int SO_TYPE = 0x1008;
    private static final int SO_PROTOCOL = 0x1028;
    private static final int SO_DOMAIN = 0x1029;
    /** Of those taken without effect, the last that is a bit: SO_DEBUG, DONTROUTE, REUSEPORT, low waters. */
    private static final int LAST_BIT = 0x1000;

    // netinet/tcp.h
    private static final int TCP_NODELAY = 1;
    private static final int TCP_MAXSEG = 2;
    private static final int TCP_KEEPIDLE = 4;
    private static final int TCP_KEEPINTVL = 5;
    private static final int TCP_KEEPCNT = 6;
    private static final int MOST_KEEP_SECONDS = 32_767;
    private static final int MOST_KEEP_PROBES = 127;

    private static final int INT = 4;
    private static final int TIME = 16;
    private static final int FRACTION = 8;
    private static final long NANOSECONDS_A_MICROSECOND = 1000;
    private static final int MICROSECONDS_A_SECOND = 1_000_000;

    @Syscall(SyscallNumber.SETSOCKOPT)
    static long setsockopt(long descriptor, long level, long option, @Uva long value, long bytes) {
        SocketFile file = new SocketFile(descriptor);
        long error = file.error();
        if (error == 0) {
            error = (int) level == SOL_SOCKET ? set(file.socket, (int) option, value, (int) bytes)
                    : !knows((int) level, file.socket) ? -Errno.ENOPROTOOPT
                    : bytes < INT ? -Errno.EINVAL
                    : level == IPPROTO_TCP ? setTcp(file.socket, (int) option, value) : 0;
        }
        return file.end(error);
    }

    private static boolean knows(int level, Socket socket) {
        boolean isOwn = level == IPPROTO_IP || level == (socket.type == Socket.STREAM ? IPPROTO_TCP : IPPROTO_UDP);
        return socket.family == SocketName.INTERNET && isOwn;
    }

    private static long set(Socket socket, int option, @Uva long value, int bytes) {
        boolean isTime = option == SO_RCVTIMEO || option == SO_SNDTIMEO;
        int needed = isTime ? TIME : option == SO_LINGER ? 2 * INT : INT;
        if (bytes < needed) {
            return -Errno.EINVAL;
        }
        byte[] structure = new byte[TIME];
        long error = UserMemory.copyIn(value, structure, 0, needed);
        long cycles = isTime ? cycles(structure) : 0;
        boolean isSet = BigEndian.get32(structure, 0) != 0;
        int lingerSeconds = isSet ? Math.max(0, BigEndian.get32(structure, INT)) : -1;
        Kmem.free(structure);
        if (error != 0 || cycles < 0) {
            return error != 0 ? error : -Errno.EDOM;
        }
        switch (option) {
            case SO_REUSEADDR -> socket.reusesAddress = isSet;
            case SO_RCVTIMEO -> socket.receiveTimeout = cycles;
            case SO_SNDTIMEO -> socket.sendTimeout = cycles;
            case SO_KEEPALIVE -> socket.options.isKeptAlive = isSet;
            case SO_OOBINLINE -> socket.options.isUrgentInline = isSet;
            case SO_BROADCAST -> socket.mayBroadcast = isSet;
            case SO_PASSCRED -> socket.tellsSenders = isSet;
            case SO_LINGER -> socket.options.lingerSeconds = lingerSeconds;
            case SO_SNDBUF, SO_RCVBUF -> { }
            default -> {
                boolean isTaken = option > 0 && option <= LAST_BIT && option != SO_PEERCRED && Integer.bitCount(option) == 1;
                return isTaken ? 0 : -Errno.ENOPROTOOPT;
            }
        }
        socket.applyOptions();
        return 0;
    }

    private static long setTcp(Socket socket, int option, @Uva long from) {
        byte[] structure = new byte[INT];
        int error = UserMemory.copyIn(from, structure, 0, INT);
        int value = BigEndian.get32(structure, 0);
        Kmem.free(structure);
        if (error != 0) {
            return error;
        }
        boolean isSeconds = value >= 1 && value <= MOST_KEEP_SECONDS;
        boolean isGood = switch (option) {
            case TCP_KEEPIDLE, TCP_KEEPINTVL -> isSeconds;
            case TCP_KEEPCNT -> value >= 1 && value <= MOST_KEEP_PROBES;
            default -> true;
        };
        if (!isGood) {
            return -Errno.EINVAL;
        }
        switch (option) {
            case TCP_NODELAY -> socket.options.isImpatient = value != 0;
            case TCP_KEEPIDLE -> socket.options.keepIdleSeconds = value;
            case TCP_KEEPINTVL -> socket.options.keepIntervalSeconds = value;
            case TCP_KEEPCNT -> socket.options.keepProbes = value;
            default -> { }
        }
        socket.applyOptions();
        return 0;
    }

    /** What an option of TCP is; 0 for those that change nothing. */
    private static int getTcp(Socket socket, int option) {
        return switch (option) {
            case TCP_NODELAY -> socket.options.isImpatient ? 1 : 0;
            case TCP_MAXSEG -> socket.segmentBytes();
            case TCP_KEEPIDLE -> socket.options.keepIdleSeconds;
            case TCP_KEEPINTVL -> socket.options.keepIntervalSeconds;
            case TCP_KEEPCNT -> socket.options.keepProbes;
            default -> 0;
        };
    }

    /** A {@code struct timeval}; −1 if it is none. */
    private static long cycles(byte[] time) {
        long seconds = BigEndian.get64(time, 0);
        int microseconds = BigEndian.get32(time, FRACTION);
        boolean isTime = seconds >= 0 && microseconds >= 0 && microseconds < MICROSECONDS_A_SECOND;
        return isTime ? Times.cycles(seconds, microseconds * NANOSECONDS_A_MICROSECOND) : -1;
    }

    @Syscall(SyscallNumber.GETSOCKOPT)
    static long getsockopt(long descriptor, long level, long option, @Uva long value, @Uva long length) {
        SocketFile file = new SocketFile(descriptor);
        long error = file.error();
        if (error == 0) {
            byte[] structure = new byte[TIME];
            if (level == IPPROTO_TCP && knows(IPPROTO_TCP, file.socket)) {
                BigEndian.put32(structure, 0, getTcp(file.socket, (int) option));
            }
            int bytes = (int) level == SOL_SOCKET ? get(file.socket, (int) option, structure) : knows((int) level, file.socket) ? INT : -Errno.EOPNOTSUPP;
            error = bytes < 0 ? bytes : put(structure, bytes, value, length);
            Kmem.free(structure);
        }
        return file.end(error);
    }

    private static long put(byte[] structure, int bytes, @Uva long value, @Uva long length) {
        int room = UserMemory.load32(length);
        if (room < 0) {
            return -Errno.EINVAL;
        }
        int n = Math.min(room, bytes);
        int error = UserMemory.copyOut(structure, 0, value, n);
        return error == 0 ? UserMemory.store32(length, n) : error;
    }

    /** Fills in an option's value. @return its bytes, or −ENOPROTOOPT */
    private static int get(Socket socket, int option, byte[] to) {
        switch (option) {
            case SO_REUSEADDR -> BigEndian.put32(to, 0, socket.reusesAddress ? 1 : 0);
            case SO_KEEPALIVE -> BigEndian.put32(to, 0, socket.options.isKeptAlive ? 1 : 0);
            case SO_OOBINLINE -> BigEndian.put32(to, 0, socket.options.isUrgentInline ? 1 : 0);
            case SO_BROADCAST -> BigEndian.put32(to, 0, socket.mayBroadcast ? 1 : 0);
            case SO_PASSCRED -> BigEndian.put32(to, 0, socket.tellsSenders ? 1 : 0);
            case SO_LINGER -> {
                BigEndian.put32(to, 0, socket.options.lingerSeconds >= 0 ? 1 : 0);
                BigEndian.put32(to, INT, Math.max(0, socket.options.lingerSeconds));
                return 2 * INT;
            }
            case SO_ACCEPTCONN -> BigEndian.put32(to, 0, socket.accepts() ? 1 : 0);
            case SO_SNDBUF, SO_RCVBUF -> BigEndian.put32(to, 0, Socket.CAPACITY);
            case SO_ERROR -> BigEndian.put32(to, 0, socket.takeError());
            case SO_TYPE -> BigEndian.put32(to, 0, socket.type);
            case SO_DOMAIN -> BigEndian.put32(to, 0, socket.family);
            case SO_PROTOCOL -> BigEndian.put32(to, 0, socket.family == SocketName.UNIX ? 0 : socket.type == Socket.STREAM ? IPPROTO_TCP : IPPROTO_UDP);
            case SO_PEERCRED -> {
                BigEndian.put32(to, 0, socket.peerPid);
                BigEndian.put32(to, INT, socket.peerUid);
                BigEndian.put32(to, 2 * INT, 0);
                return 3 * INT;
            }
            case SO_RCVTIMEO, SO_SNDTIMEO -> {
                long nanoseconds = TimeOfDay.toNanoseconds(option == SO_RCVTIMEO ? socket.receiveTimeout : socket.sendTimeout);
                BigEndian.put64(to, 0, nanoseconds / Times.NANOSECONDS);
                BigEndian.put32(to, FRACTION, (int) (nanoseconds % Times.NANOSECONDS / NANOSECONDS_A_MICROSECOND));
                return TIME;
            }
            default -> {
                return option > 0 && option <= LAST_BIT && Integer.bitCount(option) == 1 ? INT : -Errno.ENOPROTOOPT;
            }
        }
        return INT;
    }

    private SocketOptionCalls() {}
}
