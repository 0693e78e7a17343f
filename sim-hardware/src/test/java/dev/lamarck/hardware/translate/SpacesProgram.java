package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.machine.TrapTable;

/**
 * A program under address translation: pages that miss the TLB and are found in a TSB or made up, atomic accesses, accesses that name their space, by
 * address space identifier and by %asi, changes of context with and without a trap level, accesses near the ends of pages, demaps, software traps from both modes.
 */
final class SpacesProgram {
    /** MMU globals. A page that the TSB has not is put there: of the megabyte at 8 MB, by the lowest bits of its address. */
    private static final String DATA_MISS = """
            ldxa    [%g0] 0x58, %g1
            ldxa    [%g0] 0x59, %g2
            ldda    [%g2] 0x24, %g4
            cmp     %g1, %g4
            bne,pn  %xcc, walk
            mov     0x30, %g3
            stxa    %g5, [%g0] 0x5c
            retry
            """;

    static final String TEXT = new TrapTable()
            .on(0x68, DATA_MISS)
            .onNested(0x68, DATA_MISS)
            .on(0x100, "add %l5, 1, %l5\ndone\n")
            .on(0x101, "rdpr %tstate, %g1\nbtog 0x400, %g1\nwrpr %g1, 0, %tstate\ndone\n")
            .text() + """
            walk:   ldxa    [%g3] 0x58, %g3
                    stx     %g1, [%g2]
                    sllx    %g3, 44, %g3
                    srlx    %g3, 57, %g3
                    sllx    %g3, 13, %g3                    ! one page of 128
                    set     0x800000, %g4
                    or      %g3, %g4, %g3
                    mov     1, %g4
                    sllx    %g4, 63, %g4
                    or      %g3, %g4, %g3
                    or      %g3, 0x22, %g3                  ! cacheable, writable
                    stx     %g3, [%g2 + 8]
                    stxa    %g3, [%g0] 0x5c
                    retry

            start:  mov     0x30, %g1
                    mov     7, %g2
                    sllx    %g2, 61, %g2
                    or      %g2, 0x63, %g2                  ! 4 MB at 0, locked, writable, for all contexts and users too
                    stxa    %g0, [%g1] 0x58
                    stxa    %g2, [%g0] 0x5d
                    stxa    %g0, [%g1] 0x50
                    stxa    %g2, [%g0] 0x55
                    mov     %g2, %l3
                    mov     0x28, %g1
                    setx    tsb, %g3, %g2
                    stxa    %g2, [%g1] 0x58
                    mov     0xf, %g2
                    stxa    %g2, [%g0] 0x45
                    setx    0x10000000, %g1, %l0
                    wr      %g0, 4, %fprs
                    mov     ROUNDS, %l7
                    mov     1, %l1
                    mov     1, %l6                          ! privileged
            loop:   sllx    %l1, 7, %o0
                    xor     %l1, %o0, %l1
                    srlx    %l1, 9, %o0
                    xor     %l1, %o0, %l1
                    srlx    %l1, 20, %o0
                    and     %o0, 0x7f, %o0
                    sllx    %o0, 13, %o0
                    add     %l0, %o0, %o0
                    ldx     [%o0 + 8], %o1
                    add     %o1, %l1, %o1
                    stx     %o1, [%o0 + 8]
                    ldx     [%o0], %o3
                    and     %l1, 3, %o4
                    add     %o3, %o4, %o3
                    casx    [%o0], %o3, %o1                 ! once in four
                    xor     %l4, %o1, %l4
                    add     %o0, 0xffc, %o2
                    add     %o2, 0xffc, %o2                 ! the last of the page: the next is elsewhere behind the last page
                    lduw    [%o2], %o3
                    ldx     [%o2], %o1                      ! aligned as the one before need not be
                    lduh    [%o2 + 10], %o3
                    andcc   %l1, 5, %g0
                    be,a    near
                    ldx     [%o2 + 8], %o3
                    sth     %l1, [%o2 - 2]
                    add     %o1, %o3, %o1
                    stw     %o1, [%o2 + 4]
                    sth     %o1, [%o2 + 12]
                    bg      near
                    stb     %o3, [%o2 + 15]
                    ldx     [%o2 + 16], %o2
                    xor     %l4, %o2, %l4
            near:   add     %l4, %o1, %l4
                    add     %o0, 12, %o2
                    lduw    [%o2], %o3
                    cas     [%o2], %o3, %l1
                    swap    [%o0 + 16], %o3
                    ldstub  [%o0 + 25], %o4
                    add     %l4, %o3, %l4
                    xor     %l4, %o4, %l4
                    ldxa    [%o0] 0x82, %o3
                    lduha   [%o2] 0x80, %o4
                    add     %l4, %o3, %l4
                    stba    %o4, [%o0] 0x80
                    wr      %g0, 0x80, %asi
                    ldswa   [%o0 + 24] %asi, %o3
                    wr      %g0, 0x82, %asi
                    lduba   [%o0 + 24] %asi, %o4
                    sub     %l4, %o3, %l4
                    xor     %l4, %o4, %l4
                    ta      0
                    srlx    %l4, 3, %o5
                    brz,pn  %l6, user
                    and     %l7, 15, %o4
                    set     0x800000, %o3
                    sub     %o0, %l0, %o5
                    or      %o3, %o5, %o3
                    ldxa    [%o3] 0x14, %o5
                    xor     %l4, %o5, %l4
                    ldxa    [%o0] 0x10, %o5
                    add     %l4, %o5, %l4
                    stxa    %l4, [%o0 + %g0] 0x04
                    set     0x1ff8, %o3                     ! the last of the page, and what is in the next
                    ldxa    [%o0 + %o3] 0x10, %o5
                    xor     %l4, %o5, %l4
                    add     %o3, 8, %o2
                    ldxa    [%o0 + %o2] 0x10, %o5
                    add     %l4, %o5, %l4
                    ldxa    [%o0 + %g0] 0x10, %o5
                    stxa    %l4, [%o0 + %o3] 0x10
                    stxa    %o5, [%o0 + %o2] 0x10
                    stxa    %l4, [%o3 + %o0] 0x10
                    add     %l4, %o5, %l4
                    mov     8, %o3
                    ldxa    [%o3] 0x58, %o5
                    xor     %o5, 1, %o5
                    cmp     %o4, 3
                    be      context
                    cmp     %o4, 7
                    be      nested
                    cmp     %o4, 9
                    be      demap
                    cmp     %o4, 12
                    bne     next
                    mov     0x10, %o3
                    stxa    %l7, [%o3] 0x58                 ! the secondary context
                    ldxa    [%o0] 0x81, %o5
                    ldxa    [%o0] 0x83, %o3
                    sub     %o5, %o3, %o5
                    ba      next
                    add     %l4, %o5, %l4
            context: stxa   %o5, [%o3] 0x58
                    ba,a    next
            nested: wrpr    %g0, 1, %tl
                    stxa    %o5, [%o3] 0x58
                    ldxa    [%o0] 0x80, %o5
                    ldx     [%o0 + 8], %o3
                    wrpr    %g0, 0, %tl
                    add     %o3, %o5, %o5
                    ba      next
                    add     %l4, %o5, %l4
            demap:  stxa    %g0, [%o0] 0x5f
                    ldx     [%o0], %o3
                    stxa    %g0, [%o0] 0x57
                    mov     0x30, %o4
                    stxa    %g0, [%o4] 0x50
                    stxa    %l3, [%g0] 0x55                 ! this page's own, once more
                    add     %o3, %o5, %o3
                    ba      next
                    add     %l4, %o3, %l4
            user:   ldxa    [%o0] 0x80, %o5
                    add     %l4, %o5, %l4
            next:   cmp     %o4, 5
                    bne,pt  %xcc, same
                    nop
                    ta      1
                    xor     %l6, 1, %l6
            same:   subcc   %l7, 1, %l7
                    bne,pt  %xcc, loop
                    tne     %xcc, 0
                    brnz    %l6, end
                    nop
                    ta      1
            end:    stxa    %g0, [%g0] 0x45
                    ba,a    finish
                    nop
                    .align  8192
            tsb:    .skip   8192
            """.replace("ROUNDS", "400");

    private SpacesProgram() {}
}
