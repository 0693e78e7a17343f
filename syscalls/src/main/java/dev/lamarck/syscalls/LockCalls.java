package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.RecordLocks;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Advisory locks: {@code flock}, and those of {@code fcntl}, owned by the process or by the open file. */
final class LockCalls {
    private static final int LOCK_SH = 1;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final int LOCK_UN = 8;

    @Syscall(SyscallNumber.FLOCK)
    static long flock(long descriptor, long operation) {
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        int kind = (int) operation & ~LOCK_NB;
        long result = file == null ? -Errno.EBADF : kind == LOCK_SH || kind == LOCK_EX || kind == LOCK_UN ? 0 : -Errno.EINVAL;
        if (result == 0 && kind == LOCK_UN) {
            RecordLocks.release(file.vnode(), file, true, 0, Long.MAX_VALUE);
        } else if (result == 0) {
            result = RecordLocks.take(file.vnode(), file, kind == LOCK_EX, true, 0, Long.MAX_VALUE, ((int) operation & LOCK_NB) == 0);
        }
        files.release(file);
        return result;
    }

    // fcntl's commands and struct flock (asm/fcntl.h of sparc)
    static final int F_GETLK = 7;
    private static final int F_SETLKW = 9;
    static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLKW = 38;
    private static final int F_RDLCK = 1;
    private static final int F_WRLCK = 2;
    private static final int F_UNLCK = 3;
    private static final int FLOCK_BYTES = 32;
    private static final int WHENCE = 2;
    private static final int START = 8;
    private static final int LENGTH = 16;
    private static final int PID = 24;

    static boolean isOne(int command) {
        return command >= F_GETLK && command <= F_SETLKW || command >= F_OFD_GETLK && command <= F_OFD_SETLKW;
    }

    static long control(OpenFile file, int command, @Uva long argument) {
        byte[] structure = new byte[FLOCK_BYTES];
        long result = UserMemory.copyIn(argument, structure, 0, FLOCK_BYTES);
        if (result == 0) {
            result = control(file, command, structure);
        }
        if (result == 0 && (command == F_GETLK || command == F_OFD_GETLK)) {
            result = UserMemory.copyOut(structure, 0, argument, FLOCK_BYTES);
        }
        Kmem.free(structure);
        return result;
    }

    private static long control(OpenFile file, int command, byte[] lock) {
        int type = BigEndian.get16(lock, 0);
        boolean isExclusive = type == F_WRLCK;
        boolean isOfFile = command >= F_OFD_GETLK;
        long origin = origin(file, BigEndian.get16(lock, WHENCE));
        long length = BigEndian.get64(lock, LENGTH);
        long start = origin + BigEndian.get64(lock, START);
        long first = length < 0 ? start + length : start;
        long last = length == 0 ? Long.MAX_VALUE : (length < 0 ? start : start + length) - 1;
        if (origin < 0 || first < 0 || last < first || type < F_RDLCK || type > F_UNLCK || isOfFile && BigEndian.get32(lock, PID) != 0) {
            return -Errno.EINVAL;
        }
        Object owner = isOfFile ? file : Proc.current();
        if (command == F_GETLK || command == F_OFD_GETLK) {
            return test(file, owner, type, lock, first, last);
        }
        if (type == F_UNLCK) {
            RecordLocks.release(file.vnode(), owner, false, first, last);
            return 0;
        }
        boolean mayLock = isExclusive ? OpenFlags.writes(file.flags()) : OpenFlags.reads(file.flags());
        boolean waits = command == F_SETLKW || command == F_OFD_SETLKW;
        return mayLock ? RecordLocks.take(file.vnode(), owner, isExclusive, false, first, last, waits) : -Errno.EBADF;
    }

    /** −1 if there is no such origin. */
    private static long origin(OpenFile file, int whence) {
        return switch (whence) {
            case OpenFile.FROM_START -> 0;
            case OpenFile.FROM_HERE -> file.vnode().kind() == FileMode.REGULAR ? file.seek(0, OpenFile.FROM_HERE) : 0;
            case OpenFile.FROM_END -> file.vnode().size();
            default -> -1;
        };
    }

    private static long test(OpenFile file, Object owner, int type, byte[] lock, long first, long last) {
        if (type == F_UNLCK) {
            return -Errno.EINVAL;
        }
        RecordLocks.Obstacle obstacle = new RecordLocks.Obstacle();
        RecordLocks.test(file.vnode(), owner, type == F_WRLCK, first, last, obstacle);
        BigEndian.put16(lock, 0, !obstacle.isThere ? F_UNLCK : obstacle.isExclusive ? F_WRLCK : F_RDLCK);
        if (obstacle.isThere) {
            BigEndian.put16(lock, WHENCE, OpenFile.FROM_START);
            BigEndian.put64(lock, START, obstacle.first);
            BigEndian.put64(lock, LENGTH, obstacle.last == Long.MAX_VALUE ? 0 : obstacle.last - obstacle.first + 1);
            BigEndian.put32(lock, PID, obstacle.pid);
        }
        Kmem.free(obstacle);
        return 0;
    }

    private LockCalls() {}
}
