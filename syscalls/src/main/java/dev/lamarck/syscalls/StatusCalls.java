package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** What a file is: {@code stat} in its variants, permissions, length. */
final class StatusCalls {
    private static final int X_OK = 1;

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

    private static final int ANY_ACCESS = 7;
    private static final int AT_EACCESS = 0x200;

    /** Files are everyone's to read and write; nobody executes what is executable for none. */
    @Syscall(SyscallNumber.FACCESSAT2)
    static long faccessat2(long directory, @Uva long path, long wanted, long flags) {
        if ((wanted & ~ANY_ACCESS) != 0 || (flags & ~(Paths.AT_SYMLINK_NOFOLLOW | Paths.AT_EMPTY_PATH | AT_EACCESS)) != 0) {
            return -Errno.EINVAL;
        }
        PathName name = Paths.from((int) directory);
        long error = Paths.find(name, (int) directory, path, flags);
        if (error == 0 && (wanted & X_OK) != 0 && !isExecutable(name.vnode())) {
            error = -Errno.EACCES;
        }
        name.free();
        return error;
    }

    private static boolean isExecutable(Vnode file) {
        return file.isDirectory() || (file.mode() & FileMode.ANY_EXECUTE) != 0;
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
            name.vnode().setPermissions((int) mode);
        }
        name.free();
        return error;
    }

    @Syscall(SyscallNumber.FCHMOD)
    static long fchmod(long descriptor, long mode) {
        OpenFile file = files().get((int) descriptor);
        if (file == null) {
            return -Errno.EBADF;
        }
        file.vnode().setPermissions((int) mode);
        files().release(file);
        return 0;
    }

    @Syscall(SyscallNumber.TRUNCATE)
    static long truncate(@Uva long path, long length) {
        PathName name = Paths.fromHere();
        long error = find(name, path, true);
        if (error == 0) {
            error = name.vnode().isDirectory() ? -Errno.EISDIR : OpenFile.truncate(name.vnode(), length);
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
