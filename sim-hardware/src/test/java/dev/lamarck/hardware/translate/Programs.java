package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.machine.Multiprocessor;
import dev.lamarck.hardware.machine.TrapTable;

/** What the engines are compared by, and other ways of stopping in the middle tried with. */
public final class Programs {
    /** Misses in all caches, mispredictions, annulled slots, long latencies, calls, windows. */
    public static final String MIXTURE = """
                    setx data, %g1, %l0
                    mov 60, %l1
            loop:   sllx %l1, 9, %o0
                    ldx [%l0 + %o0], %o1
                    add %o1, %l1, %o1
                    stx %o1, [%l0 + %o0]
                    andcc %l1, 5, %g0
                    be,a skip
                    mulx %o1, 3, %o1
                    udivx %o1, 7, %o2
            skip:   call leaf
                    add %o2, 1, %o0
                    save %sp, -176, %sp
                    ldx [%l0], %i1
                    restore %g0, %g0, %g0
                    ba,a next
                    add %l1, 100, %l1
            next:   subcc %l1, 1, %l1
                    bne,pt %xcc, loop
                    sdivx %o2, 3, %o3
                    ba,a finish
                    nop
                    .align 32
            leaf:   brz,a %o0, back
                    sub %o0, 1, %o0
                    xor %o0, %l1, %o0
            back:   retl
                    sub %o0, %o1, %o2
                    .align 8192
            data:   .skip 65536
            """;

    /** A table of jumps: cases that are met later and later, one of them with a call. */
    static final String TABLE = """
                    set     3000, %l7
                    setx    case0, %g1, %l0
                    mov     1, %l1
            loop:   sllx    %l1, 3, %o0
                    xor     %l1, %o0, %l1
                    srlx    %l1, 5, %o0
                    xor     %l1, %o0, %l1
                    and     %l1, 7, %o0
                    subcc   %l7, 2500, %g0
                    movg    %xcc, 0, %o0                    ! at first only one
                    subcc   %l7, 1500, %g0
                    bleu    %xcc, many
                    nop
                    and     %o0, 3, %o0                     ! then four
            many:   sllx    %o0, 5, %o0
                    add     %l0, %o0, %o1
                    jmp     %o1
                    add     %o5, %o0, %o5
                    .align  32
            case0:  ba      next
                    add     %o5, 1, %o5
                    .align  32
                    sllx    %o5, 1, %o5
                    ba,a    next
                    .align  32
                    call    leaf
                    nop
                    ba,a    next
                    .align  32
                    xor     %o5, %l7, %o5
                    ba      next
                    subcc   %l7, %o0, %g0
                    .align  32
                    srlx    %o5, 3, %o5
                    ba,a    next
                    .align  32
                    sub     %o5, %l1, %o5
                    ba,a    next
                    .align  32
                    ldx     [%l0 + %o0], %o2
                    ba      next
                    add     %o5, %o2, %o5
                    .align  32
                    mulx    %o5, 3, %o5
            next:   subcc   %l7, 1, %l7
                    bne,pt  %xcc, loop
                    nop
                    ba,a    finish
            leaf:   retl
                    xor     %o5, %o7, %o5
            """;

