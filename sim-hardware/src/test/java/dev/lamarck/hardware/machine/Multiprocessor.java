package dev.lamarck.hardware.machine;

/** How programs of {@link BareMachine} for several processors begin, behind a {@link TrapTable}, and end. */
public final class Multiprocessor {
    /** Every processor comes to {@code main}, its number in %g7, how many there are in %g6, its trap table set. */
    public static final String START = """
            start:  ldxa    [%g0] 0x4a, %g7                 ! UPA configuration: whose number
                    srlx    %g7, 17, %g7
                    set     0x2010, %g6
                    ldx     [%g6], %g6
                    brnz    %g7, main
                    mov     1, %g3
                    setx    0x1fe0000a040, %g1, %g2
                    setx    table, %g1, %g5
            1:      cmp     %g3, %g6
                    bge     main
                    sllx    %g3, 3, %g4
                    stxa    %g5, [%g2 + %g4] 0x15
                    ba      1b
                    inc     %g3
            """;

    /** The processor is done; the first one waits for the others, then switches off. */
    public static final String END = """
            done:   setx    arrived, %g1, %g2
            1:      ldx     [%g2], %g3
                    add     %g3, 1, %g4
                    casx    [%g2], %g3, %g4
                    cmp     %g3, %g4
                    bne     1b
                    nop
                    brnz    %g7, 3f
                    nop
            2:      ldx     [%g2], %g3
                    cmp     %g3, %g6
                    bne     2b
                    nop
                    ba,a    finish
            3:      setx    0x1fe00000000, %g1, %g2
            4:      stxa    %g0, [%g2 + 0x10] %asi          ! nobody will wake it
                    ba,a    4b
                    .align  64
            arrived: .xword 0
            """;

    private Multiprocessor() {}
}
