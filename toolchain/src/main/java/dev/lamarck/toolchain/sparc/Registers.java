package dev.lamarck.toolchain.sparc;

/** Register numbers and the sets that the convention of {@code docs/platform.md} makes of them. Numbers from {@link #FIRST_VIRTUAL} on are virtual. */
final class Registers {
    static final int G0 = 0;
    /** Scratch between two instructions, for what an instruction cannot reach; the allocators do not know it. */
    static final int G1 = 1;
    static final int G6 = 6;
    static final int G7 = 7;
    static final int O0 = 8;
    static final int SP = 14;
    static final int O7 = 15;
    static final int L0 = 16;
    static final int I0 = 24;
    static final int FP = 30;
    static final int I7 = 31;
    static final int FIRST_VIRTUAL = 32;

    /** Arguments passed in registers. */
    static final int ARGUMENTS = 6;
    static final int STACK_BIAS = 2047;

    static final long OUT = 0x3F00L;
    static final long LOCAL = 0xFF_0000L;
    static final long IN = 0x3F00_0000L;
    /** {@code %g2}–{@code %g5}. */
    static final long GLOBAL = 0x3CL;
    static final long LEAF_SET = OUT | GLOBAL;
    static final long WINDOW_SET = OUT | GLOBAL | LOCAL | IN;
    /** What a call leaves in no known state: outs with {@code %o7}, all globals but the two reserved. */
    static final long CALL_CLOBBERS = OUT | 1L << O7 | 0x3EL;

    private Registers() {}

    static boolean isVirtual(int register) {
        return register >= FIRST_VIRTUAL;
    }

    /** {@code %o3}, or {@code v17} for a virtual one. */
    static String name(int register) {
        return isVirtual(register) ? "v" + (register - FIRST_VIRTUAL) : "%" + "goli".charAt(register >> 3) + (register & 7);
    }
}
