package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Futex;
import dev.lamarck.kernel.process.InheritingFutex;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** {@code futex}, and the lists of robust futexes. */
final class FutexCalls {
    private static final int WAIT = 0;
    private static final int WAKE = 1;
    private static final int REQUEUE = 3;
    private static final int CMP_REQUEUE = 4;
    private static final int WAKE_OP = 5;
    private static final int LOCK_PI = 6;
    private static final int UNLOCK_PI = 7;
    private static final int TRYLOCK_PI = 8;
    private static final int LOCK_PI2 = 13;
    private static final int WAIT_BITSET = 9;
    private static final int WAKE_BITSET = 10;
    private static final int PRIVATE = 128;
    private static final int CLOCK_REALTIME = 256;

    @Syscall(SyscallNumber.FUTEX)
    static long futex(@Uva long word, long operation, long value, @Uva long timeoutOrCount, @Uva long otherWord, long bitsOrExpected) {
        boolean isPrivate = (operation & PRIVATE) != 0;
        if ((word & Integer.BYTES - 1) != 0) {
            return -Errno.EINVAL;
        }
        int bits = (int) bitsOrExpected;
        int most = (int) value;
        return switch ((int) operation & ~(PRIVATE | CLOCK_REALTIME)) {
            case WAIT -> await(word, isPrivate, most, timeoutOrCount, false, 0, Futex.ANY);
            case WAIT_BITSET -> await(word, isPrivate, most, timeoutOrCount, true,
                    start(operation), bits);
            case WAKE -> Futex.wake(word, isPrivate, Math.max(1, most), Futex.ANY);
            case WAKE_BITSET -> bits == 0 ? -Errno.EINVAL : Futex.wake(word, isPrivate, Math.max(1, most), bits);
            case REQUEUE -> requeue(word, isPrivate, most, otherWord, (int) timeoutOrCount, false, 0);
            case CMP_REQUEUE -> requeue(word, isPrivate, most, otherWord, (int) timeoutOrCount, true, bits);
            case WAKE_OP -> Futex.wakeAfter(word, isPrivate, Math.max(1, most), otherWord, Math.max(1, (int) timeoutOrCount), bits);
            case LOCK_PI -> lock(word, isPrivate, timeoutOrCount, TimeOfDay.secondsAtReset());
            case LOCK_PI2 -> lock(word, isPrivate, timeoutOrCount, start(operation));
            case TRYLOCK_PI -> InheritingFutex.lock(word, isPrivate, 0);
            case UNLOCK_PI -> InheritingFutex.unlock(word, isPrivate);
            default -> -Errno.ENOSYS;
        };
    }

    /** When the clock of a time-out began, in seconds before reset. */
    private static long start(long operation) {
        return (operation & CLOCK_REALTIME) != 0 ? TimeOfDay.secondsAtReset() : 0;
    }

    private static long lock(@Uva long word, boolean isPrivate, @Uva long time, long start) {
        long limit = limit(time, true, start);
        return limit < 0 ? limit : InheritingFutex.lock(word, isPrivate, limit);
    }

    /** The time is a span, or a moment of a clock that began with {@code start} seconds at reset. */
    private static long await(@Uva long word, boolean isPrivate, int value, @Uva long time, boolean isMoment, long start, int bits) {
        long limit = bits == 0 ? -Errno.EINVAL : limit(time, isMoment, start);
        if (limit < 0) {
            return limit;
        }
        limit = time == 0 ? limit : KThread.current().signals.begin(limit);
        int result = Futex.await(word, isPrivate, value, bits, limit);
        return result != -Errno.EINTR ? result : time == 0 ? -Errno.ERESTART : KThread.current().signals.interrupt(limit);
    }

    /** The end of a wait in cycles since reset, {@link Clock#NEVER} if no time is given; −EFAULT, −EINVAL. */
    private static long limit(@Uva long time, boolean isMoment, long start) {
        if (time == 0) {
            return Clock.NEVER;
        }
        if (!UserWord.isReadable(time) || !UserWord.isReadable(time + 8)) {
            return -Errno.EFAULT;
        }
        long seconds = UserWord.get(time);
        long span = Times.cycles(seconds < 0 ? seconds : Math.max(0, seconds - start), UserWord.get(time + 8));
        return span == Times.NO_TIME ? -Errno.EINVAL : isMoment ? Math.max(1, span) : TimeOfDay.cycles() + span;
    }

    private static long requeue(@Uva long word, boolean isPrivate, int most, @Uva long other, int mostMoved, boolean compares, int expected) {
        return most < 0 || mostMoved < 0 ? -Errno.EINVAL : Futex.requeue(word, isPrivate, most, other, mostMoved, compares, expected);
    }

    private static final int ROBUST_HEAD_BYTES = 24;

    @Syscall(SyscallNumber.SET_ROBUST_LIST)
    static long setRobustList(@Uva long head, long bytes) {
        if (bytes != ROBUST_HEAD_BYTES) {
            return -Errno.EINVAL;
        }
        KThread.current().robustList = head;
        return 0;
    }

    @Syscall(SyscallNumber.GET_ROBUST_LIST)
    static long getRobustList(long number, @Uva long head, @Uva long bytes) {
        Sched.disablePreemption();
        KThread thread = (int) number == 0 ? KThread.current() : Proc.anyThread((int) number);
        long list = thread == null ? 0 : thread.robustList;
        Sched.enablePreemption();
        if (thread == null) {
            return -Errno.ESRCH;
        }
        int error = UserMemory.store64(head, list);
        return error == 0 ? UserMemory.store64(bytes, ROBUST_HEAD_BYTES) : error;
    }

    private FutexCalls() {}
}
