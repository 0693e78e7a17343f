package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.NameOperations;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.Permission;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Names: making, removing and moving them, directories, symbolic links. */
final class NameCalls {
    private static final int AT_REMOVEDIR = 0x200;

    @Syscall(SyscallNumber.MKDIR)
    static long mkdir(@Uva long path, long mode) {
        return mkdirat(Paths.CURRENT_DIRECTORY, path, mode);
    }

    @Syscall(SyscallNumber.MKDIRAT)
    static long mkdirat(long directory, @Uva long path, long mode) {
        PathName name = Paths.from((int) directory);
        long error = Paths.get(name, path);
        if (error == 0) {
            error = NameOperations.makeDirectory(name, (int) mode & ~files().creationMask());
        }
        name.free();
        return error;
    }

    @Syscall(SyscallNumber.MKNOD)
    static long mknod(@Uva long path, long mode) {
        return mknodat(Paths.CURRENT_DIRECTORY, path, mode);
    }

    /** Regular files and named pipes; devices are the kernel's own. */
    @Syscall(SyscallNumber.MKNODAT)
    static long mknodat(long directory, @Uva long path, long mode) {
        int kind = (int) mode & FileMode.KIND;
        if (kind != FileMode.FIFO && kind != FileMode.REGULAR && kind != 0) {
            return -Errno.EPERM;
        }
        PathName name = Paths.from((int) directory);
        long error = Paths.get(name, path);
        if (error == 0) {
            int permissions = (int) mode & FileMode.PERMISSIONS & ~files().creationMask();
            error = NameOperations.make(name, (kind == 0 ? FileMode.REGULAR : kind) | permissions);
        }
        name.free();
        return error;
    }

    @Syscall(SyscallNumber.RMDIR)
    static long rmdir(@Uva long path) {
        return unlinkat(Paths.CURRENT_DIRECTORY, path, AT_REMOVEDIR);
    }

    @Syscall(SyscallNumber.UNLINK)
    static long unlink(@Uva long path) {
        return unlinkat(Paths.CURRENT_DIRECTORY, path, 0);
    }

    @Syscall(SyscallNumber.UNLINKAT)
    static long unlinkat(long directory, @Uva long path, long flags) {
        if ((flags & ~AT_REMOVEDIR) != 0) {
            return -Errno.EINVAL;
        }
        PathName name = Paths.from((int) directory);
        long error = Paths.get(name, path);
        if (error == 0) {
            error = NameOperations.remove(name, (flags & AT_REMOVEDIR) != 0);
        }
        name.free();
        return error;
    }

    @Syscall(SyscallNumber.RENAME)
    static long rename(@Uva long from, @Uva long to) {
        return renameat(Paths.CURRENT_DIRECTORY, from, Paths.CURRENT_DIRECTORY, to);
    }

    @Syscall(SyscallNumber.RENAMEAT)
    static long renameat(long fromDirectory, @Uva long from, long toDirectory, @Uva long to) {
        return renameat2(fromDirectory, from, toDirectory, to, 0);
    }

    private static final int RENAME_NOREPLACE = 1;
    private static final int RENAME_EXCHANGE = 2;

    @Syscall(SyscallNumber.RENAMEAT2)
    static long renameat2(long fromDirectory, @Uva long from, long toDirectory, @Uva long to, long flags) {
        if (flags < 0 || flags > RENAME_EXCHANGE) {
            return -Errno.EINVAL;
        }
        NameOperations.Replacing replacing = flags == RENAME_NOREPLACE ? NameOperations.Replacing.REFUSED
                : flags == RENAME_EXCHANGE ? NameOperations.Replacing.EXCHANGED : NameOperations.Replacing.ALLOWED;
        PathName old = Paths.from((int) fromDirectory);
        PathName name = Paths.from((int) toDirectory);
        long error = Paths.get(old, from);
        if (error == 0) {
            error = Paths.get(name, to);
        }
        if (error == 0) {
            error = NameOperations.rename(old, name, replacing);
        }
        old.free();
        name.free();
        return error;
    }

    @Syscall(SyscallNumber.LINK)
    static long link(@Uva long existing, @Uva long path) {
        return linkat(Paths.CURRENT_DIRECTORY, existing, Paths.CURRENT_DIRECTORY, path, 0);
    }

