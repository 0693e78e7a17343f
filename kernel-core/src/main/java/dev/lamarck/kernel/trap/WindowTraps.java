package dev.lamarck.kernel.trap;

/**
 * Register-window spills and fills, at TL 1 with the window in question current. In the kernel (WSTATE 0) they use
 * the kernel's stack. In user mode (WSTATE 1) they use the user's, as if by the user; a fault there comes at TL 2 and
 * leads to {@link NestedTraps}. User windows that are in the way of the kernel (the "other" ones) go to the window
 * buffer of the thread, alternate {@code %g7}, and the buffer cannot fault.
 */
final class WindowTraps {
    static final String SPILL_KERNEL = RegisterSequences.STORE_WINDOW + """
            saved
            retry
            .align  128
            """;

    static final String FILL_KERNEL = RegisterSequences.LOAD_WINDOW + """
            restored
            retry
            .align  128
            """;

    /**
     * By ASI 0x10, as if user, primary context. An ASI in the instruction leaves room for register + register
     * addressing only.
     */
    static final String SPILL_USER = """
            add     %sp, 2047, %g1
            mov     8, %g2
            mov     16, %g3
            mov     24, %g4
            stxa    %l0, [%g1 + %g0] 0x10
            stxa    %l1, [%g1 + %g2] 0x10
            stxa    %l2, [%g1 + %g3] 0x10
            stxa    %l3, [%g1 + %g4] 0x10
            add     %g1, 32, %g1
            stxa    %l4, [%g1 + %g0] 0x10
            stxa    %l5, [%g1 + %g2] 0x10
            stxa    %l6, [%g1 + %g3] 0x10
            stxa    %l7, [%g1 + %g4] 0x10
            add     %g1, 32, %g1
            stxa    %i0, [%g1 + %g0] 0x10
            stxa    %i1, [%g1 + %g2] 0x10
            stxa    %i2, [%g1 + %g3] 0x10
            stxa    %i3, [%g1 + %g4] 0x10
            add     %g1, 32, %g1
            stxa    %i4, [%g1 + %g0] 0x10
            stxa    %i5, [%g1 + %g2] 0x10
            stxa    %i6, [%g1 + %g3] 0x10
            stxa    %i7, [%g1 + %g4] 0x10
            saved
            retry
            .align  128
            """;

    static final String FILL_USER = """
            add     %sp, 2047, %g1
            mov     8, %g2
            mov     16, %g3
            mov     24, %g4
            ldxa    [%g1 + %g0] 0x10, %l0
            ldxa    [%g1 + %g2] 0x10, %l1
            ldxa    [%g1 + %g3] 0x10, %l2
            ldxa    [%g1 + %g4] 0x10, %l3
            add     %g1, 32, %g1
            ldxa    [%g1 + %g0] 0x10, %l4
            ldxa    [%g1 + %g2] 0x10, %l5
            ldxa    [%g1 + %g3] 0x10, %l6
            ldxa    [%g1 + %g4] 0x10, %l7
            add     %g1, 32, %g1
            ldxa    [%g1 + %g0] 0x10, %i0
            ldxa    [%g1 + %g2] 0x10, %i1
            ldxa    [%g1 + %g3] 0x10, %i2
            ldxa    [%g1 + %g4] 0x10, %i3
            add     %g1, 32, %g1
            ldxa    [%g1 + %g0] 0x10, %i4
            ldxa    [%g1 + %g2] 0x10, %i5
            ldxa    [%g1 + %g3] 0x10, %i6
            ldxa    [%g1 + %g4] 0x10, %i7
            restored
            retry
            .align  128
            """;

    /** Uses alternate %g5 only: an entry in progress holds the others. */
    static final String SPILL_OTHER = "WINDOW_NEXT = " + ThreadContext.WINDOW_NEXT + "\n"
            + "WINDOW_BYTES = " + UserWindows.ENTRY_BYTES + "\n" + """
            ldx     [%g7 + WINDOW_NEXT], %g5
            stx     %l0, [%g5 + 0]
            stx     %l1, [%g5 + 8]
            stx     %l2, [%g5 + 16]
            stx     %l3, [%g5 + 24]
            stx     %l4, [%g5 + 32]
            stx     %l5, [%g5 + 40]
            stx     %l6, [%g5 + 48]
            stx     %l7, [%g5 + 56]
            stx     %i0, [%g5 + 64]
            stx     %i1, [%g5 + 72]
            stx     %i2, [%g5 + 80]
            stx     %i3, [%g5 + 88]
            stx     %i4, [%g5 + 96]
            stx     %i5, [%g5 + 104]
            stx     %i6, [%g5 + 112]
            stx     %i7, [%g5 + 120]
            stx     %sp, [%g5 + 128]
            add     %g5, WINDOW_BYTES, %g5
            stx     %g5, [%g7 + WINDOW_NEXT]
            saved
            retry
            .align  128
            """;

    private WindowTraps() {}
}
