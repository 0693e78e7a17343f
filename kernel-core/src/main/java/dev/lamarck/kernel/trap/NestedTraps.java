package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * Traps at TL 2 and above. Expected are only faults of user spill and fill handlers on the user's stack. Both go back
 * to TL 1 and enter the kernel as if the {@code save} or {@code restore} itself had trapped, with type 0x84 or 0xc4
 * and the stack's address: entering puts user windows where they cannot fault, and {@link Trap} makes the stack
 * present or kills. Anything else is fatal.
 */
final class NestedTraps {
    @Symbol("trap_nested")
    @Assembly(AssemblyNames.PROCESSOR + """
            interrupted_at_tpc:
            wrpr    %g0, PSTATE_ALTERNATE, %pstate
            mov     TAG_ACCESS, %g3
            ldxa    [%g3] ASI_DMMU, %g3             ! of a miss or protection fault
            rdpr    %tt, %g2
            mov     FAULT_ADDRESS, %g1
            and     %g2, 0x1f8, %g4
            cmp     %g4, 0x30                       ! data access exception, misaligned: another register
            bne,pt  %xcc, 1f
            rdpr    %tpc, %g4
            ldxa    [%g1] ASI_DMMU, %g3
    1:      rdpr    %tl, %g1
            cmp     %g1, 2
            bne,pn  %xcc, trap_fatal
            nop
            wrpr    %g0, 1, %tl
            rdpr    %tt, %g1
            andn    %g1, 3, %g1
            cmp     %g1, 0x84
            be,pt   %xcc, 2f
            cmp     %g1, 0xc4
            bne,pn  %xcc, trap_fatal
            nop
    2:      rdpr    %tstate, %g1
            wrpr    %g1, 0, %cwp                    ! back to the window of the save or restore
            ba,a,pt %xcc, trap_enter_at
            """)
    static native void nested();

    /**
     * A trap that nothing expects, while one is being handled: %g2 its type, %g3 and %g4 its address and PC. On the
     * boot stack.
     */
    @Symbol("trap_fatal")
    @Assembly(AssemblyNames.PROCESSOR + """
            wrpr    %g0, 7, %cleanwin
            wrpr    %g0, 6, %cansave
            wrpr    %g0, 0, %canrestore
            wrpr    %g0, 0, %otherwin
            wrpr    %g0, 0, %wstate
            wrpr    %g0, 15, %pil
            mov     PRIMARY_CONTEXT, %g1
            stxa    %g0, [%g1] ASI_DMMU
            membar  #Sync
            mov     %g2, %o0
            mov     %g4, %o1
            mov     %g3, %o2
            sethi   %hi(_boot_stack_end), %g1
            or      %g1, %lo(_boot_stack_end), %g1
            sub     %g1, BIAS + MINIMAL_FRAME, %sp
            clr     %fp
            clr     %i7
            mov     %g7, %o3
            wrpr    %g0, 0, %tl
            wrpr    %g0, PSTATE_KERNEL, %pstate
            mov     %o3, %g7
            call    panic_nested
            nop
            """)
    static native void fatal();

    private NestedTraps() {}
}
