package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * TLB misses. Of the MMU globals, {@code %g7} is the physical root of the user page table and {@code %g4}–{@code %g6}
 * are constants set at boot ({@link Start}); {@code %g1}–{@code %g3} are free. User addresses are looked up by a
 * three-level walk with physical loads ({@code mm.PageTable}). Kernel addresses that miss are in the direct map,
 * where the translation is a subtraction, or a bug: page 0 is never mapped, which is how null pointers trap.
 */
final class MmuTraps {
    /** %g1 = tag access → %g2 = the leaf; leaves for the labels {@code kernel} and {@code fault} of its reader. */
    private static final String WALK = """
            srlx    %g1, 33, %g2
            sllx    %g2, 3, %g2
            ldxa    [%g7 + %g2] 0x14, %g2
            brz,pn  %g2, mmu_fault
            sllx    %g1, 31, %g3
            srlx    %g3, 54, %g3
            sllx    %g3, 3, %g3
            ldxa    [%g2 + %g3] 0x14, %g2
            brz,pn  %g2, mmu_fault
            sllx    %g1, 41, %g3
            srlx    %g3, 54, %g3
            sllx    %g3, 3, %g3
            ldxa    [%g2 + %g3] 0x14, %g2
            brgez,pn %g2, mmu_fault
            nop
            """;

    static final String INSTRUCTION_MISS = """
            mov     0x30, %g1
            ldxa    [%g1] 0x50, %g1
            srlx    %g1, 43, %g2
            brnz,pn %g2, mmu_fault
            sllx    %g1, 51, %g2
            brz,pn  %g2, mmu_fault
            nop
            """ + WALK + """
            stxa    %g2, [%g0] 0x54
            retry
            .align  128
            """;

    static final String DATA_MISS = """
            mov     0x30, %g1
            ldxa    [%g1] 0x58, %g1
            sllx    %g1, 51, %g2
            brz,pn  %g2, mmu_kernel_miss
            srlx    %g1, 43, %g2
            brnz,pn %g2, mmu_fault
            nop
            """ + WALK + """
            stxa    %g2, [%g0] 0x5c
            retry
            .align  128
            """;

    static final String PROTECTION = """
            ba,a,pt %xcc, mmu_fault
            .align  128
            """;

    /** MMU globals: %g4 = the direct map's TTE without address, %g5 = bytes of RAM, %g6 = start of the direct map. */
    @Symbol("mmu_kernel_miss")
    @Assembly("""
            interrupted_at_tpc:
            sub     %g1, %g6, %g2
            cmp     %g2, %g5
            bgeu,pn %xcc, mmu_fault
            srlx    %g2, 22, %g2
            sllx    %g2, 22, %g2
            or      %g2, %g4, %g2
            stxa    %g2, [%g0] 0x5c
            retry
            """)
    static native void kernelMiss();

    /** No translation, or a forbidden store: to the entry, or above TL 1 to {@link NestedTraps}. */
    @Symbol("mmu_fault")
    @Assembly("""
            interrupted_at_tpc:
            rdpr    %tl, %g1
            cmp     %g1, 1
            be,pt   %xcc, trap_enter_fault
            nop
            ba,a,pt %xcc, trap_nested
            """)
    static native void fault();

    private MmuTraps() {}
}
