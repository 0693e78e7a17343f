package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;

/** What a program says about a file's space and its use of it beforehand. */
final class SpaceCalls {
    private static final int KEEP_SIZE = 1;

    /** Makes a file as long as asked for, if it is shorter; space is taken when it is written to. */
    @Syscall(SyscallNumber.FALLOCATE)
    static long fallocate(long descriptor, long mode, long offset, long length) {
        if (offset < 0 || length <= 0) {
            return -Errno.EINVAL;
        }
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        long error = file == null || !OpenFlags.writes(file.flags()) ? -Errno.EBADF : refusal(file, (int) mode, offset + length);
        if (error == 0 && mode != KEEP_SIZE && file.vnode().size() < offset + length) {
            error = file.truncate(offset + length);
        }
        files.release(file);
        return error;
    }

    private static long refusal(OpenFile file, int mode, long end) {
        if ((mode & ~KEEP_SIZE) != 0) {
            return -Errno.EOPNOTSUPP;
        }
        if (file.vnode().isStream()) {
            return -Errno.ESPIPE;
        }
        return file.vnode().kind() != FileMode.REGULAR ? -Errno.ENODEV : end < 0 ? -Errno.EFBIG : 0;
    }

    private static final int LAST_ADVICE = 5;

    @Syscall(SyscallNumber.FADVISE64)
    static long fadvise64(long descriptor, long offset, long length, long advice) {
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        boolean isGood = length >= 0 && advice >= 0 && advice <= LAST_ADVICE;
        long result = file == null ? -Errno.EBADF : file.vnode().isStream() ? -Errno.ESPIPE : isGood ? 0 : -Errno.EINVAL;
        files.release(file);
        return result;
    }

    /** The same: where the first has lengths of 32 bits on some machines. */
    @Syscall(SyscallNumber.FADVISE64_64)
    static long fadvise6464(long descriptor, long offset, long length, long advice) {
        return fadvise64(descriptor, offset, length, advice);
    }

    private SpaceCalls() {}
}
