package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.fs.fifo.Pipe;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Moving bytes between a pipe and another file within the kernel. They are copied: a pipe here has no pages to give away. */
final class SpliceCalls {
    private static final int KNOWN_FLAGS = 0xF;
    private static final int NONBLOCKING = 2;
    /** What a pipe that is ready for writing takes without waiting. */
    private static final int PORTION = 4096;

    /** Waits, if at all, only for the first bytes and for room for these. */
    @Syscall(SyscallNumber.SPLICE)
    static long splice(long from, @Uva long fromPosition, long to, @Uva long toPosition, long length, long flags) {
        ProcessFiles files = Proc.current().files;
        OpenFile source = files.get((int) from);
        OpenFile target = files.get((int) to);
        long result = refusal(source, fromPosition, target, toPosition, length, flags);
        if (result == 0 && length != 0) {
            result = move(source, fromPosition, target, toPosition, length, (flags & NONBLOCKING) != 0);
        }
        files.release(source);
        files.release(target);
        return result;
    }

    private static long refusal(OpenFile source, @Uva long fromPosition, OpenFile target, @Uva long toPosition, long length, long flags) {
        if (source == null || target == null || !OpenFlags.reads(source.flags()) || !OpenFlags.writes(target.flags())) {
            return -Errno.EBADF;
        }
        boolean readsPipe = isPipe(source);
        boolean writesPipe = isPipe(target);
        if (readsPipe && fromPosition != 0 || writesPipe && toPosition != 0) {
            return -Errno.ESPIPE;
        }
        boolean areReadable = (fromPosition == 0 || UserWord.isReadable(fromPosition)) && (toPosition == 0 || UserWord.isReadable(toPosition));
        if (!areReadable) {
            return -Errno.EFAULT;
        }
        boolean isGood = (readsPipe || writesPipe) && source.vnode() != target.vnode() && (flags & ~KNOWN_FLAGS) == 0 && length >= 0;
        return isGood && (writesPipe || (target.flags() & OpenFlags.APPEND) == 0) ? 0 : -Errno.EINVAL;
    }

    private static boolean isPipe(OpenFile file) {
        return file.vnode() instanceof Pipe;
    }

    private static long move(OpenFile source, @Uva long fromPosition, OpenFile target, @Uva long toPosition, long length, boolean isNonblocking) {
        long first = fromPosition == 0 ? CopyCalls.AT_OFFSET : UserWord.get(fromPosition);
        long second = toPosition == 0 ? CopyCalls.AT_OFFSET : UserWord.get(toPosition);
        if (fromPosition != 0 && first < 0 || toPosition != 0 && second < 0) {
            return -Errno.EINVAL;
        }
        if (isPipe(target) && (target.vnode().ready(target.flags()) & Readiness.ERROR) != 0) {
            Signals.sendToCurrent(Signal.SIGPIPE);
            return -Errno.EPIPE;
        }
        long moved = 0;
        long n = PORTION;
        while (n == PORTION && moved < length && (moved == 0 && !isNonblocking || goesOn(source, target))) {
            long portion = isPipe(source) && moved > 0 ? Math.min(PORTION, source.vnode().available()) : PORTION;
            n = CopyCalls.copyOnce(source, first < 0 ? first : first + moved, target, second < 0 ? second : second + moved, Math.min(portion, length - moved));
            moved += Math.max(0, n);
        }
        if (moved == 0) {
            return n == PORTION ? -Errno.EAGAIN : n;
        }
        boolean isStored = (fromPosition == 0 || UserMemory.store64(fromPosition, first + moved) == 0) && (toPosition == 0 || UserMemory.store64(toPosition, second + moved) == 0);
        return isStored ? moved : -Errno.EFAULT;
    }

    private static boolean goesOn(OpenFile source, OpenFile target) {
        boolean gives = !isPipe(source) || (source.vnode().ready(source.flags()) & (Readiness.IN | Readiness.HANG_UP)) != 0;
        return gives && (target.vnode().ready(target.flags()) & Readiness.OUT) != 0;
    }

    /** From one pipe to another, without taking anything from the first. */
    @Syscall(SyscallNumber.TEE)
    static long tee(long from, long to, long length, long flags) {
        ProcessFiles files = Proc.current().files;
        OpenFile source = files.get((int) from);
        OpenFile target = files.get((int) to);
        long result = refusal(source, 0, target, 0, length, flags);
        if (result == 0) {
            result = isPipe(source) && isPipe(target) ? ((Pipe) source.vnode()).copyTo(target, length, (flags & NONBLOCKING) != 0) : -Errno.EINVAL;
        }
        files.release(source);
        files.release(target);
        return result;
    }

    /** Memory to a pipe, or a pipe's bytes to memory. */
    @Syscall(SyscallNumber.VMSPLICE)
    static long vmsplice(long descriptor, @Uva long vectors, long count, long flags) {
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        Vnode vnode = file == null ? null : file.vnode();
        boolean writes = file != null && OpenFlags.writes(file.flags());
        boolean isPipe = vnode instanceof Pipe;
        files.release(file);
        if (!isPipe) {
            return -Errno.EBADF;
        }
        return (flags & ~KNOWN_FLAGS) != 0 ? -Errno.EINVAL : writes ? VectorCalls.writev(descriptor, vectors, count) : VectorCalls.readv(descriptor, vectors, count);
    }

    private SpliceCalls() {}
}
