package dev.lamarck.toolchain.magic;

/** Compare-and-swap on raw addresses ({@code casa}, {@code casxa}). Each returns the old value. */
public final class Atomic {
    @Intrinsic
    public static int compareAndSwap32(long va, int expected, int replacement) {
        return HostedMachine.current().compareAndSwap32(va, expected, replacement);
    }

    @Intrinsic
    public static long compareAndSwap64(long va, long expected, long replacement) {
        return HostedMachine.current().compareAndSwap64(va, expected, replacement);
    }

    private Atomic() {}
}