    @Syscall(SyscallNumber.LINKAT)
    static long linkat(long existingDirectory, @Uva long existing, long directory, @Uva long path, long flags) {
        if ((flags & ~(Paths.AT_SYMLINK_FOLLOW | Paths.AT_EMPTY_PATH)) != 0) {
            return -Errno.EINVAL;
        }
        PathName old = Paths.from((int) existingDirectory);
        PathName name = Paths.from((int) directory);
        long error = Paths.get(old, existing);
        if (error == 0) {
            error = Paths.get(name, path);
        }
        if (error == 0 && (flags & Paths.AT_EMPTY_PATH) != 0) {
            Paths.findDescriptor(old, (int) existingDirectory);
        }
        if (error == 0) {
            error = NameOperations.link(old, name, (flags & Paths.AT_SYMLINK_FOLLOW) != 0);
        }
        old.free();
        name.free();
        return error;
    }

    @Syscall(SyscallNumber.SYMLINK)
    static long symlink(@Uva long target, @Uva long path) {
        return symlinkat(target, Paths.CURRENT_DIRECTORY, path);
    }

    @Syscall(SyscallNumber.SYMLINKAT)
    static long symlinkat(@Uva long target, long directory, @Uva long path) {
        PathName text = Paths.fromHere();
        PathName name = Paths.from((int) directory);
        long error = text.get(target);
        if (error == 0) {
            error = Paths.get(name, path);
        }
        if (error == 0) {
            error = NameOperations.symlink(text, name);
        }
        text.free();
        name.free();
        return error;
    }

    @Syscall(SyscallNumber.READLINK)
    static long readlink(@Uva long path, @Uva long to, long length) {
        return readlinkat(Paths.CURRENT_DIRECTORY, path, to, length);
    }

    @Syscall(SyscallNumber.READLINKAT)
    static long readlinkat(long directory, @Uva long path, @Uva long to, long length) {
        if (length <= 0) {
            return -Errno.EINVAL;
        }
        PathName name = Paths.from((int) directory);
        long result = Paths.get(name, path);
        if (result == 0) {
            result = Lookup.lookupname(name, false);
        }
        if (result == 0) {
            result = copyTarget(name, to, length);
        }
        name.free();
        return result;
    }

    private static long copyTarget(PathName name, @Uva long to, long length) {
        if (name.vnode().kind() != FileMode.SYMBOLIC_LINK) {
            return -Errno.EINVAL;
        }
        byte[] target = name.vnode().target();
        int n = (int) Math.min(length, target.length);
        int error = UserMemory.copyOut(target, 0, to, n);
        return error == 0 ? n : error;
    }

    @Syscall(SyscallNumber.GETDENTS64)
    static long getdents64(long descriptor, @Uva long to, long length) {
        OpenFile file = files().get((int) descriptor);
        long result = file == null ? -Errno.EBADF : DirectoryEntries.get(file, to, length);
        files().release(file);
        return result;
    }

    @Syscall(SyscallNumber.CHDIR)
    static long chdir(@Uva long path) {
        PathName name = Paths.fromHere();
        long error = Paths.get(name, path);
        if (error == 0) {
            error = Lookup.lookupname(name, true);
        }
        if (error == 0 && !name.vnode().isDirectory()) {
            error = -Errno.ENOTDIR;
        }
        if (error == 0) {
            error = Permission.check(name.vnode(), Permission.EXECUTE);
        }
        if (error == 0) {
            files().setDirectory(name.take());
        }
        name.free();
        return error;
    }

    @Syscall(SyscallNumber.FCHDIR)
    static long fchdir(long descriptor) {
        OpenFile file = files().get((int) descriptor);
        long error = file == null ? -Errno.EBADF : file.vnode().isDirectory() ? Permission.check(file.vnode(), Permission.EXECUTE) : -Errno.ENOTDIR;
        if (error == 0) {
            file.vnode().hold();
            files().setDirectory(file.vnode());
        }
        files().release(file);
        return error;
    }

    /** The path's length, its NUL included. */
    @Syscall(SyscallNumber.GETCWD)
    static long getcwd(@Uva long to, long length) {
        byte[] path = new byte[PathName.MAX_PATH];
        Vnode directory = files().directory();
        long n = NameOperations.pathOf(directory, path);
        directory.release();
        if (n >= length || n == path.length) {
            n = -Errno.ERANGE;
        }
        if (n >= 0) {
            path[(int) n] = 0;
            n++;
            int error = UserMemory.copyOut(path, 0, to, (int) n);
            n = error == 0 ? n : error;
        }
        Kmem.free(path);
        return n;
    }

    @Syscall(SyscallNumber.UMASK)
    static long umask(long mask) {
        return files().setCreationMask((int) mask);
    }

    private static ProcessFiles files() {
        return Proc.current().files;
    }

    private NameCalls() {}
}
