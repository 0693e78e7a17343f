package dev.lamarck.syscalls.user;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.SystemCall;

/**
 * System calls for programs: one stub each. Paths are byte strings without a NUL. A negative result is the negated error number.
 */
public final class Posix {
    private static final long[] WORDS = new long[4];
    private static final int SIGNAL_SET_BYTES = 8;
    private static final int SET_MASK = 4;
    private static final int LIMIT_PROCESSES = 7;
    private static final int MONOTONIC = 1;
    private static final int SET_STATUS_FLAGS = 4;

    public static void exit(int status) {
        call(SyscallNumber.EXIT_GROUP, status, 0, 0);
    }

    /**
     * The child's number in the parent, 0 in the child. The second result tells them apart: 0 in the parent, 1 in the child, so
     * one less is a mask.
     */
    @Assembly("""
            mov     2, %g1
            ta      0x6d
            sub     %g0, %o0, %o2
            sub     %o1, 1, %o1
            and     %o0, %o1, %o0
            retl
            movcs   %xcc, %o2, %o0
            """)
    public static native int fork();

    public static int execute(byte[] path, byte[][] arguments) {
        return (int) call(SyscallNumber.EXECVE, CString.path(path), Pointer.toWords(vector(arguments)), Start.environment());
    }

    /** With another environment, of strings {@code name=value}. */
    public static int execute(byte[] path, byte[][] arguments, byte[][] environment) {
        return (int) call(SyscallNumber.EXECVE, CString.path(path), Pointer.toWords(vector(arguments)), Pointer.toWords(vector(environment)));
    }

    /** Addresses of terminated copies, with a zero behind them. */
    private static long[] vector(byte[][] strings) {
        long[] vector = new long[strings.length + 1];
        for (int i = 0; i < strings.length; i++) {
            byte[] terminated = new byte[strings[i].length + 1];
            Bytes.copy(strings[i], 0, terminated, 0, strings[i].length);
            vector[i] = Pointer.toBytes(terminated, 0);
        }
        return vector;
    }

    /**
     * Waits for a child, any if {@code pid} is −1; its number, 0 if {@link #NO_HANG} is given and none has ended.
     * {@link #lastStatus} then tells how it ended.
     */
    public static int waitFor(int pid, int options) {
        return (int) call(SyscallNumber.WAIT4, pid, Pointer.toWords(WORDS), options);
    }

    public static final int NO_HANG = 1;
    /** Of {@link #waitFor}: children that have stopped are reported too. */
    public static final int UNTRACED = 2;
    /** {@link #lastStatus} of a child that a signal ended or stopped is that signal and this. */
    public static final int SIGNALLED = 128;
    private static final int STOPPED = 0x7F;

    /** Of the last {@link #waitFor}, as a shell tells it: the exit status, or 128 + the signal's number. */
    public static int lastStatus() {
        int status = (int) (WORDS[0] >> 32);
        int signal = lastStopped() ? status >> 8 : status & 0x7F;
        return signal == 0 ? status >> 8 & 0xFF : SIGNALLED + signal;
    }

    /** Whether the child of the last {@link #waitFor} has stopped, not ended. */
    public static boolean lastStopped() {
        return ((int) (WORDS[0] >> 32) & 0xFF) == STOPPED;
    }

    public static int processNumber() {
        return (int) call(SyscallNumber.GETPID, 0, 0, 0);
    }

    public static int parentNumber() {
        return (int) call(SyscallNumber.GETPPID, 0, 0, 0);
    }

    /** Its process group. */
    public static int group() {
        return (int) call(SyscallNumber.GETPGRP, 0, 0, 0);
    }

    /** Moves a process, 0 for this one, to a group of its session, or to a new one of its own number. */
    public static int setGroup(int pid, int group) {
        return (int) call(SyscallNumber.SETPGID, pid, group, 0);
    }

    private static final int TIOCSPGRP = 0x8004_7482;
    private static final int TCGETS = 0x4024_5408;
    private static final byte[] SETTINGS = new byte[36];

    /** Gives the terminal to a group. */
    public static int setForeground(int terminal, int group) {
        WORDS[0] = (long) group << 32;
        return (int) call(SyscallNumber.IOCTL, terminal, TIOCSPGRP & 0xFFFF_FFFFL, Pointer.toWords(WORDS));
    }

