package dev.lamarck.hardware.gdb;

/** A register window whose place on the stack has not been written: %l0 … %l7, %i0 … %i7, and the address where they belong. */
public record SavedWindow(long address, long[] registers) {
    public static final int REGISTERS = 16;
    static final int BYTES = REGISTERS * Long.BYTES;
}
