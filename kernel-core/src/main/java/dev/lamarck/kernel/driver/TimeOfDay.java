package dev.lamarck.kernel.driver;

/** Time as people count it: the moment of reset plus the cycles since. */
public final class TimeOfDay {
    private static final int NOW = 0x10;
    private static final long NANOSECONDS = 1_000_000_000;

    private static long secondsAtReset;
    private static long hertz = 1;
    private static long latest;

    /** @param cyclesASecond the processor's clock */
    public static void start(long resetSeconds, long cyclesASecond) {
        secondsAtReset = resetSeconds;
        hertz = cyclesASecond;
        latest = 0;
    }

    /** Seconds since 1970. */
    public static long seconds() {
        return secondsAtReset + cycles() / hertz;
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
