package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.poll.Epoll;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** {@code epoll}: waiting for files that are named once. */
final class EpollCalls {
    private static final int SET_BYTES = 8;
    private static final int DATA = 8;
    /** No more are told at a time, so that they fit into a page. */
    private static final int MOST_EVENTS = 500;
    private static final long NANOSECONDS_A_MILLISECOND = 1_000_000;

    @Syscall(SyscallNumber.EPOLL_CREATE)
    static long epollCreate(long size) {
        return (int) size <= 0 ? -Errno.EINVAL : epollCreate1(0);
    }

    @Syscall(SyscallNumber.EPOLL_CREATE1)
    static long epollCreate1(long flags) {
        if ((flags & ~OpenFlags.CLOSE_ON_EXEC) != 0) {
            return -Errno.EINVAL;
        }
        if (!Pages.mayGive(1)) {
            return -Errno.ENOMEM;
        }
        Epoll list = new Epoll();
        int descriptor = FileOpen.openUnnamed(Proc.current().files, list, (int) flags);
        if (descriptor < 0) {
            list.release();
        }
        return descriptor;
    }

    @Syscall(SyscallNumber.EPOLL_CTL)
    static long epollCtl(long descriptor, long operation, long of, @Uva long event) {
        byte[] structure = new byte[Epoll.EVENT_BYTES];
        long result = operation == Epoll.DELETE ? 0 : UserMemory.copyIn(event, structure, 0, Epoll.EVENT_BYTES);
        ProcessFiles files = Proc.current().files;
        OpenFile list = files.get((int) descriptor);
        OpenFile file = files.get((int) of);
        if (result == 0 && (list == null || file == null)) {
            result = -Errno.EBADF;
        } else if (result == 0 && list.vnode() instanceof Epoll epoll) {
            result = epoll.control((int) operation, (int) of, file, BigEndian.get32(structure, 0), BigEndian.get64(structure, DATA));
        } else if (result == 0) {
            result = -Errno.EINVAL;
        }
        files.release(list);
        files.release(file);
        Kmem.free(structure);
        return result;
    }

    @Syscall(SyscallNumber.EPOLL_WAIT)
    static long epollWait(long descriptor, @Uva long to, long most, long milliseconds) {
        if ((int) most <= 0) {
            return -Errno.EINVAL;
        }
        int timeout = (int) milliseconds;
        long limit = timeout < 0 ? Clock.NEVER : Clock.after(TimeOfDay.toCycles(timeout * NANOSECONDS_A_MILLISECOND));
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        long result = file == null ? -Errno.EBADF : -Errno.EINVAL;
        if (file != null && file.vnode() instanceof Epoll list) {
            byte[] events = new byte[Math.min((int) most, MOST_EVENTS) * Epoll.EVENT_BYTES];
            result = await(list, events, limit);
            if (result > 0 && UserMemory.copyOut(events, 0, to, (int) result * Epoll.EVENT_BYTES) != 0) {
                result = -Errno.EFAULT;
            }
            Kmem.free(events);
        }
        files.release(file);
        return result;
    }

    private static long await(Epoll list, byte[] events, long limit) {
        int waited = 0;
        int found = 0;
        while (found == 0 && !PollCalls.isOver(waited, limit)) {
            int seen = Readiness.changes();
            found = list.collect(events);
            waited = found != 0 ? 0 : Readiness.await(seen, Math.min(limit, list.readyAt()));
        }
        return waited == -Errno.EINTR ? waited : found;
    }

    @Syscall(SyscallNumber.EPOLL_PWAIT)
    static long epollPwait(long descriptor, @Uva long to, long most, long milliseconds, @Uva long set, long setBytes) {
        if (set == 0) {
            return epollWait(descriptor, to, most, milliseconds);
        }
        if (setBytes != SET_BYTES || !UserWord.isReadable(set)) {
            return setBytes != SET_BYTES ? -Errno.EINVAL : -Errno.EFAULT;
        }
        Signals.blockForNow(KThread.current(), UserWord.get(set));
        long result = epollWait(descriptor, to, most, milliseconds);
        if (result != -Errno.EINTR) {
            Signals.unblock(KThread.current());
        }
        return result;
    }

    private EpollCalls() {}
}
