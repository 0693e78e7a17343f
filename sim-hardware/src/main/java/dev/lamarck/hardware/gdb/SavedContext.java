package dev.lamarck.hardware.gdb;

/**
 * Where a thread goes on that is not running. Its other registers are gone, or on its stack.
 *
 * @param stack {@code %sp}, with its bias, below which nothing of the thread's is
 * @param ins   {@code %l0 … %l7, %i0 … %i7}
 */
public record SavedContext(long pc, long stack, long[] ins) {}
