package dev.lamarck.hardware.isa.code;

/**
 * Sets of registers as bits of a {@code long}: 0..31 are %g0..%g7, %o0..%o7, %l0..%l7, %i0..%i7 of the current window; above
 * them everything else that an instruction reads or writes, coarser where patches never need to know more. %g0 is never a
 * member: reading it depends on nothing, and writing it changes nothing.
 */
public final class RegisterSet {
    public static final int O0 = 8;
    public static final int O6_STACK_POINTER = 14;
    public static final int O7 = 15;
    public static final int I6_FRAME_POINTER = 30;
    public static final int I7 = 31;

    public static final long INTEGER = 0xffff_fffeL;
    public static final long GLOBALS = 0x0000_00feL;
    public static final long OUTS = 0x0000_ff00L;
    public static final long LOCALS = 0x00ff_0000L;
    public static final long INS = 0xff00_0000L;

    /** %icc and %xcc. */
    public static final long CCR = 1L << 32;
    /** %fcc0 to %fcc3. */
    public static final long FCC = 1L << 33;
    public static final long Y = 1L << 34;
    public static final long ASI = 1L << 35;
    /** All floating-point registers. */
    public static final long FP = 1L << 36;
    /** Reads or writes of memory, and its ordering. */
    public static final long MEMORY = 1L << 37;
    /** Every other state: %fprs, %gsr, %fsr, counters, privileged and ancillary registers. */
    public static final long STATE = 1L << 38;

    private RegisterSet() {}

    /** The set of this one integer register; empty for %g0. */
    public static long of(int register) {
        return 1L << register & INTEGER;
    }
}
