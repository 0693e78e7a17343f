package dev.lamarck.kernel.trap;

import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * What a processor asks of another, by an interrupt vector of three words: an MMU operation, its context and the context's key in the {@link Tsb}, or to look for something
 * to do. The vector's handler runs whatever the level, in user mode, waiting for the {@link KernelLock} or asleep, and needs no lock.
 * Only who holds the kernel lock calls, so one call is under way at a time.
 */
@Magic
public final class CrossCalls {
    /** The interrupt level at which a processor looks for something to do. */
    static final int ATTENTION_LEVEL = 1;
    /** In place of an MMU operation. */
    private static final long ATTENTION = 0;

    /** Has a processor leave user mode, or sleep, and look at what there is to do. Does not wait for it. */
    public static void attention(Processor target) {
        if (!target.isCalled) {
            target.isCalled = true;
            call(target, ATTENTION, 0, 0);
        }
    }

    /** That look, at its level, on the processor that was asked. */
    static void attend() {
        Cpu.writeState(Cpu.ASR_CLEAR_SOFTINT, 1L << ATTENTION_LEVEL);
        Processor.current().isCalled = false;
        KThread.current().pending |= ThreadContext.RESCHEDULE;
    }

    /** Has a processor carry out an MMU demap operation. {@link #await} tells when it has. */
    static void demap(Processor target, long operation, long context, long key) {
        target.asked++;
        call(target, operation, context, key);
    }

    /** Until the processor has carried out all that it was asked. */
    static void await(Processor target) {
        while (target.answered != target.asked) {
            Cpu.barrier(Cpu.MEMBAR_STORE_LOAD);
        }
    }

    private static void call(Processor target, long operation, long context, long key) {
        while (dispatch(target.id, operation, context, key) != 0) {
            Cpu.barrier(Cpu.MEMBAR_SYNC);
        }
    }

    /** Sends a vector (UltraSPARC-I, chapter 9). @return 0, or not if the target has not yet taken the one before */
    @Symbol("vector_dispatch")
    @Assembly("""
            ASI_DISPATCH_STATUS = 0x48
            ASI_OUTGOING = 0x77
            DISPATCH = 0x70
            mov     0x40, %o4
            stxa    %o1, [%o4] ASI_OUTGOING
            mov     0x50, %o4
            stxa    %o2, [%o4] ASI_OUTGOING
            mov     0x60, %o4
            stxa    %o3, [%o4] ASI_OUTGOING
            sllx    %o0, 14, %o0
            or      %o0, DISPATCH, %o0
            stxa    %g0, [%o0] ASI_OUTGOING
            membar  #Sync
            retl
            ldxa    [%g0] ASI_DISPATCH_STATUS, %o0
            """)
    private static native long dispatch(long target, long operation, long context, long key);

    /** The trap: at TL 1, in interrupt globals, of which {@code %g7} is this processor's structure. */
    @Symbol("vector_received")
    @Assembly(AssemblyNames.PROCESSOR + """
            ASI_RECEIVE = 0x49
            ASI_INCOMING = 0x7f
            """ + "ANSWERED = " + ProcessorContext.ANSWERED + "\nDEMAP_CONTEXT = " + Mmu.DEMAP_CONTEXT + "\n" + """
            interrupted_at_tpc:
            mov     0x40, %g1
            ldxa    [%g1] ASI_INCOMING, %g2
            mov     0x50, %g1
            ldxa    [%g1] ASI_INCOMING, %g3
            brz,pn  %g2, 1f
            mov     PRIMARY_CONTEXT, %g4
            ldxa    [%g4] ASI_DMMU, %g5
            stxa    %g3, [%g4] ASI_DMMU
            membar  #Sync
            stxa    %g0, [%g2] ASI_IMMU_DEMAP
            stxa    %g0, [%g2] ASI_DMMU_DEMAP
            membar  #Sync
            stxa    %g5, [%g4] ASI_DMMU
            membar  #Sync
            btst    DEMAP_CONTEXT, %g2
            bne,pn  %xcc, 2f
            mov     TAG_ACCESS, %g4
            stxa    %g2, [%g4] ASI_DMMU
            ldxa    [%g0] ASI_DTSB_POINTER, %g4
            stx     %g0, [%g4]
    3:      stxa    %g0, [%g0] ASI_RECEIVE
            ldx     [%g7 + ANSWERED], %g1
            inc     %g1
            stx     %g1, [%g7 + ANSWERED]
            retry
    2:      mov     SECONDARY_CONTEXT, %g4
            ldxa    [%g4] ASI_DMMU, %g4
            cmp     %g4, %g3
            bne,pn  %xcc, 3b
            rdpr    %pstate, %g1
            wrpr    %g1, PSTATE_IG | PSTATE_MG, %pstate     ! exclusive or: to the MMU globals
            mov     0x60, %g1
            ldxa    [%g1] ASI_INCOMING, %g6
            rdpr    %pstate, %g1
            ba,pt   %xcc, 3b
            wrpr    %g1, PSTATE_IG | PSTATE_MG, %pstate
    1:      stxa    %g0, [%g0] ASI_RECEIVE
            wr      %g0, 1 << 1, %set_softint
            retry
            """)
    static native void received();

    private CrossCalls() {}
}
