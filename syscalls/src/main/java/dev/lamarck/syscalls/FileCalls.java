package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.fifo.Pipe;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Opening, and what is done with descriptors. */
final class FileCalls {
    /** Of a transfer that goes on where the last one ended. */
    static final long AT_OFFSET = -1;

    @Syscall(SyscallNumber.OPEN)
    static long open(@Uva long path, long flags, long mode) {
        return openat(Paths.CURRENT_DIRECTORY, path, flags, mode);
    }

    @Syscall(SyscallNumber.CREAT)
    static long creat(@Uva long path, long mode) {
        return openat(Paths.CURRENT_DIRECTORY, path, OpenFlags.WRITE_ONLY | OpenFlags.CREATE | OpenFlags.TRUNCATE, mode);
    }

    @Syscall(SyscallNumber.OPENAT)
    static long openat(long directory, @Uva long path, long flags, long mode) {
        PathName name = Paths.from((int) directory);
        long result = Paths.get(name, path);
        if (result == 0) {
            result = FileOpen.copen(files(), name, (int) flags, (int) mode);
        }
        name.free();
        return result;
    }

    @Syscall(SyscallNumber.CLOSE)
    static long close(long descriptor) {
        return files().close((int) descriptor);
    }

    @Syscall(SyscallNumber.READ)
    static long read(long descriptor, @Uva long to, long length) {
        return transfer((int) descriptor, to, length, AT_OFFSET, false);
    }

    @Syscall(SyscallNumber.WRITE)
    static long write(long descriptor, @Uva long from, long length) {
        return transfer((int) descriptor, from, length, AT_OFFSET, true);
    }

    @Syscall(SyscallNumber.PREAD64)
    static long pread64(long descriptor, @Uva long to, long length, long position) {
        return position < 0 ? -Errno.EINVAL : transfer((int) descriptor, to, length, position, false);
    }

    @Syscall(SyscallNumber.PWRITE64)
    static long pwrite64(long descriptor, @Uva long from, long length, long position) {
        return position < 0 ? -Errno.EINVAL : transfer((int) descriptor, from, length, position, true);
    }

    /** At a position, or where the file stands. */
    static long transfer(int descriptor, @Uva long address, long length, long position, boolean writes) {
        ProcessFiles files = files();
        OpenFile file = files.get(descriptor);
        if (file == null) {
            return -Errno.EBADF;
        }
        long n = -Errno.EINVAL;
        if (length >= 0) {
            Uio uio = Uio.user(address, length);
            if (position == AT_OFFSET) {
                n = writes ? file.write(uio) : file.read(uio);
            } else {
                n = writes ? file.writeAt(position, uio) : file.readAt(position, uio);
            }
            Kmem.free(uio);
        }
        files.release(file);
        return n;
    }

    @Syscall(SyscallNumber.LSEEK)
    static long lseek(long descriptor, long distance, long from) {
        OpenFile file = files().get((int) descriptor);
        long result = file == null ? -Errno.EBADF : file.seek(distance, (int) from);
        files().release(file);
        return result;
    }

    /** The distance comes in halves and the result goes to memory: made for 32-bit programs, used by 64-bit glibc too. */
    @Syscall(SyscallNumber._LLSEEK)
    static long llseek(long descriptor, long high, long low, @Uva long result, long from) {
        long position = lseek(descriptor, high << 32 | low & 0xFFFF_FFFFL, from);
        return position < 0 ? position : UserMemory.store64(result, position);
    }

    @Syscall(SyscallNumber.FTRUNCATE)
    static long ftruncate(long descriptor, long length) {
        OpenFile file = files().get((int) descriptor);
        long result = file == null ? -Errno.EBADF : file.truncate(length);
        files().release(file);
        return result;
    }

    @Syscall(SyscallNumber.DUP)
    static long dup(long descriptor) {
        return files().duplicate((int) descriptor, 0, false);
    }

    @Syscall(SyscallNumber.DUP2)
    static long dup2(long descriptor, long to) {
        return files().duplicateAs((int) descriptor, (int) to, false);
    }

