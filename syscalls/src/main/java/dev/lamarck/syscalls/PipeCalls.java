package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.fifo.EventCounter;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Pipes, and counters that are used like them. */
final class PipeCalls {
    private static final int DESCRIPTOR_BYTES = 4;

    /** The reading end is the result, the writing end a second one in {@code %o1}. */
    @Syscall(SyscallNumber.PIPE)
    static long pipe() {
        int[] ends = new int[2];
        long result = FileOpen.pipe(Proc.current().files, 0, ends);
        if (result == 0) {
            TrapFrame.setOut(KThread.current().userFrame, 1, ends[1]);
            result = ends[0];
        }
        Kmem.free(ends);
        return result;
    }

    @Syscall(SyscallNumber.PIPE2)
    static long pipe2(@Uva long to, long flags) {
        if ((flags & ~(OpenFlags.CLOSE_ON_EXEC | OpenFlags.NONBLOCKING)) != 0) {
            return -Errno.EINVAL;
        }
        ProcessFiles files = Proc.current().files;
        int[] ends = new int[2];
        int error = FileOpen.pipe(files, (int) flags, ends);
        if (error == 0 && (UserMemory.store32(to, ends[0]) != 0 || UserMemory.store32(to + DESCRIPTOR_BYTES, ends[1]) != 0)) {
            files.close(ends[0]);
            files.close(ends[1]);
            error = -Errno.EFAULT;
        }
        Kmem.free(ends);
        return error;
    }

    private static final int EFD_SEMAPHORE = 1;

    @Syscall(SyscallNumber.EVENTFD)
    static long eventfd(long start) {
        return eventfd2(start, 0);
    }

    @Syscall(SyscallNumber.EVENTFD2)
    static long eventfd2(long start, long flags) {
        int openFlags = OpenFlags.CLOSE_ON_EXEC | OpenFlags.NONBLOCKING;
        if ((flags & ~(openFlags | EFD_SEMAPHORE)) != 0) {
            return -Errno.EINVAL;
        }
        if (!Pages.mayGive(1)) {
            return -Errno.ENOMEM;
        }
        EventCounter counter = new EventCounter((int) start, (flags & EFD_SEMAPHORE) != 0);
        int descriptor = FileOpen.openUnnamed(Proc.current().files, counter, (int) flags & openFlags);
        if (descriptor < 0) {
            counter.release();
        }
        return descriptor;
    }

    private PipeCalls() {}
}
