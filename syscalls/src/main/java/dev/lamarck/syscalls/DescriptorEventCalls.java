package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.StreamFile;
import dev.lamarck.kernel.fs.fifo.SignalFile;
import dev.lamarck.kernel.fs.fifo.TimerFile;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Timers and signals that are read from a descriptor. */
final class DescriptorEventCalls {
    private static final int OPEN_FLAGS = OpenFlags.CLOSE_ON_EXEC | OpenFlags.NONBLOCKING;
    private static final int TIMER_ABSTIME = 1;
    private static final int TIMER_CANCEL_ON_SET = 2;
    // struct itimerspec
    private static final int ITIMERSPEC_BYTES = 32;
    private static final int VALUE = 16;
    private static final int NANOSECONDS = 8;

    @Syscall(SyscallNumber.TIMERFD_CREATE)
    static long timerfdCreate(long clock, long flags) {
        if (!Clocks.exists((int) clock) || Clocks.isCpu((int) clock) || (flags & ~OPEN_FLAGS) != 0) {
            return -Errno.EINVAL;
        }
        return Pages.mayGive(1) ? open(new TimerFile(Clocks.isRealTime((int) clock)), flags) : -Errno.ENOMEM;
    }

    private static long open(StreamFile file, long flags) {
        int descriptor = FileOpen.openUnnamed(Proc.current().files, file, (int) flags);
        if (descriptor < 0) {
            file.release();
        }
        return descriptor;
    }

    /** The clock is never set, so that nothing cancels a moment. */
    @Syscall(SyscallNumber.TIMERFD_SETTIME)
    static long timerfdSettime(long descriptor, long flags, @Uva long wanted, @Uva long old) {
        byte[] times = new byte[ITIMERSPEC_BYTES];
        long error = (flags & ~(TIMER_ABSTIME | TIMER_CANCEL_ON_SET)) != 0 ? -Errno.EINVAL : UserMemory.copyIn(wanted, times, 0, ITIMERSPEC_BYTES);
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        if (error == 0) {
            error = file == null ? -Errno.EBADF : !(file.vnode() instanceof TimerFile) ? -Errno.EINVAL : 0;
        }
        if (error == 0 && file.vnode() instanceof TimerFile timer) {
            error = set(timer, times, (flags & TIMER_ABSTIME) != 0, old);
        }
        files.release(file);
        Kmem.free(times);
        return error;
    }

    private static long set(TimerFile timer, byte[] times, boolean isMoment, @Uva long old) {
        long seconds = BigEndian.get64(times, VALUE);
        long nanoseconds = BigEndian.get64(times, VALUE + NANOSECONDS);
        long interval = Times.cycles(BigEndian.get64(times, 0), BigEndian.get64(times, NANOSECONDS));
        long value = Times.cycles(seconds, nanoseconds);
        if (interval < 0 || value < 0 || seconds < 0) {
            return -Errno.EINVAL;
        }
        long error = old == 0 ? 0 : put(timer, old);
        if (error == 0) {
            long moment = isMoment ? Clocks.moment(timer.isRealTime(), seconds, nanoseconds) : TimeOfDay.cycles() + value;
            timer.set(value == 0 ? 0 : moment, interval);
        }
        return error;
    }

    @Syscall(SyscallNumber.TIMERFD_GETTIME)
    static long timerfdGettime(long descriptor, @Uva long to) {
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        long error = file == null ? -Errno.EBADF : -Errno.EINVAL;
        if (file != null && file.vnode() instanceof TimerFile timer) {
            error = put(timer, to);
        }
        files.release(file);
        return error;
    }

    private static long put(TimerFile timer, @Uva long to) {
        long error = Times.putSpan(timer.interval(), to);
        return error == 0 ? Times.putSpan(timer.remaining(), to + VALUE) : error;
    }

    private static final int SET_BYTES = 8;
    private static final int NEW = -1;

    @Syscall(SyscallNumber.SIGNALFD)
    static long signalfd(long descriptor, @Uva long set, long setBytes) {
        return signalfd4(descriptor, set, setBytes, 0);
    }

    @Syscall(SyscallNumber.SIGNALFD4)
    static long signalfd4(long descriptor, @Uva long set, long setBytes, long flags) {
        if (setBytes != SET_BYTES || (flags & ~OPEN_FLAGS) != 0) {
            return -Errno.EINVAL;
        }
        if (!UserWord.isReadable(set)) {
            return -Errno.EFAULT;
        }
        long wanted = UserWord.get(set);
        if ((int) descriptor == NEW) {
            return Pages.mayGive(1) ? open(new SignalFile(wanted), flags) : -Errno.ENOMEM;
        }
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        long result = file == null ? -Errno.EBADF : -Errno.EINVAL;
        if (file != null && file.vnode() instanceof SignalFile signals) {
            signals.setSignals(wanted);
            result = descriptor;
        }
        files.release(file);
        return result;
    }

    private DescriptorEventCalls() {}
}
