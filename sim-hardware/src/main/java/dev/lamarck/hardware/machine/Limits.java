package dev.lamarck.hardware.machine;

/** How far to run, counted from reset: the machine stops before the instruction that would exceed either. */
public record Limits(long instructions, long cycles) {
    public static Limits none() {
        return new Limits(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    public static Limits instructions(long count) {
        return new Limits(count, Long.MAX_VALUE);
    }

    public static Limits cycles(long count) {
        return new Limits(Long.MAX_VALUE, count);
    }
}
