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
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
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
        return fstatat64(Paths.CURRENT_DIRECTORY, path, to, AT_SYMLINK_NOFOLLOW);
    }

    @Syscall(SyscallNumber.FSTAT64)
    static long fstat64(long descriptor, @Uva long to) {
        OpenFile file = files().get((int) descriptor);
        long result = file == null ? -Errno.EBADF : FileStatus.put(file.vnode(), to);
        files().release(file);
        return result;
    }

    /** Of an empty path, with AT_EMPTY_PATH, the descriptor itself. */
    @Syscall(SyscallNumber.FSTATAT64)
    static long fstatat64(long directory, @Uva long path, @Uva long to, long flags) {
        PathName name = Paths.from((int) directory);
        long error = Paths.get(name, path);
        if (name.isEmpty() && (flags & AT_EMPTY_PATH) != 0) {
            name.free();
            return fstat64(directory, to);
        }
        if (error == 0) {
            error = Lookup.lookupname(name, (flags & AT_SYMLINK_NOFOLLOW) == 0);
        }
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

    /** The one user is root, who may do everything but execute what nobody may. */
    @Syscall(SyscallNumber.FACCESSAT)
    static long faccessat(long directory, @Uva long path, long wanted) {
        PathName name = Paths.from((int) directory);
        long error = Paths.get(name, path);
        if (error == 0) {
            error = Lookup.lookupname(name, true);
        }
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
            error = name.vnode().isDirectory() ? -Errno.EISDIR : name.vnode().truncate(length);
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
