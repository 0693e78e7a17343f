package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * From one kernel stack to another. All windows of the thread that leaves are in memory afterwards: the kernel's on
 * its stack, the user's in its buffer.
 */
@Magic
public final class ContextSwitch {
    /** Makes a thread whose first {@link #resume} calls a function, at that stack's top below room for a user frame. */
    public static void prepare(ThreadContext thread, @Kva long stackHigh, long function) {
        long area = stackHigh - TrapFrame.BYTES - TrapFrame.MINIMAL_STACK_FRAME;
        for (int at = 0; at < TrapFrame.SAVE_AREA_BYTES; at += 8) {
            Memory.store64(area + at, 0);
        }
        thread.savedStack = area - TrapFrame.STACK_BIAS;
        thread.savedPc = function - 8;
    }

    /** The thread whose address is in %o0 goes on behind its call, when somebody continues it. */
    static final String SUSPEND = """
            flushw
            stx     %sp, [%o0 + SAVED_STACK]
            stx     %o7, [%o0 + SAVED_PC]
            """ + RegisterSequences.STORE_WINDOW;

    /** Returns in the name of the thread in %g7. */
    static final String CONTINUE = """
            ldx     [%g7 + SAVED_STACK], %sp
            ldx     [%g7 + SAVED_PC], %o7
            """ + RegisterSequences.LOAD_WINDOW + """
            retl
            nop
            """;

    /**
     * Suspends a thread, the running one, and continues another, which returns from its own call. Interrupts are off
     * by level.
     */
    @Symbol("resume")
    @Assembly(AssemblyNames.PROCESSOR + AssemblyNames.THREAD + SUSPEND + """
            rdpr    %pstate, %o3
            wrpr    %o3, PSTATE_AG, %pstate
            mov     %o1, %g7
            wrpr    %o3, 0, %pstate
            mov     %o1, %g7
            ldx     [%g7 + PROCESSOR], %g6
            """ + CONTINUE)
    public static native void resume(ThreadContext from, ThreadContext to);

    /** Makes a thread the current one where there was none: both {@code %g7}, and {@code %g6}; and its processor the one of the interrupt globals. */
    @Symbol("set_current_thread")
    @Assembly(AssemblyNames.PROCESSOR + AssemblyNames.THREAD + """
            rdpr    %pstate, %o3
            andn    %o3, 2, %o4                     ! IE
            xor     %o4, PSTATE_AG, %o5
            wrpr    %o5, 0, %pstate
            mov     %o0, %g7
            set     PSTATE_IG, %o5
            xor     %o4, %o5, %o5
            ldx     [%o0 + PROCESSOR], %o2
            wrpr    %o5, 0, %pstate
            mov     %o2, %g7
            wrpr    %o4, 0, %pstate
            mov     %o0, %g7
            mov     %o2, %g6
            retl
            wrpr    %o3, 0, %pstate
            """)
    public static native void setCurrent(ThreadContext thread);

    private ContextSwitch() {}
}