    @Syscall(SyscallNumber.DUP3)
    static long dup3(long descriptor, long to, long flags) {
        if (descriptor == to || (flags & ~OpenFlags.CLOSE_ON_EXEC) != 0) {
            return -Errno.EINVAL;
        }
        return files().duplicateAs((int) descriptor, (int) to, flags != 0);
    }

    private static final int F_DUPFD = 0;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;

    @Syscall(SyscallNumber.FCNTL)
    static long fcntl(long descriptor, long command, long argument) {
        ProcessFiles files = files();
        OpenFile file = files.get((int) descriptor);
        long result = file == null ? -Errno.EBADF : control(files, file, (int) descriptor, (int) command, argument);
        files.release(file);
        return result;
    }

    private static long control(ProcessFiles files, OpenFile file, int descriptor, int command, long argument) {
        switch (command) {
            case F_DUPFD:
                return files.duplicate(descriptor, (int) argument, false);
            case F_DUPFD_CLOEXEC:
                return files.duplicate(descriptor, (int) argument, true);
            case F_GETFD:
                return files.closesOnExec(descriptor) ? 1 : 0;
            case F_SETFD:
                files.setCloseOnExec(descriptor, (argument & 1) != 0);
                return 0;
            case F_GETFL:
                return file.flags();
            case F_SETFL:
                file.setFlags((int) argument);
                return 0;
            case F_SETPIPE_SZ, F_GETPIPE_SZ:
                return file.vnode() instanceof Pipe pipe ? pipe.command(command, argument) : -Errno.EBADF;
            default:
                return LockCalls.isOne(command) ? LockCalls.control(file, command, argument) : file.vnode().command(command, argument);
        }
    }

    @Syscall(SyscallNumber.IOCTL)
    static long ioctl(long descriptor, long request, long argument) {
        OpenFile file = files().get((int) descriptor);
        long result = file == null ? -Errno.EBADF : DescriptorRequests.control(file, (int) descriptor, (int) request, argument);
        files().release(file);
        return result;
    }

    @Syscall(SyscallNumber.FSYNC)
    static long fsync(long descriptor) {
        OpenFile file = files().get((int) descriptor);
        long result = file == null ? -Errno.EBADF : file.vnode().isStream() ? -Errno.EINVAL : file.vnode().sync();
        files().release(file);
        return result;
    }

    @Syscall(SyscallNumber.FDATASYNC)
    static long fdatasync(long descriptor) {
        return fsync(descriptor);
    }

    /** Has no way to tell of a failure. */
    @Syscall(SyscallNumber.SYNC)
    static long sync() {
        RootFileSystem.sync();
        return 0;
    }

    /** All file systems', as of {@link #sync}. */
    @Syscall(SyscallNumber.SYNCFS)
    static long syncfs(long descriptor) {
        OpenFile file = files().get((int) descriptor);
        files().release(file);
        return file == null ? -Errno.EBADF : sync();
    }

    private static final int CLOSE_RANGE_CLOEXEC = 4;
    /** The table is a process's own, unless threads share it, who then see the change. */
    private static final int CLOSE_RANGE_UNSHARE = 2;

    @Syscall(SyscallNumber.CLOSE_RANGE)
    static long closeRange(long first, long last, long flags) {
        long low = first & 0xFFFF_FFFFL;
        long high = last & 0xFFFF_FFFFL;
        if (low > high || (flags & ~(CLOSE_RANGE_CLOEXEC | CLOSE_RANGE_UNSHARE)) != 0) {
            return -Errno.EINVAL;
        }
        ProcessFiles files = files();
        for (int descriptor = (int) Math.min(low, ProcessFiles.MAX_DESCRIPTORS); descriptor <= high && descriptor < ProcessFiles.MAX_DESCRIPTORS; descriptor++) {
            OpenFile file = files.get(descriptor);
            files.release(file);
            if (file != null && (flags & CLOSE_RANGE_CLOEXEC) != 0) {
                files.setCloseOnExec(descriptor, true);
            } else if (file != null) {
                files.close(descriptor);
            }
        }
        return 0;
    }

    private static ProcessFiles files() {
        return Proc.current().files;
    }

    private FileCalls() {}
}
