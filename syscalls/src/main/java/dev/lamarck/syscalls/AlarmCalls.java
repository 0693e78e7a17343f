package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Alarms;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** The interval timers: of real time, of the time in user mode, of all the time used. */
final class AlarmCalls {
    private static final int REAL = 0;
    private static final int VIRTUAL = 1;
    private static final int PROFILE = 2;
    private static final int ITIMERVAL_BYTES = 32;
    private static final int VALUE = 16;
    private static final int MICROSECONDS = 8;
    private static final int MICROSECONDS_A_SECOND = 1_000_000;

    @Syscall(SyscallNumber.SETITIMER)
    static long setitimer(long which, @Uva long wanted, @Uva long old) {
        if (which < REAL || which > PROFILE) {
            return -Errno.EINVAL;
        }
        byte[] timer = new byte[ITIMERVAL_BYTES];
        int error = UserMemory.copyIn(wanted, timer, 0, ITIMERVAL_BYTES);
        long interval = cycles(timer, 0);
        long value = cycles(timer, VALUE);
        Kmem.free(timer);
        if (error == 0 && (interval < 0 || value < 0)) {
            error = -Errno.EINVAL;
        }
        if (error == 0 && old != 0) {
            error = put((int) which, old);
        }
        if (error == 0) {
            switch ((int) which) {
                case REAL -> Alarms.set(value, interval);
                case VIRTUAL -> Alarms.setVirtual(value, interval);
                default -> Alarms.setProfile(value, interval);
            }
        }
        return error;
    }

    @Syscall(SyscallNumber.GETITIMER)
    static long getitimer(long which, @Uva long to) {
        return which < REAL || which > PROFILE ? -Errno.EINVAL : put((int) which, to);
    }

    /** The seconds that were left of the alarm before, rounded up. */
    @Syscall(SyscallNumber.ALARM)
    static long alarm(long seconds) {
        long left = TimeOfDay.toNanoseconds(Alarms.remaining());
        Alarms.set(TimeOfDay.toCycles((seconds & 0xFFFF_FFFFL) * Times.NANOSECONDS), 0);
        return (left + Times.NANOSECONDS - 1) / Times.NANOSECONDS;
    }

    /** A {@code struct timeval} in cycles; −1 if it is none. */
    private static long cycles(byte[] timer, int at) {
        long seconds = BigEndian.get64(timer, at);
        int microseconds = BigEndian.get32(timer, at + MICROSECONDS);
        if (seconds < 0 || seconds > Integer.MAX_VALUE || microseconds < 0 || microseconds >= MICROSECONDS_A_SECOND) {
            return -1;
        }
        return TimeOfDay.toCycles(seconds * Times.NANOSECONDS + microseconds * Times.NANOSECONDS_A_MICROSECOND);
    }

    private static int put(int which, @Uva long to) {
        Proc self = Proc.current();
        byte[] timer = new byte[ITIMERVAL_BYTES];
        switch (which) {
            case REAL -> putTimes(timer, Alarms.remaining(), self.alarmInterval);
            case VIRTUAL -> putTimes(timer, self.virtualLeft, self.virtualInterval);
            default -> putTimes(timer, self.profileLeft, self.profileInterval);
        }
        int error = UserMemory.copyOut(timer, 0, to, ITIMERVAL_BYTES);
        Kmem.free(timer);
        return error;
    }

    private static void putTimes(byte[] timer, long value, long interval) {
        putTime(timer, 0, interval);
        putTime(timer, VALUE, value);
    }

    private static void putTime(byte[] timer, int at, long cycles) {
        long nanoseconds = TimeOfDay.toNanoseconds(cycles);
        BigEndian.put64(timer, at, nanoseconds / Times.NANOSECONDS);
        BigEndian.put32(timer, at + MICROSECONDS, (int) (nanoseconds % Times.NANOSECONDS / Times.NANOSECONDS_A_MICROSECOND));
    }

    private AlarmCalls() {}
}
