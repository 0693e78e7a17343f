package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.ProcessFiles;
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
    private static final long AT_OFFSET = -1;

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

    private static long transfer(int descriptor, @Uva long address, long length, long position, boolean writes) {
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

    @Syscall(SyscallNumber.READV)
    static long readv(long descriptor, @Uva long vectors, long count) {
        return transferAll((int) descriptor, vectors, count, false);
    }

    @Syscall(SyscallNumber.WRITEV)
    static long writev(long descriptor, @Uva long vectors, long count) {
        return transferAll((int) descriptor, vectors, count, true);
    }

    /** One piece after the other, until one is not moved whole. */
    private static long transferAll(int descriptor, @Uva long vectors, long count, boolean writes) {
        if (count < 0 || count > IoVectors.MAX) {
            return -Errno.EINVAL;
        }
        IoVectors pieces = new IoVectors();
        long error = pieces.get(vectors, (int) count);
        long moved = 0;
        for (int i = 0; error == 0 && i < count; i++) {
            long length = pieces.length(i);
            long n = transfer(descriptor, pieces.start(i), length, AT_OFFSET, writes);
            error = n < 0 ? n : 0;
            moved += Math.max(0, n);
            if (n < length) {
                break;
            }
        }
        pieces.free();
        return moved > 0 || error == 0 ? moved : error;
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
            default:
                return LockCalls.isOne(command) ? LockCalls.control(file, command, argument) : -Errno.EINVAL;
        }
    }

    @Syscall(SyscallNumber.IOCTL)
    static long ioctl(long descriptor, long request, long argument) {
        OpenFile file = files().get((int) descriptor);
        long result = file == null ? -Errno.EBADF : file.vnode().control((int) request, argument);
        files().release(file);
        return result;
    }

    @Syscall(SyscallNumber.FSYNC)
    static long fsync(long descriptor) {
        OpenFile file = files().get((int) descriptor);
        long result = file == null ? -Errno.EBADF : file.vnode().sync();
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

    private static ProcessFiles files() {
        return Proc.current().files;
    }

    private FileCalls() {}
}
