package dev.lamarck.toolchain.magic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** An int that several contexts update atomically. The compiler's {@code cas} works on the field {@code value}. */
public final class Cell32 {
    private volatile int value;

    public Cell32(int value) {
        this.value = value;
    }

    public int get() {
        return value;
    }

    public void set(int value) {
        this.value = value;
    }

    /** Stores {@code replacement} if the value is {@code expected}; returns the old value. */
    @Intrinsic
    public int compareAndSwap(int expected, int replacement) {
        return (int) Hosted.VALUE.compareAndExchange(this, expected, replacement);
    }

    /** Returns the old value. */
    public int getAndAdd(int amount) {
        while (true) {
            int old = value;
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
                VALUE = MethodHandles.privateLookupIn(Cell32.class, MethodHandles.lookup()).findVarHandle(Cell32.class, "value", int.class);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
    }
}
