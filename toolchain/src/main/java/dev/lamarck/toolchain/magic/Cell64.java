package dev.lamarck.toolchain.magic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A long that several contexts update atomically. The compiler's {@code casx} works on the field {@code value}. */
public final class Cell64 {
    private volatile long value;

    public Cell64(long value) {
        this.value = value;
    }

    public long get() {
        return value;
    }

    public void set(long value) {
        this.value = value;
    }

    /** Stores {@code replacement} if the value is {@code expected}; returns the old value. */
    @Intrinsic
    public long compareAndSwap(long expected, long replacement) {
        return (long) Hosted.VALUE.compareAndExchange(this, expected, replacement);
    }

    /** Returns the old value. */
    public long getAndAdd(long amount) {
        while (true) {
            long old = value;
            if (compareAndSwap(old, old + amount) == old) {
                return old;
            }
        }
    }

    /** Apart from the cell, so that the image never holds a VarHandle. */
    private static final class Hosted {
        static final VarHandle VALUE;

        static {
            try {
                VALUE = MethodHandles.privateLookupIn(Cell64.class, MethodHandles.lookup()).findVarHandle(Cell64.class, "value", long.class);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
    }
}
