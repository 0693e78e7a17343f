package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.signal.IntervalTimer;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.TimerClock;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** POSIX timers, by any clock. */
final class TimerCalls {
    private static final int TIMER_ABSTIME = 1;

    // struct sigevent
    private static final int EVENT_BYTES = 24;
    private static final int EVENT_SIGNAL = 8;
    private static final int EVENT_NOTIFY = 12;
    private static final int EVENT_THREAD = 16;
    private static final int NOTIFY_SIGNAL = 0;
    private static final int NOTIFY_NOT = 1;
    private static final int NOTIFY_THREAD = 4;

    @Syscall(SyscallNumber.TIMER_CREATE)
    static long timerCreate(long clock, @Uva long event, @Uva long number) {
        TimerClock counted = Clocks.ofTimer((int) clock);
        if (counted == null) {
            return -Errno.EINVAL;
        }
        byte[] structure = new byte[EVENT_BYTES];
        BigEndian.put32(structure, EVENT_SIGNAL, Signal.SIGALRM);
        int error = event == 0 ? 0 : UserMemory.copyIn(event, structure, 0, EVENT_BYTES);
        int signal = signal(structure);
        int thread = BigEndian.get32(structure, EVENT_NOTIFY) == NOTIFY_THREAD ? BigEndian.get32(structure, EVENT_THREAD) : 0;
        long value = BigEndian.get64(structure, 0);
        Kmem.free(structure);
        if (error != 0 || signal < 0) {
            return error != 0 ? error : -Errno.EINVAL;
        }
        int made = IntervalTimer.make(counted, signal, value, thread);
        error = made < 0 ? made : UserMemory.store32(number, made);
        if (made >= 0 && error != 0) {
            timerDelete(made);
        }
        return error;
    }

    /** What the event asks to be sent; 0 for nothing, −1 if it asks for what is not. */
    private static int signal(byte[] event) {
        int signal = BigEndian.get32(event, EVENT_SIGNAL);
        int notify = BigEndian.get32(event, EVENT_NOTIFY);
        Sched.disablePreemption();
        boolean isOwn = notify == NOTIFY_THREAD && Proc.current().findThread(BigEndian.get32(event, EVENT_THREAD)) != null;
        Sched.enablePreemption();
        if (notify == NOTIFY_NOT) {
            return 0;
        }
        return (notify == NOTIFY_SIGNAL || isOwn) && signal > 0 && signal <= Signal.COUNT ? signal : -1;
    }

    // struct itimerspec
    private static final int ITIMERSPEC_BYTES = 32;
    private static final int VALUE = 16;
    private static final int NANOSECONDS = 8;

    @Syscall(SyscallNumber.TIMER_SETTIME)
    static long timerSettime(long number, long flags, @Uva long wanted, @Uva long old) {
        if (IntervalTimer.find((int) number) == null || wanted == 0) {
            return -Errno.EINVAL;
        }
        byte[] times = new byte[ITIMERSPEC_BYTES];
        long error = UserMemory.copyIn(wanted, times, 0, ITIMERSPEC_BYTES);
        long interval = cycles(times, 0);
        long value = cycles(times, VALUE);
        long seconds = BigEndian.get64(times, VALUE);
        long nanoseconds = BigEndian.get64(times, VALUE + NANOSECONDS);
        Kmem.free(times);
        if (error == 0 && (interval < 0 || value < 0)) {
            error = -Errno.EINVAL;
        }
        if (error == 0 && old != 0) {
            error = timerGettime(number, old);
        }
        if (error == 0) {
            boolean isMoment = (flags & TIMER_ABSTIME) != 0;
            Sched.disablePreemption();
            IntervalTimer timer = IntervalTimer.find((int) number);
            if (timer == null) {
                error = -Errno.EINVAL;
            } else {
                long moment = isMoment ? Clocks.moment(timer.clock() == TimerClock.REAL_TIME, seconds, nanoseconds) : timer.now() + value;
                timer.set(value == 0 ? 0 : moment, interval);
            }
            Sched.enablePreemption();
        }
        return error;
    }

    private static long cycles(byte[] times, int at) {
        return Times.cycles(BigEndian.get64(times, at), BigEndian.get64(times, at + NANOSECONDS));
    }

    @Syscall(SyscallNumber.TIMER_GETTIME)
    static long timerGettime(long number, @Uva long to) {
        Sched.disablePreemption();
        IntervalTimer timer = IntervalTimer.find((int) number);
        boolean exists = timer != null;
        long interval = exists ? timer.interval() : 0;
        long remaining = exists ? timer.remaining() : 0;
        Sched.enablePreemption();
        if (!exists) {
            return -Errno.EINVAL;
        }
        byte[] times = new byte[ITIMERSPEC_BYTES];
        put(times, 0, interval);
        put(times, VALUE, remaining);
        int error = UserMemory.copyOut(times, 0, to, ITIMERSPEC_BYTES);
        Kmem.free(times);
        return error;
    }

    private static void put(byte[] times, int at, long cycles) {
        long nanoseconds = TimeOfDay.toNanoseconds(cycles);
        BigEndian.put64(times, at, nanoseconds / Times.NANOSECONDS);
        BigEndian.put64(times, at + NANOSECONDS, nanoseconds % Times.NANOSECONDS);
    }

    @Syscall(SyscallNumber.TIMER_GETOVERRUN)
    static long timerGetoverrun(long number) {
        Sched.disablePreemption();
        IntervalTimer timer = IntervalTimer.find((int) number);
        long overrun = timer == null ? -Errno.EINVAL : timer.overrun();
        Sched.enablePreemption();
        return overrun;
    }

    @Syscall(SyscallNumber.TIMER_DELETE)
    static long timerDelete(long number) {
        Sched.disablePreemption();
        IntervalTimer timer = IntervalTimer.find((int) number);
        if (timer != null) {
            timer.delete();
        }
        Sched.enablePreemption();
        return timer == null ? -Errno.EINVAL : 0;
    }

    private TimerCalls() {}
}
