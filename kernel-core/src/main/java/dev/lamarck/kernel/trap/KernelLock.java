package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The one lock of the kernel: a processor holds it from its entry from user mode to its return there, whatever threads it runs between, and
 * lets it go while it sleeps for want of work. So kernel code runs on one processor at a time, and what is guarded by
 * interrupts off, or by preemption off, is guarded from all.
 *
 * <p>Those who wait are served in the order in which they came: each draws a number. They wait interruptible by vectors alone, for whoever
 * holds the lock may be waiting for them to answer a cross-call. Nothing of the kernel's outside {@code .text.trap} executes
 * without the lock.
 */
@Magic
public final class KernelLock {
    private static final int SERVING = 4;
    private static final KernelLock LOCK = new KernelLock();

    static final String OFFSETS = "KERNEL_LOCK = " + ProcessorContext.KERNEL_LOCK + "\nSERVING = " + SERVING + "\n";

    /** Uses %o1 and %o2. */
    static final String RELEASE = """
            ldx     [%g6 + KERNEL_LOCK], %o1
            membar  #StoreStore | #LoadStore
            lduw    [%o1 + SERVING], %o2
            inc     %o2
            stw     %o2, [%o1 + SERVING]
            """;

    /** The number to be drawn next, and the one that holds the lock. The processor that boots holds it. */
    private volatile int next = 1;
    private volatile int serving;

    private KernelLock() {}

    /** Tells a processor, before it first takes the lock, where the numbers are. */
    public static void admit(ProcessorContext processor) {
        processor.kernelLock = Address.of(LOCK) + Address.offsetOf(KernelLock.class, "next");
    }

    /** Compares the offsets that assembly uses with the compiler's. */
    public static void checkOffsets() {
        if (Address.offsetOf(KernelLock.class, "serving") != Address.offsetOf(KernelLock.class, "next") + SERVING) {
            throw Kernel.panic("assembly and compiler disagree about the layout of the kernel lock");
        }
    }

    /** Takes the lock, for a processor whose structure is in %g6. Uses %o1 to %o5. */
    @Symbol("kernel_lock_acquire")
    @Assembly(AssemblyNames.PROCESSOR + OFFSETS + """
            ldx     [%g6 + KERNEL_LOCK], %o1
    1:      lduw    [%o1], %o2
            add     %o2, 1, %o3
            cas     [%o1], %o2, %o3
            cmp     %o2, %o3
            bne,pn  %icc, 1b
            nop
            lduw    [%o1 + SERVING], %o3
            cmp     %o2, %o3
            bne,pn  %icc, 2f
            nop
            retl
            membar  #LoadLoad | #LoadStore
    2:      rdpr    %pstate, %o4
            rdpr    %pil, %o5
            wrpr    %g0, 15, %pil
            wrpr    %g0, PSTATE_INTERRUPTIBLE, %pstate
    3:      lduw    [%o1 + SERVING], %o3
            cmp     %o2, %o3
            bne,pn  %icc, 3b
            nop
            wrpr    %o4, 0, %pstate
            wrpr    %o5, 0, %pil
            retl
            membar  #LoadLoad | #LoadStore
            """)
    static native void acquire();

    /**
     * Suspends the processor without the lock until an interrupt is pending. Level 15; the idle thread's context meanwhile is where a
     * switched-out thread's is.
     */
    @Symbol("kernel_lock_sleep")
    @Assembly(AssemblyNames.PROCESSOR + AssemblyNames.THREAD + OFFSETS + """
            IDLE = 0x10                             ! of the interrupt controller
            flushw
            stx     %sp, [%o0 + SAVED_STACK]
            stx     %o7, [%o0 + SAVED_PC]
            """ + RELEASE + """
            mov     0xff, %o1
            sllx    %o1, 33, %o1
            mov     IDLE, %o2
            stxa    %g0, [%o1 + %o2] 0x15
            ba,a,pt %xcc, kernel_lock_acquire
            """)
    public static native void sleep(ThreadContext idle);
}
