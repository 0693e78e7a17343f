package dev.lamarck.kernel.boot;

import dev.lamarck.kernel.trap.AssemblyNames;
import dev.lamarck.kernel.trap.Tsb;
import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The first instructions, run untranslated at addresses equal to the linked ones: locked translations of the nucleus,
 * the constants of the TLB-miss handlers, the trap table, then translation on and a stack.
 */
final class Start {
    /** Ends translated, with nothing of a stack; in %o2 the processor's number. */
    private static final String TRANSLATED = AssemblyNames.PROCESSOR + """
            TEXT = 0x400000
            DATA = 0x800000
            TEXT_ALIAS = 0x1400000
            VALID_4M = 7                            ! bits 63:61 of a TTE
            READ_ONLY = 0x74                        ! locked, cacheable, privileged
            WRITABLE = 0x76
            DIRECT_WRITABLE = 0x36                  ! not locked
            RAM_BYTES = 0x2008                      ! in the boot information
            TLB_ENTRY = 8
            ASI_UPA_CONFIG = 0x4a
            wrpr    %g0, PSTATE_KERNEL, %pstate
            wrpr    %g0, 15, %pil
            wrpr    %g0, 7, %cleanwin
            wrpr    %g0, 6, %cansave
            wrpr    %g0, 0, %canrestore
            wrpr    %g0, 0, %otherwin
            wrpr    %g0, 0, %wstate
            sethi   %hi(trap_table), %g1
            wrpr    %g1, 0, %tba
            mov     PRIMARY_CONTEXT, %g1
            stxa    %g0, [%g1] ASI_DMMU
            mov     SECONDARY_CONTEXT, %g1
            stxa    %g0, [%g1] ASI_DMMU

            mov     TAG_ACCESS, %g1
            mov     VALID_4M, %g2
            sllx    %g2, 61, %g2
            sethi   %hi(TEXT), %g3
            or      %g3, READ_ONLY, %g4
            or      %g4, %g2, %g4
            mov     63 * TLB_ENTRY, %g5
            stxa    %g3, [%g1] ASI_IMMU
            stxa    %g4, [%g5] ASI_ITLB_ACCESS
            stxa    %g3, [%g1] ASI_DMMU
            stxa    %g4, [%g5] ASI_DTLB_ACCESS
            or      %g3, WRITABLE, %g4
            or      %g4, %g2, %g4
            sethi   %hi(TEXT_ALIAS), %g3
            mov     62 * TLB_ENTRY, %g5
            stxa    %g3, [%g1] ASI_DMMU
            stxa    %g4, [%g5] ASI_DTLB_ACCESS
            sethi   %hi(DATA), %g3
            or      %g3, WRITABLE, %g4
            or      %g4, %g2, %g4
            mov     61 * TLB_ENTRY, %g5
            stxa    %g3, [%g1] ASI_DMMU
            stxa    %g4, [%g5] ASI_DTLB_ACCESS
            mov     %g2, %o0
            ldxa    [%g0] ASI_UPA_CONFIG, %g1       ! bits 21:17: the number of this one
            srlx    %g1, 17, %g1
            and     %g1, 0x1f, %g1
            mov     %g1, %o2
            """ + Tsb.START + """
            membar  #Sync

            sethi   %hi(RAM_BYTES), %g1
            or      %g1, %lo(RAM_BYTES), %g1
            ldxa    [%g1] ASI_PHYSICAL, %o1
            wrpr    %g0, PSTATE_MMU, %pstate
            or      %o0, DIRECT_WRITABLE, %g4
            mov     %o1, %g5
            clr     %g6
            clr     %g7
            wrpr    %g0, PSTATE_KERNEL, %pstate

            mov     0xf, %g1                        ! both caches, both MMUs
            stxa    %g1, [%g0] ASI_LSU
            membar  #Sync
            """;

    @Symbol("_start")
    @Assembly(TRANSLATED + """
            sethi   %hi(_boot_stack_end), %g1
            or      %g1, %lo(_boot_stack_end), %g1
            sub     %g1, BIAS + MINIMAL_FRAME, %sp
            clr     %fp
            clr     %i7
            call    kernel_main
            nop
            illtrap 0
            """)
    static native void start();

    /** Where the other processors begin: on the idle thread that {@link Secondaries} made for each, without the kernel lock. */
    @Symbol("start_secondary")
    @Assembly(TRANSLATED + AssemblyNames.THREAD + "IDLE_THREADS = " + Secondaries.IDLE_THREADS + "\n" + """
            sllx    %o2, 3, %g1
            set     IDLE_THREADS, %g2
            ldxa    [%g1 + %g2] ASI_PHYSICAL, %o0
            ldx     [%o0 + SAVED_STACK], %sp
            clr     %fp
            clr     %i7
            call    set_current_thread
            nop
            call    kernel_lock_acquire
            nop
            call    secondary_main
            nop
            illtrap 0
            """)
    static native void startSecondary();

    private Start() {}
}
