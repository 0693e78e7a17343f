package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * From a trap to Java: stores the interrupted context in a {@link TrapFrame} and goes to TL 0, interruptible at the
 * new level.
 *
 * <p>From user mode the frame is at the top of the thread's kernel stack; contexts and windows are turned over to the
 * kernel: what the user could restore, and his current window, become other windows; then the {@link KernelLock} is taken. From the kernel the frame lies
 * below the interrupted stack frame.
 *
 * <p>Alternate globals on the way: %g1 scratch, %g2 trap type, %g3 fault address, %g4 interrupt level, %g5 left to
 * the spill of other windows, %g6 frame, %g7 thread.
 */
final class TrapEntry {
    @Symbol("trap_enter")
    @Assembly(AssemblyNames.PROCESSOR + """
            interrupted_at_tpc:
            wrpr    %g0, PSTATE_ALTERNATE, %pstate
            ba,pt   %xcc, trap_enter_at
            clr     %g3
            """)
    static native void enter();

    /**
     * With a fault address: of an MMU miss or protection fault the tag access register, of the rest the fault address
     * register.
     */
    @Symbol("trap_enter_fault")
    @Assembly(AssemblyNames.PROCESSOR + """
            interrupted_at_tpc:
            wrpr    %g0, PSTATE_ALTERNATE, %pstate
            rdpr    %tt, %g2
            cmp     %g2, 0x68
            bgeu,pt %xcc, 1f
            mov     TAG_ACCESS, %g1
            cmp     %g2, 0x64
            bgeu,pt %xcc, 2f
            cmp     %g2, 0x30
            bgeu,pt %xcc, 3f
            mov     FAULT_ADDRESS, %g1
            ba,pt   %xcc, trap_enter_at
            rdpr    %tpc, %g3
    1:      ba,pt   %xcc, trap_enter_at
            ldxa    [%g1] ASI_DMMU, %g3
    2:      ba,pt   %xcc, trap_enter_at
            ldxa    [%g1] ASI_IMMU, %g3
    3:      ba,pt   %xcc, trap_enter_at
            ldxa    [%g1] ASI_DMMU, %g3
            """)
    static native void enterFault();

    @Symbol("trap_enter_interrupt")
    @Assembly(AssemblyNames.PROCESSOR + """
            interrupted_at_tpc:
            wrpr    %g0, PSTATE_ALTERNATE, %pstate
            rdpr    %tt, %g2
            clr     %g3
            ba,pt   %xcc, trap_enter_level
            and     %g2, 0xf, %g4
            """)
    static native void enterInterrupt();

    @Symbol("trap_enter_at")
    @Assembly("""
            interrupted_at_tpc:
            ba,pt   %xcc, trap_enter_level
            rdpr    %pil, %g4
            """)
    static native void enterAt();

    @Symbol("trap_enter_level")
    @Assembly(AssemblyNames.PROCESSOR + AssemblyNames.THREAD + AssemblyNames.FRAME + KernelLock.OFFSETS + """
            interrupted_at_tpc:
            rdpr    %tstate, %g1
            btst    TSTATE_PRIV, %g1
            bne,pn  %xcc, trap_enter_kernel
            rdpr    %tt, %g2
            ldx     [%g7 + USER_FRAME], %g6
            """ + RegisterSequences.STORE_STATE + """
            interrupted_in_g6:
            stx     %g0, [%g6 + FRAME_PIL]
            stx     %g0, [%g6 + FRAME_LOADED]
            mov     PRIMARY_CONTEXT, %g1
            stxa    %g0, [%g1] ASI_DMMU
            membar  #Sync
            rdpr    %canrestore, %g1
            wrpr    %g1, 0, %otherwin
            wrpr    %g0, 0, %canrestore
            wrpr    %g0, 7, %cleanwin               ! the kernel does not mind what is in a window
            wrpr    %g0, 0, %wstate
            sub     %g6, BIAS + MINIMAL_FRAME, %g1
            wrpr    %g0, 0, %tl
            save    %g1, 0, %sp                     ! may spill an other window
            interrupted_in_g6_behind_save:
            rdpr    %otherwin, %g1
            inc     %g1
            wrpr    %g1, 0, %otherwin
            wrpr    %g0, 0, %canrestore
            mov     %g6, %l0
            mov     %g7, %l1
            mov     %g4, %l4
            interrupted_in_l0_behind_save:
            wrpr    %g0, PSTATE_KERNEL, %pstate
            """ + RegisterSequences.STORE_GLOBALS + """
            stx     %g6, [%l0 + FRAME_G1 + 40]
            stx     %g7, [%l0 + FRAME_G1 + 48]
            mov     %l1, %g7
            """ + RegisterSequences.STORE_OUTS + """
            ldx     [%l0 + FRAME_TYPE], %l2
            ldx     [%g7 + PROCESSOR], %g6
            ldx     [%g6 + KERNEL_LOCK], %o1
            sethi   %hi(HELD), %o2
            cas     [%o1], %g0, %o2
            brnz,pn %o2, 3f
            membar  #LoadLoad | #LoadStore
    1:      cmp     %l2, 0x16d
            wrpr    %l4, 0, %pil
            be,pt   %xcc, system_call
            wrpr    %g0, PSTATE_INTERRUPTIBLE, %pstate
            call    trap_dispatch
            mov     %l0, %o0
            ba,a,pt %xcc, user_return
    3:      wrpr    %g0, 15, %pil                   ! only vectors may come: cross-calls
            wrpr    %g0, PSTATE_INTERRUPTIBLE, %pstate
            """ + KernelLock.WAIT + """
            ba,pt   %xcc, 1b
            wrpr    %g0, PSTATE_KERNEL, %pstate
            """)
    static native void enterLevel();

    @Symbol("trap_enter_kernel")
    @Assembly(AssemblyNames.PROCESSOR + AssemblyNames.FRAME + """
            interrupted_at_tpc:
            add     %sp, BIAS - FRAME_BYTES, %g6
            """ + RegisterSequences.STORE_STATE + """
            interrupted_in_g6:
            rdpr    %pil, %g1
            stx     %g1, [%g6 + FRAME_PIL]
            sub     %g6, BIAS + MINIMAL_FRAME, %g1
            wrpr    %g0, 0, %tl
            save    %g1, 0, %sp
            interrupted_in_g6_behind_save:
            mov     %g6, %l0
            mov     %g4, %l4
            interrupted_in_l0_behind_save:
            wrpr    %g0, PSTATE_KERNEL, %pstate
            """ + RegisterSequences.STORE_GLOBALS + """
            """ + RegisterSequences.STORE_OUTS + """
            wrpr    %l4, 0, %pil
            wrpr    %g0, PSTATE_INTERRUPTIBLE, %pstate
            call    trap_dispatch
            mov     %l0, %o0
            ba,a,pt %xcc, kernel_return
            """)
    static native void enterKernel();

    private TrapEntry() {}
}
