package dev.lamarck.kernel.trap;

/**
 * Sequences of loads and stores that several text blocks share: a window on its stack, and the parts of a
 * {@link TrapFrame}.
 */
final class RegisterSequences {
    /** The current window to its register save area, as the ABI has it: at {@code %sp}, bias added. */
    static final String STORE_WINDOW = """
            stx     %l0, [%sp + 2047 + 0]
            stx     %l1, [%sp + 2047 + 8]
            stx     %l2, [%sp + 2047 + 16]
            stx     %l3, [%sp + 2047 + 24]
            stx     %l4, [%sp + 2047 + 32]
            stx     %l5, [%sp + 2047 + 40]
            stx     %l6, [%sp + 2047 + 48]
            stx     %l7, [%sp + 2047 + 56]
            stx     %i0, [%sp + 2047 + 64]
            stx     %i1, [%sp + 2047 + 72]
            stx     %i2, [%sp + 2047 + 80]
            stx     %i3, [%sp + 2047 + 88]
            stx     %i4, [%sp + 2047 + 96]
            stx     %i5, [%sp + 2047 + 104]
            stx     %i6, [%sp + 2047 + 112]
            stx     %i7, [%sp + 2047 + 120]
            """;

    /** The current window from its register save area. */
    static final String LOAD_WINDOW = """
            ldx     [%sp + 2047 + 0], %l0
            ldx     [%sp + 2047 + 8], %l1
            ldx     [%sp + 2047 + 16], %l2
            ldx     [%sp + 2047 + 24], %l3
            ldx     [%sp + 2047 + 32], %l4
            ldx     [%sp + 2047 + 40], %l5
            ldx     [%sp + 2047 + 48], %l6
            ldx     [%sp + 2047 + 56], %l7
            ldx     [%sp + 2047 + 64], %i0
            ldx     [%sp + 2047 + 72], %i1
            ldx     [%sp + 2047 + 80], %i2
            ldx     [%sp + 2047 + 88], %i3
            ldx     [%sp + 2047 + 96], %i4
            ldx     [%sp + 2047 + 104], %i5
            ldx     [%sp + 2047 + 112], %i6
            ldx     [%sp + 2047 + 120], %i7
            """;

    /** The interrupted context's outs, which are the current window's ins, to the frame at {@code %l0}. */
    static final String STORE_OUTS = """
            stx     %i0, [%l0 + FRAME_O0 + 0]
            stx     %i1, [%l0 + FRAME_O0 + 8]
            stx     %i2, [%l0 + FRAME_O0 + 16]
            stx     %i3, [%l0 + FRAME_O0 + 24]
            stx     %i4, [%l0 + FRAME_O0 + 32]
            stx     %i5, [%l0 + FRAME_O0 + 40]
            stx     %i6, [%l0 + FRAME_O0 + 48]
            stx     %i7, [%l0 + FRAME_O0 + 56]
            """;

    /** All outs but the stack pointer from the frame at {@code %l0}. */
    static final String LOAD_OUTS = """
            ldx     [%l0 + FRAME_O0 + 0], %i0
            ldx     [%l0 + FRAME_O0 + 8], %i1
            ldx     [%l0 + FRAME_O0 + 16], %i2
            ldx     [%l0 + FRAME_O0 + 24], %i3
            ldx     [%l0 + FRAME_O0 + 32], %i4
            ldx     [%l0 + FRAME_O0 + 40], %i5
            ldx     [%l0 + FRAME_O0 + 56], %i7
            """;

    /** The globals that the kernel's code changes, to the frame at {@code %l0}. */
    static final String STORE_GLOBALS = """
            stx     %g1, [%l0 + FRAME_G1 + 0]
            stx     %g2, [%l0 + FRAME_G1 + 8]
            stx     %g3, [%l0 + FRAME_G1 + 16]
            stx     %g4, [%l0 + FRAME_G1 + 24]
            stx     %g5, [%l0 + FRAME_G1 + 32]
            """;

    /** The globals that the kernel's code changes, from the frame at {@code %l0}. */
    static final String LOAD_GLOBALS = """
            ldx     [%l0 + FRAME_G1 + 0], %g1
            ldx     [%l0 + FRAME_G1 + 8], %g2
            ldx     [%l0 + FRAME_G1 + 16], %g3
            ldx     [%l0 + FRAME_G1 + 24], %g4
            ldx     [%l0 + FRAME_G1 + 32], %g5
            """;

    /** PC and NPC of the frame at alternate {@code %g6} to the trap registers of TL 1. */
    static final String LOAD_PCS = """
            ldx     [%g6 + FRAME_PC], %g1
            wrpr    %g1, 0, %tpc
            ldx     [%g6 + FRAME_NPC], %g1
            wrpr    %g1, 0, %tnpc
            """;

    /**
     * TSTATE, in {@code %g1}, PC, NPC, Y, type {@code %g2} and fault address {@code %g3} of TL 1 to the frame at
     * alternate {@code %g6}.
     */
    static final String STORE_STATE = """
            stx     %g1, [%g6 + FRAME_TSTATE]
            rdpr    %tpc, %g1
            stx     %g1, [%g6 + FRAME_PC]
            rdpr    %tnpc, %g1
            stx     %g1, [%g6 + FRAME_NPC]
            rd      %y, %g1
            stx     %g1, [%g6 + FRAME_Y]
            stx     %g2, [%g6 + FRAME_TYPE]
            stx     %g3, [%g6 + FRAME_ADDRESS]
            stx     %g0, [%g6 + FRAME_CALL]
            """;

    private RegisterSequences() {}
}
