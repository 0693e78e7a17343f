package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * To the stack of an interrupt thread and back. The thread of the alternate globals is the one that the dispatcher runs, with whose frame the next entry from user mode begins and to whose
 * buffer user windows are spilled; {@code %g7} is the one that executes. They differ while a handler has not blocked.
 */
public final class InterruptStack {
    /**
     * Calls {@code interrupt_serve} with a level, as another thread and from a biased stack pointer of its. The windows stay where they are, and so does the thread of the
     * alternate globals, to whose buffer user windows are spilled. Returns when the function has, or when {@link #unpin} continues the thread that called.
     */
    @Symbol("interrupt_pin")
    @Assembly(AssemblyNames.THREAD + """
            save    %o2, 0, %sp
            mov     %i1, %g7                        ! from here on interrupts pin the handler, and leave alone what follows
            stx     %fp, [%i0 + SAVED_STACK]
            stx     %i7, [%i0 + SAVED_PC]
            call    interrupt_serve
            mov     %i3, %o0
            mov     %i0, %g7
            ret
            restore
            """)
    public static native void pin(ThreadContext from, ThreadContext handler, long stack, long level);

    /** Suspends the thread of a handler that {@link #pin} called, and continues the one that called. Interrupts are off by level. */
    @Symbol("interrupt_unpin")
    @Assembly(AssemblyNames.THREAD + ContextSwitch.SUSPEND + """
            mov     %o1, %g7
            """ + ContextSwitch.CONTINUE)
    public static native void unpin(ThreadContext handler, ThreadContext pinned);

    private InterruptStack() {}
}
