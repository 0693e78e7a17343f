package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Magic;

/**
 * The part of a thread that assembly reaches at fixed offsets from {@code %g7}. All fields are longs, so that they
 * lie in the order of their declaration behind the object's header; {@link #checkOffsets} verifies it at boot.
 */
@Magic
public abstract class ThreadContext {
    public static final int SAVED_STACK = 8;
    public static final int SAVED_PC = 16;
    public static final int USER_FRAME = 24;
    public static final int WINDOW_BUFFER = 32;
    public static final int WINDOW_NEXT = 40;
    public static final int PENDING = 48;
    public static final int FLOATING_AREA = 56;
    public static final int PROCESSOR = 64;

    /** {@link #pending}: the scheduler wants the processor back. */
    public static final long RESCHEDULE = 1;
    /** {@link #pending}: a signal may have to be delivered. */
    public static final long SIGNAL = 2;

    /** Where a switched-out thread's {@code %sp} (biased) and return address are. */
    public long savedStack;
    public long savedPc;
    /**
     * The {@link TrapFrame} of the last entry from user mode, at the top of the kernel stack; 0 for a kernel thread.
     */
    public volatile long userFrame;
    /**
     * User windows spilled while in the kernel: {@link UserWindows#ENTRY_BYTES} each, oldest first, from buffer up to
     * next.
     */
    public long windowBuffer;
    public volatile long windowNext;
    /** Work to be done before the thread sees user mode again: RESCHEDULE, SIGNAL. */
    public volatile long pending;
    /** Where floating-point registers are kept while the thread does not have the unit (see {@link Floating}). */
    public long floatingArea;
    /** The processor that it runs on, or ran on last: {@code %g6}. */
    public long processor;

    /** Compares the offsets that assembly uses with the compiler's. */
    public static void checkOffsets() {
        check(Address.offsetOf(ThreadContext.class, "savedStack"), SAVED_STACK);
        check(Address.offsetOf(ThreadContext.class, "savedPc"), SAVED_PC);
        check(Address.offsetOf(ThreadContext.class, "userFrame"), USER_FRAME);
        check(Address.offsetOf(ThreadContext.class, "windowBuffer"), WINDOW_BUFFER);
        check(Address.offsetOf(ThreadContext.class, "windowNext"), WINDOW_NEXT);
        check(Address.offsetOf(ThreadContext.class, "pending"), PENDING);
        check(Address.offsetOf(ThreadContext.class, "floatingArea"), FLOATING_AREA);
        check(Address.offsetOf(ThreadContext.class, "processor"), PROCESSOR);
    }

    private static void check(int actual, int expected) {
        if (actual != expected) {
            throw Kernel.panic("assembly and compiler disagree about the layout of threads");
        }
    }
}