    /** Accesses in the sub-block of the last one or the next, with and without others between that take their place in the D-cache; of doubles near others too. */
    static final String SUB_BLOCKS = new TrapTable().text() + """
            start:  set     600, %l7
                    setx    data, %g1, %l0
                    wr      %g0, 4, %fprs
                    wrpr    %g0, 0x14, %pstate
                    set     0x1ff8, %l2
                    mov     1, %l1
            loop:   sllx    %l1, 13, %o0
                    xor     %l1, %o0, %l1
                    srlx    %l1, 7, %o0
                    xor     %l1, %o0, %l1
                    sllx    %l1, 17, %o0
                    xor     %l1, %o0, %l1
                    and     %l1, 0x3c, %o0
                    srlx    %l1, 20, %o1
                    and     %o1, 3, %o1
                    sllx    %o1, 14, %o1                    ! the same place of a cache of 16 KB
                    add     %l0, %o0, %o0
                    add     %o0, %o1, %o1
                    stw     %l1, [%o0]
                    stw     %l7, [%o0 + 4]
                    lduw    [%o1 + 4], %o2
                    stw     %o2, [%o0 + 8]
                    sth     %o2, [%o0 + 10]
                    stb     %l7, [%o0 + 9]
                    sth     %l7, [%o0 + 12]
                    lduw    [%o0], %o3
                    lduw    [%o0 + 8], %o4
                    andcc   %l1, 0x100, %g0
                    be      apart
                    ldub    [%o0 + 11], %o5
                    lduw    [%o1], %o5
                    stw     %o5, [%o0 + 16]
            apart:  stw     %o5, [%o0 + 20]
                    lduw    [%o0 + 12], %o2
                    lduh    [%o0 + 14], %g2
                    lduw    [%o1 + 8], %g3
                    lduw    [%o0 + 4], %g4
                    add     %o3, %o4, %o3
                    add     %g2, %g3, %g2
                    xor     %o3, %g2, %o3
                    xor     %o3, %g4, %o3
                    xor     %o3, %o2, %o3
                    and     %o1, -8, %g1
                    stxa    %o3, [%g1] 0x80
                    mov     8, %g2
                    stxa    %o4, [%g1 + %g2] 0x80
                    ldxa    [%g1 + %l2] 0x80, %g3
                    mov     16, %g4
                    stxa    %g3, [%g1 + %g4] 0x80
                    ldxa    [%g1] 0x80, %g3
                    ldxa    [%g1 + %g2] 0x80, %g4
                    add     %g3, %g4, %g3
                    std     %f0, [%g1]
                    ldd     [%g1 + 8], %f2
                    ldx     [%g1 + 16], %g4
                    ldd     [%g1 + 24], %f4
                    ld      [%g1 + 28], %f0
                    stx     %g3, [%g1 + 8]
                    std     %f2, [%g1 + 16]
                    st      %f5, [%g1 + 24]
                    stx     %g4, [%g1 + 32]
                    subcc   %l7, 1, %l7
                    bne,pt  %xcc, loop
                    add     %l1, %g4, %l1
                    ba,a    finish
                    nop
                    .align  8192
            data:   .skip   65536
            """;

    /** Accesses near others of fewer bytes, some of which are not aligned as they have to be. */
    static final String UNALIGNED = new TrapTable().on(0x34, "add %l5, 1, %l5\ndone\n").text() + """
            start:  set     300, %l7
                    setx    data, %g1, %l0
            loop:   and     %l7, 14, %o0
                    add     %l0, %o0, %o0
                    lduh    [%o0], %o1
                    lduw    [%o0 + 8], %o2
                    add     %o1, %o2, %o1
                    ldx     [%o0 + 16], %o3
                    xor     %o1, %o3, %o1
                    sth     %o1, [%o0 + 2]
                    stx     %l5, [%o0 + 8]
                    stw     %l7, [%o0 + 20]
                    subcc   %l7, 1, %l7
                    bne,pt  %xcc, loop
                    ldx     [%o0 + 24], %o4
                    ba,a    finish
                    nop
                    .align  8192
            data:   .skip   8192
            """;

    /** Counts timer interrupts, of which the first comes after 301 cycles. */
    private static final String TICKING = TrapTable.withWindows().on(0x4a, """
            sethi   %hi(ticks), %g1
            or      %g1, %lo(ticks), %g1
            ldx     [%g1], %g2
            add     %g2, 1, %g2
            stx     %g2, [%g1]
            ldx     [%g1 + 8], %g3
            mov     2, %g4
            stxa    %g4, [%g3 + 0x18] %asi
            retry
            """).text() + """
            start:  setx    0x80000 - 2047, %g1, %sp
                    wr      %g0, 4, %fprs
                    wr      %g0, 0x15, %asi
                    setx    ticks, %g1, %g5
                    ldx     [%g5 + 8], %g2
                    mov     2, %g4
                    stxa    %g4, [%g2 + 0x08] %asi
                    set     0x2000, %g3
                    add     %g2, %g3, %g3
                    mov     40, %g4
                    stxa    %g4, [%g3 + 0x08] %asi
                    mov     301, %g4
                    stxa    %g4, [%g3 + 0x00] %asi
                    wrpr    %g0, 0, %pil
                    wrpr    %g0, 0x16, %pstate
            """;

    private static final String TICKS = """
                    .align  8
            ticks:  .xword  0, 0x1fe00000000, 0, 0
            """;

