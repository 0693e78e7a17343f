package dev.lamarck.hardware.device;

/** Bytes that reach the guest's terminal at a cycle. */
public record Typed(long cycle, byte[] keys) {
    /** No keys. */
    public static final byte[] NOTHING = {};
}
