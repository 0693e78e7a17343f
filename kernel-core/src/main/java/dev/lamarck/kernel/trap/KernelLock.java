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
 * <p>A free lock that nobody waits for is taken by one compare-and-swap: few instructions, as every system call pays for them. Who finds it taken is counted in
 * the same word, which closes that way, and draws a number: waiters are served first come, first served, before any newcomer, however often he calls. So a
 * processor waits for at most one stay in the kernel of each other. Who waits does so interruptible by vectors alone, for whoever holds the lock may be waiting
 * for him to answer a cross-call. Nothing of the kernel's outside {@code .text.trap} executes without the lock.
 */
@Magic
public final class KernelLock {
    private static final KernelLock LOCK = new KernelLock();

    private static final int NEXT_NUMBER = 4;
    private static final int SERVED = 8;

    static final String OFFSETS = "KERNEL_LOCK = " + ProcessorContext.KERNEL_LOCK + "\nHELD = 0x01000000\nNEXT_NUMBER = " + NEXT_NUMBER
            + "\nSERVED = " + SERVED + "\n";

    /** Uses %o1. */
    static final String RELEASE = """
            ldx     [%g6 + KERNEL_LOCK], %o1
            membar  #StoreStore | #LoadStore
            stb     %g0, [%o1]
            """;

    /** Waits for the lock, whose address is in %o1, and takes it. Level 15. Uses %o2 to %o5. */
    static final String WAIT = """
            2:      lduw    [%o1], %o2
                    add     %o2, 1, %o3
                    cas     [%o1], %o2, %o3
                    cmp     %o2, %o3
                    bne,pn  %icc, 2b
                    add     %o1, NEXT_NUMBER, %o4
            2:      lduw    [%o4], %o2                      ! our number
                    add     %o2, 1, %o3
                    cas     [%o4], %o2, %o3
                    cmp     %o2, %o3
                    bne,pn  %icc, 2b
                    nop
            2:      lduw    [%o1 + SERVED], %o3
                    cmp     %o2, %o3
                    bne,pt  %icc, 2b
                    nop
            2:      ldub    [%o1], %o3
                    brnz,pt %o3, 2b
                    sethi   %hi(HELD), %o5
                    dec     %o5                             ! held, and one less waits
            2:      lduw    [%o1], %o3
                    add     %o3, %o5, %o4
                    cas     [%o1], %o3, %o4
                    cmp     %o3, %o4
                    bne,pn  %icc, 2b
                    nop
                    inc     %o2
                    membar  #LoadLoad | #LoadStore
                    stw     %o2, [%o1 + SERVED]
            """;

    /** Its first byte is not 0 while the lock is held, the others count who waits. The processor that boots holds it. */
    private volatile int held = 0x0100_0000;
    /** The number that the next to wait draws. */
    private volatile int nextNumber;
    /** Whose turn it is, when the lock is free. */
    private volatile int served;

    private KernelLock() {}

    /** Tells a processor, before it first takes the lock, where it is. */
    public static void admit(ProcessorContext processor) {
        int held = Address.offsetOf(KernelLock.class, "held");
        if (Address.offsetOf(KernelLock.class, "nextNumber") != held + NEXT_NUMBER || Address.offsetOf(KernelLock.class, "served") != held + SERVED) {
            throw Kernel.panic("assembly and compiler disagree about the layout of the kernel lock");
        }
        processor.kernelLock = Address.of(LOCK) + held;
    }

    /** Takes the lock, for a processor whose structure is in %g6, at level 15. Uses %o1 to %o5. */
    @Symbol("kernel_lock_acquire")
    @Assembly(OFFSETS + """
            ldx     [%g6 + KERNEL_LOCK], %o1
            sethi   %hi(HELD), %o2
            cas     [%o1], %g0, %o2
            brz,pt  %o2, 1f
            membar  #LoadLoad | #LoadStore
            """ + WAIT + """
    1:      retl
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
