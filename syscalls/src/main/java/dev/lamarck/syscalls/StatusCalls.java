package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
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

/** What a file is: {@code stat} in its variants, permissions, length. */
final class StatusCalls {
    @Syscall(SyscallNumber.STAT)
    static long stat(@Uva long path, @Uva long to) {
        return statusOf(path, true, to);
    }

    @Syscall(SyscallNumber.LSTAT)
    static long lstat(@Uva long path, @Uva long to) {
        return statusOf(path, false, to);
    }

    private static long statusOf(@Uva long path, boolean follow, @Uva long to) {
        PathName name = Paths.fromHere();
        long error = find(name, path, follow);
        if (error == 0) {
            error = FileStatus.putOld(name.vnode(), to);
        }
        name.free();
        return error;
    }

    @Syscall(SyscallNumber.FSTAT)
    static long fstat(long descriptor, @Uva long to) {
        OpenFile file = files().get((int) descriptor);
        long result = file == null ? -Errno.EBADF : FileStatus.putOld(file.vnode(), to);
        files().release(file);
        return result;
    }

    @Syscall(SyscallNumber.STAT64)
    static long stat64(@Uva long path, @Uva long to) {
        return fstatat64(Paths.CURRENT_DIRECTORY, path, to, 0);
    }

    @Syscall(SyscallNumber.LSTAT64)
    static long lstat64(@Uva long path, @Uva long to) {
        return fstatat64(Paths.CURRENT_DIRECTORY, path, to, Paths.AT_SYMLINK_NOFOLLOW);
    }

    @Syscall(SyscallNumber.FSTAT64)
    static long fstat64(long descriptor, @Uva long to) {
        OpenFile file = files().get((int) descriptor);
        long result = file == null ? -Errno.EBADF : FileStatus.put(file.vnode(), to);
        files().release(file);
        return result;
    }

    private static final int AT_NO_AUTOMOUNT = 0x800;
    private static final int STATUS_FLAGS = Paths.AT_SYMLINK_NOFOLLOW | Paths.AT_EMPTY_PATH | AT_NO_AUTOMOUNT;
    /** How fresh what another machine says shall be: no files are kept there. */
    private static final int AT_STATX_SYNC = 0x6000;

    @Syscall(SyscallNumber.STATX)
    static long statx(long directory, @Uva long path, long flags, long mask, @Uva long to) {
        if ((flags & ~(STATUS_FLAGS | AT_STATX_SYNC)) != 0 || (int) mask < 0) {
            return -Errno.EINVAL;
        }
        PathName name = Paths.from((int) directory);
        long error = Paths.find(name, (int) directory, path, flags);
        if (error == 0) {
            error = FileStatus.putExtended(name.vnode(), to);
        }
        name.free();
        return error;
    }

    /** Of an empty path, with AT_EMPTY_PATH, the descriptor itself. */
    @Syscall(SyscallNumber.FSTATAT64)
    static long fstatat64(long directory, @Uva long path, @Uva long to, long flags) {
        if ((flags & ~STATUS_FLAGS) != 0) {
            return -Errno.EINVAL;
        }
        PathName name = Paths.from((int) directory);
        long error = Paths.find(name, (int) directory, path, flags);
        if (error == 0) {
            error = FileStatus.put(name.vnode(), to);
        }
        name.free();
        return error;
    }

    @Syscall(SyscallNumber.ACCESS)
    static long access(@Uva long path, long wanted) {
        return faccessat(Paths.CURRENT_DIRECTORY, path, wanted);
    }

    @Syscall(SyscallNumber.FACCESSAT)
    static long faccessat(long directory, @Uva long path, long wanted) {
        return faccessat2(directory, path, wanted, 0);
    }

    private static final int AT_EACCESS = 0x200;

    /** Asks for the real user, if the flags do not want the effective one. */
    @Syscall(SyscallNumber.FACCESSAT2)
    static long faccessat2(long directory, @Uva long path, long wanted, long flags) {
        if ((wanted & ~Permission.ALL) != 0 || (flags & ~(Paths.AT_SYMLINK_NOFOLLOW | Paths.AT_EMPTY_PATH | AT_EACCESS)) != 0) {
            return -Errno.EINVAL;
        }
        PathName name = Paths.from((int) directory);
        long error = Paths.find(name, (int) directory, path, flags);
        if (error == 0) {
            error = (flags & AT_EACCESS) != 0 ? Permission.check(name.vnode(), (int) wanted) : Permission.checkReal(name.vnode(), (int) wanted);
        }
        name.free();
        return error;
    }

    @Syscall(SyscallNumber.CHMOD)
    static long chmod(@Uva long path, long mode) {
        return fchmodat(Paths.CURRENT_DIRECTORY, path, mode);
    }

    @Syscall(SyscallNumber.FCHMODAT)
    static long fchmodat(long directory, @Uva long path, long mode) {
        PathName name = Paths.from((int) directory);
        long error = Paths.get(name, path);
        if (error == 0) {
            error = Lookup.lookupname(name, true);
        }
        if (error == 0) {
            error = setMode(name.vnode(), mode);
        }
        name.free();
        return error;
    }

    private static long setMode(Vnode file, long mode) {
        if (!Permission.isOwn(file)) {
            return -Errno.EPERM;
        }
        file.setPermissions((int) mode);
        return 0;
    }

    @Syscall(SyscallNumber.FCHMOD)
    static long fchmod(long descriptor, long mode) {
        OpenFile file = files().get((int) descriptor);
        long error = file == null ? -Errno.EBADF : setMode(file.vnode(), mode);
        files().release(file);
        return error;
    }

    @Syscall(SyscallNumber.TRUNCATE)
    static long truncate(@Uva long path, long length) {
        PathName name = Paths.fromHere();
        long error = find(name, path, true);
        if (error == 0) {
            error = name.vnode().isDirectory() ? -Errno.EISDIR : Permission.check(name.vnode(), Permission.WRITE);
        }
        if (error == 0) {
            error = OpenFile.truncate(name.vnode(), length);
        }
        name.free();
        return error;
    }

    private static long find(PathName name, @Uva long path, boolean follow) {
        long error = Paths.get(name, path);
        return error == 0 ? Lookup.lookupname(name, follow) : error;
    }

    private static ProcessFiles files() {
        return Proc.current().files;
    }

    private StatusCalls() {}
}
