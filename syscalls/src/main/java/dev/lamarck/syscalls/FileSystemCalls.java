package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Volume;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** What holds the files: memory, or a volume. */
final class FileSystemCalls {
    // struct statfs, the same as struct statfs64 here
    private static final int BYTES = 120;
    private static final int BLOCK_BYTES = 8;
    private static final int BLOCKS = 16;
    private static final int FREE = 24;
    private static final int AVAILABLE = 32;
    private static final int NAME_LENGTH = 64;
    private static final int FRAGMENT_BYTES = 72;
    private static final long TMPFS_MAGIC = 0x0102_1994;
    private static final int LONGEST_NAME = 255;

    @Syscall(SyscallNumber.STATFS)
    static long statfs(@Uva long path, @Uva long to) {
        PathName name = Paths.fromHere();
        long error = Paths.get(name, path);
        if (error == 0) {
            error = Lookup.lookupname(name, true);
        }
        error = error == 0 ? put(name.vnode().volume(), to) : error;
        name.free();
        return error;
    }

    @Syscall(SyscallNumber.FSTATFS)
    static long fstatfs(long descriptor, @Uva long to) {
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        long error = file == null ? -Errno.EBADF : put(file.vnode().volume(), to);
        files.release(file);
        return error;
    }

    @Syscall(SyscallNumber.STATFS64)
    static long statfs64(@Uva long path, long bytes, @Uva long to) {
        return bytes == BYTES ? statfs(path, to) : -Errno.EINVAL;
    }

    @Syscall(SyscallNumber.FSTATFS64)
    static long fstatfs64(long descriptor, long bytes, @Uva long to) {
        return bytes == BYTES ? fstatfs(descriptor, to) : -Errno.EINVAL;
    }

    /** @param volume null for memory */
    private static long put(Volume volume, @Uva long to) {
        long free = volume == null ? Pages.free() : volume.freeUnits();
        int unit = volume == null ? Pages.BYTES : volume.unitBytes();
        byte[] status = new byte[BYTES];
        BigEndian.put64(status, 0, volume == null ? TMPFS_MAGIC : volume.magic());
        BigEndian.put64(status, BLOCK_BYTES, unit);
        BigEndian.put64(status, BLOCKS, volume == null ? Pages.total() : volume.units());
        BigEndian.put64(status, FREE, free);
        BigEndian.put64(status, AVAILABLE, free);
        BigEndian.put64(status, NAME_LENGTH, LONGEST_NAME);
        BigEndian.put64(status, FRAGMENT_BYTES, unit);
        int error = UserMemory.copyOut(status, 0, to, BYTES);
        Kmem.free(status);
        return error;
    }

    private FileSystemCalls() {}
}
