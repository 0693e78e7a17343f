package dev.lamarck.kernel.sched;

import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sync.SpinLock;
import dev.lamarck.kernel.sync.Turnstile;
import dev.lamarck.kernel.sync.WaitQueue;
import dev.lamarck.kernel.trap.ContextSwitch;
import dev.lamarck.kernel.trap.Floating;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.kernel.trap.KernelLock;
import dev.lamarck.kernel.trap.ThreadContext;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Call;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Inline;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Root;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The dispatcher. A thread is in exactly one place: running, on the queue of a processor (RUNNABLE), on a wait queue
 * (SLEEPING), or nowhere (NEW, DEAD). Each processor has an idle thread that is on no queue and runs when all queues
 * are empty: who finds his own empty takes from others.
 */
@Magic
public final class Sched {
    /** Guards run queues, wait queues and thread states; innermost of all locks. */
    public static final SpinLock LOCK = new SpinLock();
    public static final int STACK_PAGES = 2;
    /** In the lowest word of every kernel stack. */
    public static final long STACK_CANARY = 0x6C616D61726B2121L;

    /** Who waits here waits for signals only. */
    private static final WaitQueue FOREVER = new WaitQueue();
    private static KThread threads;
    /** A dead thread whose stack its successor frees, for no thread can free the stack it stands on. */
    private static KThread dead;
    private static long switches;
    private static long preemptions;

    /** Makes the running boot thread the idle thread; from here on threads may be started. */
    public static void start(KThread boot, long stackLow, long stackHigh) {
        boot.stackLow = stackLow;
        boot.stackHigh = stackHigh;
        Memory.store64(stackLow, STACK_CANARY);
        threads = boot;
        Processor.current().begin(boot);
    }

    /** Makes the idle thread of a processor that is still to be started; null if there is no memory. */
    public static KThread prepareIdle(Processor processor) {
        KThread thread = new KThread("idle", null, KThread.IDLE_PRIORITY);
        if (!prepareStack(thread)) {
            return null;
        }
        thread.processor = Address.of(processor);
        thread.state = KThread.RUNNING;
        enlist(thread);
        return thread;
    }

    /** Makes a prepared thread known. */
    static void enlist(KThread thread) {
        LOCK.acquire();
        thread.next = threads;
        threads = thread;
        LOCK.release();
    }

    /** The current processor, on its idle thread, joins those that run threads. */
    public static void join() {
        LOCK.acquire();
        Processor.current().begin(KThread.current());
        LOCK.release();
    }

    /** Creates a kernel thread with an arena for {@code @Scratch} objects and lets it run. */
    public static KThread startThread(String name, ThreadBody body, int pri, int scratchPages) {
        KThread thread = new KThread(name, body, pri);
        if (!prepareStack(thread)) {
            throw Kernel.panic("no memory for a kernel stack");
        }
        if (scratchPages > 0) {
            thread.scratchLow = Pages.allocateRun(scratchPages);
            thread.scratchNext = thread.scratchLow;
            thread.scratchHigh = thread.scratchLow + (long) scratchPages * Pages.BYTES;
            thread.scratchPeak = thread.scratchLow;
        }
        admit(thread);
        return thread;
    }

    /**
     * Gives a new thread its kernel stack and a context that begins in {@link #begin}.
     *
     * @return whether there was memory
     */
    public static boolean prepareStack(KThread thread) {
        boolean hasStack = allocateStack(thread);
        if (hasStack) {
            ContextSwitch.prepare(thread, thread.stackHigh, Call.entryOf(Sched.class, "begin"));
        }
        return hasStack;
    }

    /** Gives a new thread of this processor its kernel stack. @return whether there was memory */
    static boolean allocateStack(KThread thread) {
        long low = Pages.allocateRun(STACK_PAGES);
        if (low == 0) {
            return false;
        }
        thread.processor = Cpu.cpuRegister();
        thread.stackLow = low;
        thread.stackHigh = low + (long) STACK_PAGES * Pages.BYTES;
        Memory.store64(low, STACK_CANARY);
        return true;
    }

    /** Makes a prepared thread known and runnable. */
    public static void admit(KThread thread) {
        enlist(thread);
        LOCK.acquire();
        thread.quantum = thread.schedulingClass.quantum(thread);
        setRunnable(thread);
        LOCK.release();
    }

    /** Where every thread begins, on its own stack, the dispatcher's lock held by the switch that led here. */
    @Root
    @Symbol("thread_begin")
    static void begin() {
        LOCK.setInterruptedLevel(0);
        finishSwitch();
        LOCK.release();
        KThread self = KThread.current();
        self.body.run();
        exit();
    }

    /** Ends the current thread. */
    public static void exit() {
        KThread self = KThread.current();
        LOCK.acquire();
        forget(self);
        self.state = KThread.DEAD;
        dead = self;
        swtch();
        throw Kernel.panic("a dead thread ran");
    }

