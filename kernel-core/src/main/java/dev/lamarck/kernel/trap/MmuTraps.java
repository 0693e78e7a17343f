package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * TLB misses. Of the MMU globals, {@code %g7} is the physical root of the user page table, {@code %g6} the key of its entries in the {@link Tsb}, and {@code %g4} and {@code %g5}
 * are constants set at boot ({@link Start}); {@code %g1}–{@code %g3} are free. User addresses are looked up in the TSB; what is not there, by a
 * three-level walk with physical loads ({@code mm.PageTable}), which then puts it there. Kernel addresses that miss are in the direct map,
 * where the translation is a subtraction, or a bug: page 0 is never mapped, which is how null pointers trap.
 */
final class MmuTraps {
    static final String INSTRUCTION_MISS = """
            ldxa    [%g0] ASI_IMMU, %g1             ! tag target: context, address >> 22
            srlx    %g1, 48, %g2
            brz,pn  %g2, mmu_fault
            ldxa    [%g0] ASI_ITSB_POINTER, %g2
            ldda    [%g2] ASI_NUCLEUS_QUAD, %g2     ! tag, TTE
            xor     %g1, %g6, %g1
            xor     %g1, %g2, %g1
            brnz,pn %g1, mmu_instruction_walk
            mov     TAG_ACCESS, %g1
            stxa    %g3, [%g0] ASI_ITLB_DATA_IN
            retry
            .align  128
            """;

    static final String DATA_MISS = """
            ldxa    [%g0] ASI_DMMU, %g1
            srlx    %g1, 48, %g2
            brz,pn  %g2, mmu_kernel_miss
            ldxa    [%g0] ASI_DTSB_POINTER, %g2
            ldda    [%g2] ASI_NUCLEUS_QUAD, %g2
            xor     %g1, %g6, %g1
            xor     %g1, %g2, %g1
            brnz,pn %g1, mmu_data_walk
            mov     TAG_ACCESS, %g1
            stxa    %g3, [%g0] ASI_DTLB_DATA_IN
            retry
            .align  128
            """;

    static final String PROTECTION = """
            ba,a,pt %xcc, mmu_fault
            .align  128
            """;

    /** %g1 = tag access → %g2 = the leaf; leaves for {@code mmu_fault} where there is none, or an invalid one. The next instruction is in its last delay slot. */
    private static final String WALK = """
            srlx    %g1, 43, %g2
            brnz,pn %g2, mmu_fault
            srlx    %g1, 33, %g2
            sllx    %g2, 3, %g2
            ldxa    [%g7 + %g2] ASI_PHYSICAL, %g2
            brz,pn  %g2, mmu_fault
            sllx    %g1, 31, %g3
            srlx    %g3, 54, %g3
            sllx    %g3, 3, %g3
            ldxa    [%g2 + %g3] ASI_PHYSICAL, %g2
            brz,pn  %g2, mmu_fault
            sllx    %g1, 41, %g3
            srlx    %g3, 54, %g3
            sllx    %g3, 3, %g3
            ldxa    [%g2 + %g3] ASI_PHYSICAL, %g2
            brgez,pn %g2, mmu_fault
            """;

    /** %g1 = the entry of the TSB, %g2 = the leaf, %g3 = tag target. */
    private static final String REMEMBER = """
            xor     %g3, %g6, %g3
            stx     %g2, [%g1 + 8]
            stx     %g3, [%g1]
            """;

    @Symbol("mmu_instruction_walk")
    @Assembly(AssemblyNames.PROCESSOR + """
            interrupted_at_tpc:
            ldxa    [%g1] ASI_IMMU, %g1
            """ + WALK + """
            ldxa    [%g0] ASI_ITSB_POINTER, %g1
            ldxa    [%g0] ASI_IMMU, %g3
            """ + REMEMBER + """
            stxa    %g2, [%g0] ASI_ITLB_DATA_IN
            retry
            """)
    static native void walkForInstruction();

    @Symbol("mmu_data_walk")
    @Assembly(AssemblyNames.PROCESSOR + """
            interrupted_at_tpc:
            ldxa    [%g1] ASI_DMMU, %g1
            """ + WALK + """
            ldxa    [%g0] ASI_DTSB_POINTER, %g1
            ldxa    [%g0] ASI_DMMU, %g3
            """ + REMEMBER + """
            stxa    %g2, [%g0] ASI_DTLB_DATA_IN
            retry
            """)
    static native void walkForData();

    /** MMU globals: %g4 = the direct map's TTE without address, %g5 = bytes of RAM. */
    @Symbol("mmu_kernel_miss")
    @Assembly(AssemblyNames.PROCESSOR + """
            DIRECT = 0x80000000
            interrupted_at_tpc:
            mov     TAG_ACCESS, %g1
            ldxa    [%g1] ASI_DMMU, %g1
            sethi   %hi(DIRECT), %g2
            sub     %g1, %g2, %g2
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