    /** Recursion with spills, timer interrupts with jitter, entropy, stores, floating point, blocks. */
    public static final String INTERRUPTED = TICKING + """
                    mov     30, %o4
            1:      mov     12, %o0
                    call    sum
                    nop
                    set     0xa000, %g3
                    add     %g2, %g3, %g3
                    ldxa    [%g3 + 0x10] %asi, %o1
                    stx     %o1, [%g5 + 16]
                    ldd     [%g5 + 16], %f2
                    fadds   %f2, %f2, %f4
                    std     %f4, [%g5 + 24]
                    set     0x90000, %o2
                    stda    %f0, [%o2] 0xf0                 ! blocks, and doublewords by %asi
                    ldda    [%o2] 0x70, %f16
                    wrpr    %g0, 15, %pil                   ! the handler goes by %asi
                    wr      %g0, 0xf0, %asi
                    stda    %f16, [%o2 + 64] %asi
                    wr      %g0, 0x80, %asi
                    ldda    [%o2 + 72] %asi, %f38
                    stda    %f38, [%o2 + 8] %asi
                    rd      %asi, %o3
                    rd      %fprs, %o1
                    wr      %g0, 0, %fprs
                    wr      %g0, 4, %fprs
                    add     %o3, %o1, %o3
                    stx     %o3, [%o2]
                    wr      %g0, 0x15, %asi
                    wrpr    %g0, 0, %pil
                    subcc   %o4, 1, %o4
                    bne     1b
                    nop
                    ba,a    finish
            sum:    save    %sp, -176, %sp
                    brz     %i0, 1f
                    mov     0, %o0
                    call    sum
                    sub     %i0, 1, %o0
            1:      add     %o0, %i0, %i0
                    ret
                    restore
            """ + TICKS;

    /** Other globals, interrupts held off and let in by level and by PSTATE.IE, masked addresses, another trap level, while the timer ticks. */
    static final String MODES = TICKING + """
                    mov     250, %o4
            1:      wrpr    %g0, 15, %pil
                    add     %o5, %o4, %o5
                    udivx   %o5, 7, %o3
                    add     %o5, %o3, %o5
                    wrpr    %g0, 2, %pil
                    ldx     [%g5], %o3                      ! with the tick that has just been let in
                    add     %o5, %o3, %o5
                    wrpr    %g0, 0x14, %pstate
                    wrpr    %g0, 3, %pil
                    rdpr    %pstate, %o0
                    xor     %o5, %o0, %o5
                    wrpr    %o0, 1, %pstate                 ! alternate globals
                    add     %g6, %o4, %g6
                    add     %o5, %g6, %o5
                    wrpr    %o0, 0, %pstate
                    add     %o5, %g6, %o5
                    add     %g6, 1, %g6
                    wrpr    %g0, 1, %tl
                    rdpr    %tl, %o1
                    wrpr    %g0, 0, %tl
                    add     %o5, %o1, %o5
                    wrpr    %g0, 0x1e, %pstate              ! addresses of 32 bits, interrupts of level 4 and more
                    ldx     [%g5 + 16], %o2
                    stx     %o5, [%g5 + 16]
                    wrpr    %g0, 0x16, %pstate
                    add     %o5, %o2, %o5
                    andcc   %o4, 1, %g0
                    be      2f
                    wrpr    %g0, 0, %pil
                    wrpr    %g0, 4, %pstate                 ! no floating point
                    add     %o5, 3, %o5
            2:      wrpr    %g0, 0x16, %pstate
                    subcc   %o4, 1, %o4
                    bne     1b
                    nop
                    ba,a    finish
            """ + TICKS;

    /** Every processor adds under a lock, calls a function, and the first one patches this function meanwhile. */
    static final String TOGETHER = new TrapTable().text() + Multiprocessor.START + """
            main:   wr      %g0, 0x15, %asi
                    set     120, %l7
                    setx    lock, %g1, %l0
                    setx    counts, %g1, %l1
                    setx    patches, %g1, %l2
                    setx    patched, %g1, %l3
            1:      ldstub  [%l0], %g1
                    brnz    %g1, 1b
                    nop
                    ldx     [%l1], %g2
                    call    patched
                    nop
                    stx     %g2, [%l1]
                    stb     %g0, [%l0]
                    brnz    %g7, 2f
                    and     %l7, 3, %g1
                    sll     %g1, 2, %g1
                    ld      [%l2 + %g1], %g3
                    st      %g3, [%l3]
            2:      deccc   %l7
                    bne     1b
                    nop
                    ba,a    done
            patches: add    %g2, 1, %g2
                    add     %g2, 3, %g2
                    xor     %g2, 5, %g2
                    sub     %g2, %g7, %g2
                    .align  8192
            patched: add    %g2, 7, %g2
                    retl
                    nop
                    .align  64
            lock:   .xword  0
                    .align  64
            counts: .xword  0, 0
            """ + Multiprocessor.END;

    private Programs() {}
}
