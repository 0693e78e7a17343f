package dev.lamarck.syscalls;

import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.toolchain.magic.Uva;

/** Times in the interface's structures. */
final class Times {
    static final long NANOSECONDS = 1_000_000_000;
    /** In {@code struct timeval} the microseconds are 32 bits on this architecture. */
    private static final int TIME_BYTES = 16;
    private static final int FRACTION = 8;
    private static final int USAGE_BYTES = 144;
    static final long NANOSECONDS_A_MICROSECOND = 1000;

    /** What {@link #cycles} returns for what is no time. */
    static final long NO_TIME = -1;

    /** A time in cycles, as far as they can be counted. */
    static long cycles(long seconds, long nanoseconds) {
        if (seconds < 0 || nanoseconds < 0 || nanoseconds >= NANOSECONDS) {
            return NO_TIME;
        }
        return TimeOfDay.toCycles(Math.min(seconds, Integer.MAX_VALUE) * NANOSECONDS + nanoseconds);
    }

    /** Fills a {@code struct timespec}. @return 0 or −EFAULT */
    static long putTimespec(long seconds, long nanoseconds, @Uva long to) {
        byte[] time = new byte[TIME_BYTES];
        BigEndian.put64(time, 0, seconds);
        BigEndian.put64(time, FRACTION, nanoseconds);
        int error = UserMemory.copyOut(time, 0, to, TIME_BYTES);
        Kmem.free(time);
        return error;
    }

    /** Fills a {@code struct timespec} with a span in cycles. @return 0 or −EFAULT */
    static long putSpan(long cycles, @Uva long to) {
        long nanoseconds = TimeOfDay.toNanoseconds(cycles);
        return putTimespec(nanoseconds / NANOSECONDS, nanoseconds % NANOSECONDS, to);
    }

    /** Fills a {@code struct timeval}. @return 0 or −EFAULT */
    static long putTimeval(long seconds, long microseconds, @Uva long to) {
        byte[] time = new byte[TIME_BYTES];
        BigEndian.put64(time, 0, seconds);
        BigEndian.put32(time, FRACTION, (int) microseconds);
        int error = UserMemory.copyOut(time, 0, to, TIME_BYTES);
        Kmem.free(time);
        return error;
    }

    /** Fills a {@code struct rusage} with the one thing known: the time used, counted as the user's. @return 0 or −EFAULT */
    static long putUsage(long cycles, @Uva long to) {
        long nanoseconds = TimeOfDay.toNanoseconds(cycles);
        byte[] usage = new byte[USAGE_BYTES];
        BigEndian.put64(usage, 0, nanoseconds / NANOSECONDS);
        BigEndian.put32(usage, FRACTION, (int) (nanoseconds % NANOSECONDS / NANOSECONDS_A_MICROSECOND));
        int error = UserMemory.copyOut(usage, 0, to, USAGE_BYTES);
        Kmem.free(usage);
        return error;
    }

    private Times() {}
}