    public static boolean isTerminal(int descriptor) {
        return call(SyscallNumber.IOCTL, descriptor, TCGETS, Pointer.toBytes(SETTINGS, 0)) == 0;
    }

    /** {@code kill}: a process, or with a negative number a group. */
    public static int kill(int pid, int signal) {
        return (int) call(SyscallNumber.KILL, pid, signal, 0);
    }

    /** Sleeps until a signal is handled or ends the process. */
    public static void pause() {
        call(SyscallNumber.PAUSE, 0, 0, 0);
    }

    /** Signals of this set, and no others, wait from now on: bit n − 1 is signal n. */
    public static void block(long signals) {
        WORDS[0] = signals;
        SystemCall.call(SyscallNumber.RT_SIGPROCMASK, SET_MASK, Pointer.toWords(WORDS), 0, SIGNAL_SET_BYTES, 0, 0);
    }

    /** Sleeps until a signal outside this set is handled; those that waited count. */
    public static void suspend(long blocked) {
        WORDS[0] = blocked;
        call(SyscallNumber.RT_SIGSUSPEND, Pointer.toWords(WORDS), SIGNAL_SET_BYTES, 0);
    }

    public static int setUser(int user) {
        return (int) call(SyscallNumber.SETUID, user, 0, 0);
    }

    /** How many processes the user of this one may have, if he is not the superuser. */
    public static int limitProcesses(int most) {
        WORDS[0] = most;
        WORDS[1] = most;
        return (int) call(SyscallNumber.SETRLIMIT, LIMIT_PROCESSES, Pointer.toWords(WORDS), 0);
    }

    public static int open(byte[] path, int flags, int mode) {
        return (int) call(SyscallNumber.OPEN, CString.path(path), flags, mode);
    }

    public static int close(int descriptor) {
        return (int) call(SyscallNumber.CLOSE, descriptor, 0, 0);
    }

    /** Bytes read; 0 at the end. */
    public static long read(int descriptor, byte[] to, int from, int length) {
        return call(SyscallNumber.READ, descriptor, Pointer.toBytes(to, from), length);
    }

    public static long write(int descriptor, byte[] bytes, int from, int length) {
        return call(SyscallNumber.WRITE, descriptor, Pointer.toBytes(bytes, from), length);
    }

    /** Makes a pipe: its reading end and its writing end. */
    public static int pipe(int[] ends) {
        int result = (int) call(SyscallNumber.PIPE2, Pointer.toWords(WORDS), 0, 0);
        ends[0] = (int) (WORDS[0] >> 32);
        ends[1] = (int) WORDS[0];
        return result;
    }

    /** {@code F_SETFL}. */
    public static int setStatusFlags(int descriptor, int flags) {
        return (int) call(SyscallNumber.FCNTL, descriptor, SET_STATUS_FLAGS, flags);
    }

    public static int duplicate(int descriptor, int as) {
        return (int) call(SyscallNumber.DUP2, descriptor, as, 0);
    }

    private static final int DUPLICATE = 0;

    /** A copy of a descriptor, with the lowest free number from one on. */
    public static int duplicateFrom(int descriptor, int lowest) {
        return (int) call(SyscallNumber.FCNTL, descriptor, DUPLICATE, lowest);
    }

    /** Puts a {@code struct stat64} into {@code to}: of an open file, and of what a symbolic link is itself. */
    static int descriptorStatus(int descriptor, byte[] to) {
        return (int) call(SyscallNumber.FSTAT64, descriptor, Pointer.toBytes(to, 0), 0);
    }

    static int linkStatus(byte[] path, byte[] to) {
        return (int) call(SyscallNumber.LSTAT64, CString.path(path), Pointer.toBytes(to, 0), 0);
    }

    /** The text of a symbolic link; its length. */
    public static int readLink(byte[] path, byte[] to) {
        return (int) call(SyscallNumber.READLINK, CString.path(path), Pointer.toBytes(to, 0), to.length);
    }

    public static int symbolicLink(byte[] target, byte[] path) {
        return (int) call(SyscallNumber.SYMLINK, CString.path(target), CString.otherPath(path), 0);
    }

    public static int changeMode(byte[] path, int mode) {
        return (int) call(SyscallNumber.CHMOD, CString.path(path), mode, 0);
    }