    /**
     * Ends a kernel thread that is not running: it stays where it was stopped, which is where it could be preempted or slept: a kernel thread runs under the kernel lock.
     * What it held is for its heir to put right, who also releases it.
     */
    public static void kill(KThread thread) {
        LOCK.acquire();
        assert thread != KThread.current() && thread.proc == null && thread.preemptionDisabled == 0;
        if (thread.blockedOn != null) {
            thread.blockedOn.abandon(thread);
        } else if (thread.state == KThread.SLEEPING) {
            thread.waitingOn.remove(thread);
        } else {
            Processor.of(thread).queue.remove(thread);
        }
        thread.limit.cancel();
        forget(thread);
        thread.state = KThread.DEAD;
        LOCK.release();
    }

    /** First of all threads, by {@link KThread#next}; stable while preemption is off. */
    public static KThread threads() {
        return threads;
    }

    /** Whether a thread runs on another processor: so in user mode, or on its way from or to it. */
    public static boolean runsElsewhere(KThread thread) {
        Processor processor = Processor.of(thread);
        return processor != Processor.current() && processor.running == thread && thread != processor.idle;
    }

    private static void forget(KThread thread) {
        if (threads == thread) {
            threads = thread.next;
            return;
        }
        KThread each = threads;
        while (each.next != thread) {
            each = each.next;
        }
        each.next = thread.next;
    }

    /**
     * Puts the current thread to sleep. Caller holds the lock, which is released while it sleeps.
     *
     * @return false if a signal, not a waker, ended the sleep
     */
    public static boolean sleepOn(WaitQueue queue, boolean interruptible) {
        KThread self = KThread.current();
        assert LOCK.isHeld() && self != Processor.current().idle;
        if (interruptible && (self.pending & ThreadContext.SIGNAL) != 0) {
            return false;
        }
        self.schedulingClass.sleep(self);
        self.interruptible = interruptible;
        self.interrupted = false;
        self.state = KThread.SLEEPING;
        queue.append(self);
        swtch();
        return !self.interrupted;
    }

    /** Wakes the longest sleeper of a queue, if any. Caller holds the lock. */
    public static void wakeFirst(WaitQueue queue) {
        assert LOCK.isHeld();
        KThread thread = queue.removeFirst();
        if (thread != null) {
            setRunnable(thread);
        }
    }

    /** Wakes a sleeper, whatever it waits on. Caller holds the lock. */
    @Inline
    public static void wake(KThread thread) {
        thread.waitingOn.remove(thread);
        setRunnable(thread);
    }

    /**
     * Gives a thread work to do before it sees user mode again, and ends its sleep for that if it sleeps
     * interruptibly.
     */
    public static void post(KThread thread, long work) {
        LOCK.acquire();
        thread.pending |= work;
        if (thread.state == KThread.SLEEPING && thread.interruptible) {
            thread.interrupted = true;
            wake(thread);
        } else if (thread.state == KThread.RUNNING) {
            Processor.of(thread).interruptIfOther();
        }
        LOCK.release();
    }

    /** Takes back what {@link #post} gave. */
    public static void clear(KThread thread, long work) {
        LOCK.acquire();
        thread.pending &= ~work;
        LOCK.release();
    }

    /** Sleeps until a signal comes. */
    public static void pause() {
        LOCK.acquire();
        sleepOn(FOREVER, true);
        LOCK.release();
    }

    /** Caller holds the lock; the thread is on no queue. */
    public static void setRunnable(KThread thread) {
        thread.state = KThread.RUNNABLE;
        Processor processor = Processor.toRun(thread);
        thread.processor = Address.of(processor);
        processor.queue.append(thread);
        if (processor.running == processor.idle || thread.pri > processor.running.pri) {
            processor.surrender();
        }
    }

    /** Gives the processor to the best runnable thread. Caller holds the lock and has put itself where it belongs. */
    @Symbol("swtch")
    public static void swtch() {
        KThread self = KThread.current();
        if (InterruptThreads.unpin(self)) {
            return;
        }
        Processor here = Processor.current();
        KThread next = disp(here);
        next.state = KThread.RUNNING;
        next.pending &= ~ThreadContext.RESCHEDULE;
        if (next == self) {
            return;
        }
        switches++;
        int level = LOCK.interruptedLevel();
        account(self, next);
        next.processor = Address.of(here);
        here.running = next;
        Floating.leave(self);
        AddressSpace.activate(next.proc == null ? null : next.proc.space);
        ContextSwitch.resume(self, next);
        Floating.arrive(self);
        finishSwitch();
        LOCK.setInterruptedLevel(level);
    }

    /** The current thread's time ends now, another's begins. An interrupt in between, which is accounted for too, at most takes its own time from one of them. */
    static void account(KThread self, KThread next) {
        assert Memory.load64(self.stackLow) == STACK_CANARY;
        long now = Cpu.readPrivileged(Cpu.TICK);
        self.cycles += now - self.switchedIn;
        self.switchedIn = now;
        next.switchedIn = now;
    }

    /** What the thread switched to does for the one that it followed. Caller holds the lock. */
    static void finishSwitch() {
        KThread gone = dead;
        if (gone != null && gone != KThread.current()) {
            dead = null;
            gone.release();
        }
    }

