package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.ThreadSignals;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Clocks and sleeping. All clocks are the machine's cycle counter; real time begins at the configured date. */
final class TimeCalls {
    private static final int TIMER_ABSTIME = 1;
    private static final long NANOSECONDS_A_TICK = 10_000_000;

    @Syscall(SyscallNumber.CLOCK_GETTIME)
    static long clockGettime(long clock, @Uva long to) {
        if (!Clocks.exists((int) clock)) {
            return -Errno.EINVAL;
        }
        long nanoseconds = TimeOfDay.toNanoseconds(Clocks.cycles((int) clock));
        long start = Clocks.isRealTime((int) clock) ? TimeOfDay.secondsAtReset() : 0;
        return Times.putTimespec(start + nanoseconds / Times.NANOSECONDS, nanoseconds % Times.NANOSECONDS, to);
    }

    /** A cycle is a few nanoseconds; one is claimed. */
    @Syscall(SyscallNumber.CLOCK_GETRES)
    static long clockGetres(long clock, @Uva long to) {
        if (!Clocks.exists((int) clock)) {
            return -Errno.EINVAL;
        }
        return to == 0 ? 0 : Times.putTimespec(0, 1, to);
    }

    @Syscall(SyscallNumber.GETTIMEOFDAY)
    static long gettimeofday(@Uva long to) {
        long nanoseconds = TimeOfDay.nanoseconds();
        long microseconds = nanoseconds % Times.NANOSECONDS / Times.NANOSECONDS_A_MICROSECOND;
        return to == 0 ? 0 : Times.putTimeval(TimeOfDay.secondsAtReset() + nanoseconds / Times.NANOSECONDS, microseconds, to);
    }

    @Syscall(SyscallNumber.NANOSLEEP)
    static long nanosleep(@Uva long wanted, @Uva long remaining) {
        return clockNanosleep(Clocks.MONOTONIC, 0, wanted, remaining);
    }

    @Syscall(SyscallNumber.CLOCK_NANOSLEEP)
    static long clockNanosleep(long clock, long flags, @Uva long wanted, @Uva long remaining) {
        if (!Clocks.exists((int) clock) || Clocks.isCpu((int) clock)) {
            return -Errno.EINVAL;
        }
        if (!UserWord.isReadable(wanted) || !UserWord.isReadable(wanted + 8)) {
            return -Errno.EFAULT;
        }
        long seconds = UserWord.get(wanted);
        long nanoseconds = UserWord.get(wanted + 8);
        if (seconds < 0 || nanoseconds < 0 || nanoseconds >= Times.NANOSECONDS) {
            return -Errno.EINVAL;
        }
        boolean absolute = (flags & TIMER_ABSTIME) != 0;
        ThreadSignals self = KThread.current().signals;
        long wake = self.begin(absolute ? Clocks.moment(Clocks.isRealTime((int) clock), seconds, nanoseconds) : Clock.after(Times.cycles(seconds, nanoseconds)));
        if (Clock.sleepUntil(wake) == 0) {
            return 0;
        }
        long left = TimeOfDay.toNanoseconds(Math.max(0, wake - TimeOfDay.cycles()));
        boolean failed = !absolute && remaining != 0
                && Times.putTimespec(left / Times.NANOSECONDS, left % Times.NANOSECONDS, remaining) != 0;
        return failed ? -Errno.EFAULT : self.interrupt(wake);
    }

    // struct tms
    private static final int TMS_BYTES = 32;
    private static final int TMS_CHILDREN = 16;

    /** In ticks of 10 ms; all time counts as the user's. */
    @Syscall(SyscallNumber.TIMES)
    static long times(@Uva long to) {
        if (to != 0) {
            byte[] times = new byte[TMS_BYTES];
            BigEndian.put64(times, 0, ticks(usedCycles(true)));
            BigEndian.put64(times, TMS_CHILDREN, ticks(Proc.current().childrenCycles));
            int error = UserMemory.copyOut(times, 0, to, TMS_BYTES);
            Kmem.free(times);
            if (error != 0) {
                return error;
            }
        }
        return ticks(TimeOfDay.cycles());
    }

    private static final int RUSAGE_SELF = 0;
    private static final int RUSAGE_CHILDREN = -1;
    private static final int RUSAGE_THREAD = 1;

    @Syscall(SyscallNumber.GETRUSAGE)
    static long getrusage(long who, @Uva long to) {
        if (who < RUSAGE_CHILDREN || who > RUSAGE_THREAD) {
            return -Errno.EINVAL;
        }
        return Times.putUsage((int) who == RUSAGE_CHILDREN ? Proc.current().childrenCycles : usedCycles((int) who == RUSAGE_SELF), to);
    }

    private static long ticks(long cycles) {
        return TimeOfDay.toNanoseconds(cycles) / NANOSECONDS_A_TICK;
    }

    private static long usedCycles(boolean ofAllThreads) {
        return ofAllThreads ? Proc.current().cycles() : KThread.current().usedCycles();
    }

    private TimeCalls() {}
}
