package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.process.Futex;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** {@code futex}, but for the operations that inherit priorities. */
final class FutexCalls {
    private static final int WAIT = 0;
    private static final int WAKE = 1;
    private static final int REQUEUE = 3;
    private static final int CMP_REQUEUE = 4;
    private static final int WAIT_BITSET = 9;
    private static final int WAKE_BITSET = 10;
    private static final int PRIVATE = 128;
    private static final int CLOCK_REALTIME = 256;

    @Syscall(SyscallNumber.FUTEX)
    static long futex(@Uva long word, long operation, long value, @Uva long timeoutOrCount, @Uva long otherWord, long bitsOrExpected) {
        boolean isPrivate = (operation & PRIVATE) != 0;
        int bits = (int) bitsOrExpected;
        int most = (int) value;
        return switch ((int) operation & ~(PRIVATE | CLOCK_REALTIME)) {
            case WAIT -> await(word, isPrivate, most, timeoutOrCount, false, 0, Futex.ANY);
            case WAIT_BITSET -> await(word, isPrivate, most, timeoutOrCount, true,
                    (operation & CLOCK_REALTIME) != 0 ? TimeOfDay.secondsAtReset() : 0, bits);
            case WAKE -> Futex.wake(word, isPrivate, Math.max(1, most), Futex.ANY);
            case WAKE_BITSET -> bits == 0 ? -Errno.EINVAL : Futex.wake(word, isPrivate, Math.max(1, most), bits);
            case REQUEUE -> Futex.requeue(word, isPrivate, most, Futex.ANY, otherWord, (int) timeoutOrCount);
            case CMP_REQUEUE -> compareAndRequeue(word, isPrivate, most, otherWord, (int) timeoutOrCount, bits);
            default -> -Errno.ENOSYS;
        };
    }

    /** The time is a span, or a moment of a clock that began with {@code start} seconds at reset. */
    private static long await(@Uva long word, boolean isPrivate, int value, @Uva long time, boolean isMoment, long start, int bits) {
        long limit = Clock.NEVER;
        if (bits == 0) {
            return -Errno.EINVAL;
        }
        if (time != 0) {
            if (!UserWord.isReadable(time) || !UserWord.isReadable(time + 8)) {
                return -Errno.EFAULT;
            }
            long span = Times.cycles(UserWord.get(time) - start, UserWord.get(time + 8));
            if (span == Times.NO_TIME) {
                return -Errno.EINVAL;
            }
            limit = isMoment ? span : TimeOfDay.cycles() + span;
        }
        int result = Futex.await(word, isPrivate, value, bits, limit);
        return result == -Errno.EINTR && time == 0 ? -Errno.ERESTART : result;
    }

    private static long compareAndRequeue(@Uva long word, boolean isPrivate, int most, @Uva long other, int mostMoved, int expected) {
        if ((word & 3) != 0 || most < 0 || mostMoved < 0) {
            return -Errno.EINVAL;
        }
        if (!UserWord.isReadable(word & -8L)) {
            return -Errno.EFAULT;
        }
        long both = UserWord.get(word & -8L);
        int now = (int) ((word & 4) != 0 ? both : both >> 32);
        return now == expected ? Futex.requeue(word, isPrivate, most, Futex.ANY, other, mostMoved) : -Errno.EAGAIN;
    }

    private FutexCalls() {}
}
