package dev.lamarck.kernel.sched;

import dev.lamarck.kernel.trap.InterruptStack;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Inline;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Root;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The threads on whose stacks the handlers of devices run (Kleiman and Eykholt, "Interrupts as Threads", 1995), one for each level at which some interrupt a
 * processor. A handler <em>pins</em> the thread that it interrupts, which stays the one that the dispatcher runs here: taking an interrupt is a change of stack, not
 * a switch. Only if the handler blocks does its thread become one among others: it lets the pinned one go, which runs on, its sources keep still until it has ended, and once it is
 * woken the dispatcher runs it before all others.
 *
 * <p>A thread is FREE while its level is quiet; it pins somebody ({@link KThread#pinned}) while its handler has not blocked.
 */
@Magic
public final class InterruptThreads {
    /** Interrupts up to this level have threads; those above, the clock's, are served on the interrupted thread's stack, and may not block. */
    public static final int LOCK_LEVEL = 9;

    private static final int LEVELS = LOCK_LEVEL + 1;
    private static final String[] NAMES = {null, "interrupt 1", "interrupt 2", "interrupt 3", "interrupt 4", "interrupt 5", "interrupt 6", "interrupt 7",
        "interrupt 8", "interrupt 9"};
    /** By processor and level; null where no source interrupts. */
    private static final KThread[] THREADS = new KThread[Processor.MOST * LEVELS];

    /** Sources of a level are going to interrupt the current processor. */
    public static void prepare(int level) {
        Processor here = Processor.current();
        int index = here.id * LEVELS + level;
        if (level <= LOCK_LEVEL && THREADS[index] == null) {
            KThread thread = new KThread(NAMES[level], null, KThread.INTERRUPT_PRIORITY + level);
            if (!Sched.allocateStack(thread)) {
                throw Kernel.panic("no memory for an interrupt thread");
            }
            thread.savedStack = base(thread) - TrapFrame.STACK_BIAS;
            thread.schedulingClass = FixedPriority.FIRST_COME;
            thread.quantum = thread.schedulingClass.quantum(thread);
            thread.processors = here.bit();
            thread.state = KThread.FREE;
            Sched.enlist(thread);
            THREADS[index] = thread;
        }
    }

    /** Serves an interrupt of a device, at its level, on the stack of the thread that it interrupted, which goes on when the handlers have ended or one has blocked. */
    @Inline
    public static void handle(int level) {
        KThread handler = THREADS[Processor.current().id * LEVELS + level];
        KThread interrupted = KThread.current();
        assert handler.state == KThread.FREE;
        handler.state = KThread.RUNNING;
        handler.pinned = interrupted;
        Sched.account(interrupted, handler);
        InterruptStack.pin(interrupted, handler, base(handler) - TrapFrame.STACK_BIAS, level);
        if (handler.pinned != null) {
            handler.pinned = null;
            handler.state = KThread.FREE;
            Sched.account(handler, interrupted);
        } else {
            Sched.LOCK.setInterruptedLevel(level);
            Sched.LOCK.release();
        }
    }

    /** Where the outermost frame of a handler saves its window: behind it is the thread that it pins. */
    private static @Kva long base(KThread handler) {
        return handler.stackHigh - TrapFrame.MINIMAL_STACK_FRAME;
    }

    /** On its own stack. Returns to the interrupted thread's if the handlers have not blocked. */
    @Root
    @Symbol("interrupt_serve")
    static void serve(int level) {
        Interrupts.serve(level);
        KThread self = KThread.current();
        if (self.pinned == null) {
            Sched.LOCK.acquire();
            self.state = KThread.FREE;
            Interrupts.admit(level);
            Sched.swtch();
            throw Kernel.panic("a free interrupt thread ran");
        }
    }

    /**
     * The current thread blocks. If it pins another, that one runs on in its place; this returns when the dispatcher has come back to the current one. The dispatcher's lock is
     * held.
     *
     * @return false if it pins none: there is another to be chosen
     */
    static boolean unpin(KThread self) {
        KThread pinned = self.pinned;
        if (pinned == null) {
            return false;
        }
        self.pinned = null;
        Interrupts.hold(self.ownPriority - KThread.INTERRUPT_PRIORITY);
        int level = Sched.LOCK.interruptedLevel();
        Sched.account(self, pinned);
        // From here on its frames end where its stack does: what is behind is not what it was when it returns there.
        Cpu.flushWindows();
        Memory.store64(base(self) + TrapFrame.SAVED_FP, 0);
        Memory.store64(base(self) + TrapFrame.SAVED_RETURN, 0);
        InterruptStack.unpin(self, pinned);
        Sched.finishSwitch();
        Sched.LOCK.setInterruptedLevel(level);
        return true;
    }

    private InterruptThreads() {}
}
