package dev.lamarck.kernel.driver;

/** Time as people count it: the moment of reset plus the cycles since. */
public final class TimeOfDay {
    private static final int NOW = 0x10;
    public static final long NANOSECONDS = 1_000_000_000;

    private static long secondsAtReset;
    private static long hertz = 1;
    private static long latest;
    /** {@link #stamp}'s last answer, and to which cycle. */
    private static long stamped;
    private static long stampedAt;

    /** @param cyclesASecond the processor's clock */
    public static void start(long resetSeconds, long cyclesASecond) {
        secondsAtReset = resetSeconds;
        hertz = cyclesASecond;
        latest = 0;
        stampedAt = -cyclesASecond;
    }

    /** Seconds since 1970. */
    public static long seconds() {
        return secondsAtReset + cycles() / hertz;
    }

    /** Nanoseconds since 1970 for what happens to a file, at most 1/128 of a second old: a division for each would cost more than it tells. */
    public static long stamp() {
        long now = cycles();
        if (now - stampedAt >= hertz >> 7) {
            stamped = secondsAtReset * NANOSECONDS + toNanoseconds(now);
            stampedAt = now;
        }
        return stamped;
    }

    /** The second that a moment in nanoseconds, perhaps before 1970, is in. */
    public static long wholeSeconds(long nanoseconds) {
        return (nanoseconds < 0 ? nanoseconds - (NANOSECONDS - 1) : nanoseconds) / NANOSECONDS;
    }

    /** Since reset. */
    public static long nanoseconds() {
        return toNanoseconds(cycles());
    }

    public static long secondsAtReset() {
        return secondsAtReset;
    }

    /** Since reset; never less than before, though processors' clocks differ a little. */
    public static long cycles() {
        latest = Math.max(latest, Devices.read(Devices.TIMER, NOW));
        return latest;
    }

    public static long toNanoseconds(long cycles) {
        return cycles / hertz * NANOSECONDS + cycles % hertz * NANOSECONDS / hertz;
    }

    /** Cycles that are at least so long. */
    public static long toCycles(long nanoseconds) {
        return nanoseconds / NANOSECONDS * hertz + (nanoseconds % NANOSECONDS * hertz + NANOSECONDS - 1) / NANOSECONDS;
    }

    private TimeOfDay() {}
}
