package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Symbol;

/** From Java back to the interrupted context, the frame's address in %l0 of the entry's window. */
public final class TrapReturn {
    /**
     * To user mode. {@link Trap#prepareReturn} does what is pending and leaves interrupts off; then either the trap
     * window is still in the register file, the youngest of the other windows, which become the user's again, or the
     * frame holds it and the user has no other window here.
     */
    @Symbol("user_return")
    @Assembly(AssemblyNames.PROCESSOR + AssemblyNames.FRAME + KernelLock.OFFSETS + """
            interrupted_in_l0_behind_save:
            call    trap_prepare_return
            mov     %l0, %o0
            wrpr    %g0, 0, %pil
            """ + KernelLock.RELEASE + RegisterSequences.LOAD_OUTS + """
            ldx     [%l0 + FRAME_O0 + 48], %i6
            ldx     [%l0 + FRAME_Y], %l1
            wr      %l1, 0, %y
            """ + RegisterSequences.LOAD_GLOBALS + """
            ldx     [%l0 + FRAME_G1 + 40], %g6
            ldx     [%l0 + FRAME_G1 + 48], %g7
            wrpr    %g0, PSTATE_ALTERNATE, %pstate
            mov     %l0, %g6
            wrpr    %g0, 1, %tl
            """ + RegisterSequences.LOAD_PCS + """
            ldx     [%g6 + FRAME_TSTATE], %g1
            rdpr    %cwp, %g4
            dec     %g4
            and     %g4, 7, %g4                     ! the window below
            andn    %g1, 0x1f, %g1
            or      %g1, %g4, %g1
            wrpr    %g1, 0, %tstate
            mov     SECONDARY_CONTEXT, %g1
            ldxa    [%g1] ASI_DMMU, %g2
            mov     PRIMARY_CONTEXT, %g1
            stxa    %g2, [%g1] ASI_DMMU
            membar  #Sync
            wrpr    %g0, 1, %wstate
            rdpr    %otherwin, %g2
            brz,pn  %g2, 1f
            dec     %g2
            wrpr    %g0, 0, %otherwin
            wrpr    %g2, 0, %canrestore
            wrpr    %g2, 0, %cleanwin
            rdpr    %cansave, %g3
            inc     %g3
            wrpr    %g3, 0, %cansave
            retry
    1:      wrpr    %g4, 0, %cwp
            interrupted_at_tpc:
            ldx     [%g6 + FRAME_L0], %l0
            ldx     [%g6 + FRAME_L0 + 8], %l1
            ldx     [%g6 + FRAME_L0 + 16], %l2
            ldx     [%g6 + FRAME_L0 + 24], %l3
            ldx     [%g6 + FRAME_L0 + 32], %l4
            ldx     [%g6 + FRAME_L0 + 40], %l5
            ldx     [%g6 + FRAME_L0 + 48], %l6
            ldx     [%g6 + FRAME_L0 + 56], %l7
            ldx     [%g6 + FRAME_I0], %i0
            ldx     [%g6 + FRAME_I0 + 8], %i1
            ldx     [%g6 + FRAME_I0 + 16], %i2
            ldx     [%g6 + FRAME_I0 + 24], %i3
            ldx     [%g6 + FRAME_I0 + 32], %i4
            ldx     [%g6 + FRAME_I0 + 40], %i5
            ldx     [%g6 + FRAME_I0 + 48], %i6
            ldx     [%g6 + FRAME_I0 + 56], %i7
            wrpr    %g0, 0, %canrestore
            wrpr    %g0, 0, %cleanwin
            wrpr    %g0, 6, %cansave
            retry
            """)
    static native void toUser();

    @Symbol("kernel_return")
    @Assembly(AssemblyNames.PROCESSOR + AssemblyNames.FRAME + """
            interrupted_in_l0_behind_save:
            wrpr    %g0, PSTATE_KERNEL, %pstate
            """ + RegisterSequences.LOAD_OUTS + """
            ldx     [%l0 + FRAME_Y], %l1
            wr      %l1, 0, %y
            ldx     [%l0 + FRAME_PIL], %l1
            wrpr    %l1, 0, %pil
            """ + RegisterSequences.LOAD_GLOBALS + """
            wrpr    %g0, PSTATE_ALTERNATE, %pstate
            mov     %l0, %g6
            restore                                 ! may fill a kernel window
            interrupted_in_g6:
            wrpr    %g0, 1, %tl
            """ + RegisterSequences.LOAD_PCS + """
            ldx     [%g6 + FRAME_TSTATE], %g1
            rdpr    %cwp, %g2                       ! not the one of the trap if the thread was switched out
            andn    %g1, 0x1f, %g1
            or      %g1, %g2, %g1
            wrpr    %g1, 0, %tstate
            retry
            """)
    static native void toKernel();

    /**
     * Leaves to user mode with a frame made by hand, whose window is loaded, at the top of this thread's stack. Does
     * not return.
     */
    @Symbol("user_start")
    @Assembly(AssemblyNames.PROCESSOR + """
            flushw
            mov     %o0, %l0
            sub     %o0, BIAS + MINIMAL_FRAME, %sp
            clr     %fp
            clr     %i7
            ba,a,pt %xcc, user_return
            """)
    public static native void startUser(@Kva long frame);

    private TrapReturn() {}
}
