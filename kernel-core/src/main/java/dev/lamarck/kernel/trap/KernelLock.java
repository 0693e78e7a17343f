package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The one lock of the kernel: a processor holds it from its entry from user mode to its return there, whatever threads it runs between, and
 * lets it go while it sleeps for want of work. So kernel code runs on one processor at a time, and what is guarded by
 * interrupts off, or by preemption off, is guarded from all.
 *
 * <p>It is a byte, taken by {@code ldstub}: few instructions, as every system call pays for them. Who waits does so interruptible by vectors
 * alone, for whoever holds the lock may be waiting for him to answer a cross-call. Nothing of the kernel's outside {@code .text.trap} executes
 * without the lock.
 */
@Magic
public final class KernelLock {
    private static final KernelLock LOCK = new KernelLock();

    static final String OFFSETS = "KERNEL_LOCK = " + ProcessorContext.KERNEL_LOCK + "\n";

    /** Uses %o1. */
    static final String RELEASE = """
            ldx     [%g6 + KERNEL_LOCK], %o1
            membar  #StoreStore | #LoadStore
            stb     %g0, [%o1]
            """;

    /** Its first byte is not 0 while the lock is held. The processor that boots holds it. */
    private volatile int held = 0xFF00_0000;

    private KernelLock() {}

    /** Tells a processor, before it first takes the lock, where it is. */
    public static void admit(ProcessorContext processor) {
        processor.kernelLock = Address.of(LOCK) + Address.offsetOf(KernelLock.class, "held");
    }

    /** Takes the lock, for a processor whose structure is in %g6, at level 15. Uses %o1 and %o2. */
    @Symbol("kernel_lock_acquire")
    @Assembly(OFFSETS + """
            ldx     [%g6 + KERNEL_LOCK], %o1
    1:      ldstub  [%o1], %o2
            brz,pt  %o2, 3f
            membar  #LoadLoad | #LoadStore
    2:      ldub    [%o1], %o2
            brnz,pt %o2, 2b
            nop
            ba,a,pt %xcc, 1b
    3:      retl
            nop
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
