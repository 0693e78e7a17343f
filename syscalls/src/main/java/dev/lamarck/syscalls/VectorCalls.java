package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Reading and writing several pieces of memory at once. */
final class VectorCalls {
    private static final long CURRENT = -1;
    /** High priority, and that what was written is safe then: {@code RWF_HIPRI, RWF_DSYNC, RWF_SYNC}. */
    private static final int SAFE = 2 | 4;
    private static final int KNOWN_FLAGS = 1 | SAFE;

    @Syscall(SyscallNumber.READV)
    static long readv(long descriptor, @Uva long vectors, long count) {
        return transferAll((int) descriptor, vectors, count, FileCalls.AT_OFFSET, false);
    }

    @Syscall(SyscallNumber.WRITEV)
    static long writev(long descriptor, @Uva long vectors, long count) {
        return transferAll((int) descriptor, vectors, count, FileCalls.AT_OFFSET, true);
    }

    /** The position comes whole in its low half. */
    @Syscall(SyscallNumber.PREADV)
    static long preadv(long descriptor, @Uva long vectors, long count, long position) {
        return position < 0 ? -Errno.EINVAL : transferAll((int) descriptor, vectors, count, position, false);
    }

    @Syscall(SyscallNumber.PWRITEV)
    static long pwritev(long descriptor, @Uva long vectors, long count, long position) {
        return position < 0 ? -Errno.EINVAL : transferAll((int) descriptor, vectors, count, position, true);
    }

    /** Position −1 is where the file stands. */
    @Syscall(SyscallNumber.PREADV2)
    static long preadv2(long descriptor, @Uva long vectors, long count, long position, long high, long flags) {
        if ((flags & ~KNOWN_FLAGS) != 0) {
            return -Errno.EOPNOTSUPP;
        }
        return position == CURRENT ? readv(descriptor, vectors, count) : preadv(descriptor, vectors, count, position);
    }

    @Syscall(SyscallNumber.PWRITEV2)
    static long pwritev2(long descriptor, @Uva long vectors, long count, long position, long high, long flags) {
        if ((flags & ~KNOWN_FLAGS) != 0) {
            return -Errno.EOPNOTSUPP;
        }
        long moved = position == CURRENT ? writev(descriptor, vectors, count) : pwritev(descriptor, vectors, count, position);
        long error = moved > 0 && (flags & SAFE) != 0 ? FileCalls.fsync(descriptor) : 0;
        return error == 0 || error == -Errno.EINVAL ? moved : error;
    }

    /** One piece after the other, until one is not moved whole; their lengths are looked at first. */
    private static long transferAll(int descriptor, @Uva long vectors, long count, long position, boolean writes) {
        if (count < 0 || count > IoVectors.MAX) {
            return -Errno.EINVAL;
        }
        IoVectors pieces = new IoVectors();
        long error = pieces.get(vectors, (int) count);
        for (int i = 0; error == 0 && i < count; i++) {
            error = pieces.length(i) < 0 ? -Errno.EINVAL : 0;
        }
        long moved = 0;
        boolean isWhole = true;
        for (int i = 0; error == 0 && isWhole && i < count; i++) {
            long at = position == FileCalls.AT_OFFSET ? position : position + moved;
            long n = FileCalls.transfer(descriptor, pieces.start(i), pieces.length(i), at, writes);
            error = n < 0 ? n : 0;
            moved += Math.max(0, n);
            isWhole = n == pieces.length(i);
        }
        pieces.free();
        return moved > 0 || error == 0 ? moved : error;
    }

    private VectorCalls() {}
}