    /** The thread that a processor runs next, taken off its queue or, if that is empty, another's. Caller holds the lock. */
    @Symbol("disp")
    static KThread disp(Processor here) {
        KThread best = here.queue.take();
        if (best == null) {
            best = here.bestElsewhere();
            if (best != null) {
                Processor.of(best).queue.remove(best);
            }
        }
        return best == null ? here.idle : best;
    }

    /** Takes the processor from the current thread, which stays runnable. */
    @Symbol("preempt")
    public static void preempt() {
        KThread self = KThread.current();
        LOCK.acquire();
        preemptions++;
        Processor here = Processor.current();
        boolean isOver = self.quantum <= 0;
        if (isOver) {
            self.quantum = self.schedulingClass.quantum(self);
        }
        if (!here.mayRun(self)) {
            setRunnable(self);
        } else {
            self.state = KThread.RUNNABLE;
            if (isOver) {
                here.queue.append(self);
            } else {
                here.queue.prepend(self);
            }
        }
        swtch();
        LOCK.release();
    }

    /** What the idle thread does: sleeps, if there is no work, with no chance for an interrupt between look and sleep. */
    public static void idle() {
        while (true) {
            Interrupts.disable();
            Processor here = Processor.current();
            if (here.queue.best() < 0 && here.bestElsewhere() == null) {
                KernelLock.sleep(KThread.current());
            }
            Interrupts.restore(0);
            LOCK.acquire();
            swtch();
            LOCK.release();
        }
    }

    /** Lets equals run first. */
    public static void yield() {
        KThread.current().quantum = 0;
        preempt();
    }

    /** On return from an interrupt to kernel code at level 0; the idle thread looks by itself. */
    public static boolean shouldPreempt(KThread thread) {
        return (thread.pending & ThreadContext.RESCHEDULE) != 0 && thread.preemptionDisabled == 0 && thread != Processor.current().idle;
    }

    public static void disablePreemption() {
        KThread.current().preemptionDisabled++;
    }

    public static void enablePreemption() {
        KThread self = KThread.current();
        assert self.preemptionDisabled > 0;
        self.preemptionDisabled--;
        giveWay();
    }

    /** Lets a better one run, if there is one and the current thread is where it may be preempted. */
    public static void giveWay() {
        if (shouldPreempt(KThread.current()) && Cpu.readPrivileged(Cpu.PIL) == 0) {
            preempt();
        }
    }

    /** The clock's tick, at its interrupt level. */
    static void tick() {
        Processor here = Processor.current();
        KThread running = here.running;
        if (running == here.idle) {
            return;
        }
        LOCK.acquire();
        if (running.schedulingClass.tick(running)) {
            if (here.queue.best() >= running.pri) {
                here.surrender();
            } else {
                running.quantum = running.schedulingClass.quantum(running);
            }
        }
        LOCK.release();
    }

    /** Gives a thread another class and priority in it. */
    public static void schedule(KThread thread, SchedulingClass as, int priority) {
        LOCK.acquire();
        thread.schedulingClass = as;
        setOwnPriority(thread, priority);
        as.renice(thread);
        thread.quantum = as.quantum(thread);
        LOCK.release();
    }

    /** Makes a thread nicer to others, or less so. */
    public static void setNice(KThread thread, int nice) {
        LOCK.acquire();
        thread.nice = nice;
        thread.schedulingClass.renice(thread);
        LOCK.release();
    }

    /** Has a thread run only on some processors, of which there is one at least. It moves at once, the current one before it sees user mode again. */
    public static void restrict(KThread thread, long processors) {
        LOCK.acquire();
        thread.processors = processors;
        Processor processor = Processor.of(thread);
        if (!processor.mayRun(thread)) {
            if (thread.state == KThread.RUNNABLE) {
                processor.queue.remove(thread);
                setRunnable(thread);
            } else if (thread.state == KThread.RUNNING) {
                processor.surrender();
            }
        }
        LOCK.release();
    }

    /** What a thread's class gives it; what it inherits may be better. Caller holds the lock. */
    static void setOwnPriority(KThread thread, int priority) {
        thread.ownPriority = priority;
        reposition(thread);
        if (thread.blockedOn != null) {
            Turnstile.lend(thread.blockedOn, thread.pri);
        }
    }

    /** What those lend a thread who wait for what it holds. Caller holds the lock. */
    public static void setInheritedPriority(KThread thread, int priority) {
        thread.inheritedPriority = priority;
        reposition(thread);
    }

    /** Dispatches a thread from now on by the better of its own priority and the one that it inherits. Caller holds the lock. */
    private static void reposition(KThread thread) {
        int priority = Math.max(thread.ownPriority, thread.inheritedPriority);
        if (thread.state == KThread.RUNNABLE && thread.pri != priority) {
            Processor.of(thread).queue.remove(thread);
            thread.pri = priority;
            setRunnable(thread);
        } else {
            boolean sinks = priority < thread.pri;
            thread.pri = priority;
            if (sinks && thread.state == KThread.RUNNING && Processor.of(thread).queue.best() > priority) {
                Processor.of(thread).surrender();
            }
        }
    }

    public static long switches() {
        return switches;
    }

    public static long preemptions() {
        return preemptions;
    }

    private Sched() {}
}