    /** As {@link #descriptorStatus}, of a file by its name. */
    static int status64(byte[] path, byte[] to) {
        return (int) call(SyscallNumber.STAT64, CString.path(path), Pointer.toBytes(to, 0), 0);
    }

    /** Puts a {@code struct stat64} into {@code to}. */
    public static int status(byte[] path, byte[] to) {
        return (int) call(SyscallNumber.STAT64, CString.path(path), Pointer.toBytes(to, 0), 0);
    }

    public static int unlink(byte[] path) {
        return (int) call(SyscallNumber.UNLINK, CString.path(path), 0, 0);
    }

    public static int rename(byte[] from, byte[] to) {
        return (int) call(SyscallNumber.RENAME, CString.path(from), CString.otherPath(to), 0);
    }

    public static int link(byte[] existing, byte[] path) {
        return (int) call(SyscallNumber.LINK, CString.path(existing), CString.otherPath(path), 0);
    }

    public static int truncate(byte[] path, long length) {
        return (int) call(SyscallNumber.TRUNCATE, CString.path(path), length, 0);
    }

    /** Writes at a position; bytes written. */
    public static long writeAt(int descriptor, byte[] bytes, int length, long position) {
        return SystemCall.call(SyscallNumber.PWRITE64, descriptor, Pointer.toBytes(bytes, 0), length, position, 0, 0);
    }

    /** All that was written to files is safe afterwards. */
    public static void sync() {
        call(SyscallNumber.SYNC, 0, 0, 0);
    }

    /** {@code fsync}. */
    public static int syncFile(int descriptor) {
        return (int) call(SyscallNumber.FSYNC, descriptor, 0, 0);
    }

    /** Takes away no rights of files that are made from now on but these. */
    public static int withhold(int rights) {
        return (int) call(SyscallNumber.UMASK, rights, 0, 0);
    }

    public static int makeDirectory(byte[] path, int mode) {
        return (int) call(SyscallNumber.MKDIR, CString.path(path), mode, 0);
    }

    public static int removeDirectory(byte[] path) {
        return (int) call(SyscallNumber.RMDIR, CString.path(path), 0, 0);
    }

    public static int changeDirectory(byte[] path) {
        return (int) call(SyscallNumber.CHDIR, CString.path(path), 0, 0);
    }

    /** The length of the current directory's path, which is put into {@code to}, its NUL included. */
    public static int currentDirectory(byte[] to) {
        return (int) call(SyscallNumber.GETCWD, Pointer.toBytes(to, 0), to.length, 0);
    }

    /** Bytes of directory entries put into {@code to} ({@code struct linux_dirent64}); 0 at the end. */
    public static int directoryEntries(int descriptor, byte[] to) {
        return (int) call(SyscallNumber.GETDENTS64, descriptor, Pointer.toBytes(to, 0), to.length);
    }

    public static long brk(long address) {
        return call(SyscallNumber.BRK, address, 0, 0);
    }

    public static void yield() {
        call(SyscallNumber.SCHED_YIELD, 0, 0, 0);
    }

    /** {@code SIGALRM} from now on at this interval; less than a second. */
    public static int alarmEvery(int microseconds) {
        WORDS[0] = 0;
        WORDS[1] = (long) microseconds << 32;
        WORDS[2] = 0;
        WORDS[3] = (long) microseconds << 32;
        return (int) call(SyscallNumber.SETITIMER, 0, Pointer.toWords(WORDS), 0);
    }

    /** Since some moment, by a clock that nobody sets. */
    public static long nanoseconds() {
        call(SyscallNumber.CLOCK_GETTIME, MONOTONIC, Pointer.toWords(WORDS), 0);
        return WORDS[0] * 1_000_000_000 + WORDS[1];
    }

    /** Returns early, with a negative result, if a signal is handled. */
    public static int sleep(long nanoseconds) {
        WORDS[0] = nanoseconds / 1_000_000_000;
        WORDS[1] = nanoseconds % 1_000_000_000;
        return (int) call(SyscallNumber.NANOSLEEP, Pointer.toWords(WORDS), 0, 0);
    }

    private static long call(int number, long a0, long a1, long a2) {
        return SystemCall.call(number, a0, a1, a2, 0, 0, 0);
    }

    private Posix() {}
}
