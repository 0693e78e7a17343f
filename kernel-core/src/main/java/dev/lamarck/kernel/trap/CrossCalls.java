package dev.lamarck.kernel.trap;

import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * What a processor asks of another, by an interrupt vector of two words: an MMU operation and its context, or to look for something
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
            call(target, ATTENTION, 0);
        }
    }

    /** That look, at its level, on the processor that was asked. */
    static void attend() {
        Cpu.writeState(Cpu.ASR_CLEAR_SOFTINT, 1L << ATTENTION_LEVEL);
        Processor.current().isCalled = false;
        KThread.current().pending |= ThreadContext.RESCHEDULE;
    }

    /** Has a processor carry out an MMU demap operation. {@link #await} tells when it has. */
    static void demap(Processor target, long operation, long context) {
        target.asked++;
        call(target, operation, context);
    }

    /** Until the processor has carried out all that it was asked. */
    static void await(Processor target) {
        while (target.answered != target.asked) {
            Cpu.barrier(Cpu.MEMBAR_STORE_LOAD);
        }
    }

    private static void call(Processor target, long operation, long context) {
        while (dispatch(target.id, operation, context) != 0) {
            Cpu.barrier(Cpu.MEMBAR_SYNC);
        }
    }

    /** Sends a vector (UltraSPARC-I, chapter 9). @return 0, or not if the target has not yet taken the one before */
    @Symbol("vector_dispatch")
    @Assembly("""
            ASI_DISPATCH_STATUS = 0x48
            ASI_OUTGOING = 0x77
            DISPATCH = 0x70
            mov     0x40, %o3
            stxa    %o1, [%o3] ASI_OUTGOING
            mov     0x50, %o3
            stxa    %o2, [%o3] ASI_OUTGOING
            sllx    %o0, 14, %o0
            or      %o0, DISPATCH, %o0
            stxa    %g0, [%o0] ASI_OUTGOING
            membar  #Sync
            retl
            ldxa    [%g0] ASI_DISPATCH_STATUS, %o0
            """)
    private static native long dispatch(long target, long operation, long context);

    /** The trap: at TL 1, in interrupt globals, of which {@code %g7} is this processor's structure. */
    @Symbol("vector_received")
    @Assembly(AssemblyNames.PROCESSOR + """
            ASI_RECEIVE = 0x49
            ASI_INCOMING = 0x7f
            """ + "ANSWERED = " + ProcessorContext.ANSWERED + "\n" + """
            interrupted_at_tpc:
            mov     0x40, %g1
            ldxa    [%g1] ASI_INCOMING, %g2
            mov     0x50, %g1
            ldxa    [%g1] ASI_INCOMING, %g3
            stxa    %g0, [%g0] ASI_RECEIVE
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
            ldx     [%g7 + ANSWERED], %g1
            inc     %g1
            stx     %g1, [%g7 + ANSWERED]
            retry
    1:      wr      %g0, 1 << 1, %set_softint
            retry
            """)
    static native void received();

    private CrossCalls() {}
}
