package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.Permission;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Setting the times of files. Files on the disk keep whole seconds of them. */
final class FileTimeCalls {
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final long NOW = 0x3FFF_FFFF;
    private static final long OMIT = 0x3FFF_FFFE;
    private static final int TIME_BYTES = 16;
    private static final int MICROSECONDS_A_SECOND = 1_000_000;
    /** In the year 2262; later ones, and those as long before 1970, cannot be told from it. */
    private static final long LAST_SECOND = Long.MAX_VALUE / TimeOfDay.NANOSECONDS - 1;

    /** Without a path, the descriptor's file. */
    @Syscall(SyscallNumber.UTIMENSAT)
    static long utimensat(long directory, @Uva long path, @Uva long times, long flags) {
        if (times != 0 && !areReadable(times, 2 * TIME_BYTES)) {
            return -Errno.EFAULT;
        }
        long access = times == 0 ? 0 : UserWord.get(times);
        long accessFraction = times == 0 ? NOW : UserWord.get(times + 8);
        long modification = times == 0 ? 0 : UserWord.get(times + TIME_BYTES);
        long modificationFraction = times == 0 ? NOW : UserWord.get(times + TIME_BYTES + 8);
        if (!isFraction(accessFraction) || !isFraction(modificationFraction) || (flags & ~(AT_SYMLINK_NOFOLLOW | Paths.AT_EMPTY_PATH)) != 0) {
            return -Errno.EINVAL;
        }
        if (accessFraction == OMIT && modificationFraction == OMIT) {
            return 0;
        }
        if (path == 0) {
            ProcessFiles files = Proc.current().files;
            OpenFile file = files.get((int) directory);
            if (file == null) {
                return -Errno.EBADF;
            }
            long error = set(file.vnode(), access, accessFraction, modification, modificationFraction);
            files.release(file);
            return error;
        }
        PathName name = Paths.from((int) directory);
        long error = Paths.get(name, path);
        if (error == 0) {
            error = Lookup.lookupname(name, (flags & AT_SYMLINK_NOFOLLOW) == 0);
        }
        if (error == 0) {
            error = set(name.vnode(), access, accessFraction, modification, modificationFraction);
        }
        name.free();
        return error;
    }

    private static boolean isFraction(long nanoseconds) {
        return nanoseconds == NOW || nanoseconds == OMIT || nanoseconds >= 0 && nanoseconds < Times.NANOSECONDS;
    }

    private static long set(Vnode file, long access, long accessFraction, long modification, long modificationFraction) {
        long error = permission(file, accessFraction == NOW && modificationFraction == NOW);
        if (error == 0) {
            file.setTimes(chosen(access, accessFraction, file.accessed()), chosen(modification, modificationFraction, file.modified()));
        }
        return error;
    }

    /** Who may write to a file may say that he has just now; only its owner may say anything else. */
    private static long permission(Vnode file, boolean isNow) {
        return Permission.isOwn(file) ? 0 : isNow ? Permission.check(file, Permission.WRITE) : -Errno.EPERM;
    }

    private static long chosen(long seconds, long fraction, long before) {
        long within = Math.max(-LAST_SECOND, Math.min(seconds, LAST_SECOND));
        return fraction == OMIT ? before : fraction == NOW ? TimeOfDay.stamp() : within * TimeOfDay.NANOSECONDS + fraction;
    }

    @Syscall(SyscallNumber.UTIMES)
    static long utimes(@Uva long path, @Uva long times) {
        return futimesat(Paths.CURRENT_DIRECTORY, path, times);
    }

    @Syscall(SyscallNumber.FUTIMESAT)
    static long futimesat(long directory, @Uva long path, @Uva long times) {
        if (times == 0) {
            return setBoth(directory, path, 0, NOW, 0, NOW);
        }
        if (!areReadable(times, 2 * TIME_BYTES)) {
            return -Errno.EFAULT;
        }
        // The microseconds are the upper half of their doubleword.
        long accessFraction = UserWord.get(times + 8) >> 32;
        long modificationFraction = UserWord.get(times + TIME_BYTES + 8) >> 32;
        boolean isGood = accessFraction >= 0 && accessFraction < MICROSECONDS_A_SECOND
                && modificationFraction >= 0 && modificationFraction < MICROSECONDS_A_SECOND;
        if (!isGood) {
            return -Errno.EINVAL;
        }
        return setBoth(directory, path, UserWord.get(times), accessFraction * Times.NANOSECONDS_A_MICROSECOND,
                UserWord.get(times + TIME_BYTES), modificationFraction * Times.NANOSECONDS_A_MICROSECOND);
    }

    @Syscall(SyscallNumber.UTIME)
    static long utime(@Uva long path, @Uva long times) {
        if (times == 0) {
            return setBoth(Paths.CURRENT_DIRECTORY, path, 0, NOW, 0, NOW);
        }
        return areReadable(times, TIME_BYTES) ? setBoth(Paths.CURRENT_DIRECTORY, path, UserWord.get(times), 0, UserWord.get(times + 8), 0) : -Errno.EFAULT;
    }

    private static long setBoth(long directory, @Uva long path, long access, long accessFraction, long modification, long modificationFraction) {
        PathName name = Paths.from((int) directory);
        long error = Paths.get(name, path);
        if (error == 0) {
            error = Lookup.lookupname(name, true);
        }
        if (error == 0) {
            error = set(name.vnode(), access, accessFraction, modification, modificationFraction);
        }
        name.free();
        return error;
    }

    private static boolean areReadable(@Uva long at, int bytes) {
        return UserWord.isReadable(at) && UserWord.isReadable(at + bytes - 8);
    }

    private FileTimeCalls() {}
}
