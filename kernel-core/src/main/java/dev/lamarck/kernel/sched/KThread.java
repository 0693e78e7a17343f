package dev.lamarck.kernel.sched;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.signal.ThreadSignals;
import dev.lamarck.kernel.sync.SleepLock;
import dev.lamarck.kernel.sync.Turnstile;
import dev.lamarck.kernel.sync.WaitQueue;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Inline;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.QuasiInvariant;

/** A thread of control with a kernel stack; a process's threads also have user registers, a window buffer and signals of their own. */
@Magic
public final class KThread extends AnnotatedThread {
    public static final int NEW = 0;
    public static final int RUNNABLE = 1;
    public static final int RUNNING = 2;
    public static final int SLEEPING = 3;
    public static final int DEAD = 4;
    /** An interrupt thread that has nothing to handle. */
    public static final int FREE = 5;

    /** Worse than all that wait. */
    public static final int IDLE_PRIORITY = -1;
    /** Above the time-sharing class's 0 to 59, below real time's from 100 on. */
    public static final int KERNEL_PRIORITY = 60;
    /** Above real time's; an interrupt thread's is this and its level. */
    public static final int INTERRUPT_PRIORITY = 199;

    /** The kernel stack; {@link #savedStack} of a suspended thread lies in it. */
    public long stackLow;
    public long stackHigh;
    /** The scratch arena: objects from low up to next; the peak stays for the report. */
    public long scratchLow;
    public long scratchNext;
    public long scratchHigh;
    public long scratchPeak;
    /** Clock cycles this thread ran, up to its last switch-out, and when it was last switched in. */
    public long cycles;
    public long switchedIn;

    final SleepLimit limit = new SleepLimit(this);
    /** The word that it waits on in {@code futex}, as {@code Futex} names it, and the bits that a waker must have one of. */
    public long futexSpace;
    public long futexAddress;
    public int futexBits;
    /** The thread that holds what it waits for there, if that inherits priorities; and what such waiters lend it. */
    public KThread futexHolder;
    public int lentPriority = IDLE_PRIORITY;

    public final String name;
    public final ThreadBody body;
    /** Null for a kernel thread, and one that has left its process. */
    @QuasiInvariant
    public Proc proc;
    /** Its number among all processes and their threads, and the next of its process's: see {@link Proc#thread}. */
    public int tid;
    @QuasiInvariant
    public KThread nextOfProcess;
    /** Null for a kernel thread. */
    public ThreadSignals signals;
    /** User addresses: a word to be cleared and woken when the thread ends, and the list of the robust futexes that it may hold; 0 for none. */
    public long clearedAtEnd;
    public long robustList;
    /** The name it gave itself, fifteen bytes and a NUL; 0 if none. */
    public long label;
    public long labelRest;
    /** The next on the run queue or wait queue that it is on; null at the end. */
    public KThread link;
    public WaitQueue waitingOn;
    /** Its own, while it waits for no {@link SleepLock}; the one that it waits for, and whether to share it; and those on which others wait for what it holds. */
    public Turnstile turnstile = new Turnstile();
    public SleepLock blockedOn;
    public boolean wantsShared;
    public Turnstile contended;
    /** Of an interrupt thread whose handler has not blocked: the thread that it interrupted. */
    public KThread pinned;
    /** All threads that exist, from {@link Sched#threads()}. */
    public KThread next;

    /** By which it is dispatched: its own, or that of who waits for what it holds, if that is better. */
    public int pri;
    /** What its class, or whoever set it, says; and the best of those that wait for it, {@link #IDLE_PRIORITY} if none does. */
    public int ownPriority;
    public int inheritedPriority = IDLE_PRIORITY;
    public volatile int state;
    public SchedulingClass schedulingClass = FixedPriority.SYSTEM;
    /** Ticks that are left to it before its equals. */
    public int quantum;
    /** −20 to 19, higher is worse; only {@link TimeSharing} heeds it, whose level and count of waits follow. */
    public int nice;
    int level;
    int waits;
    /** On which processors it may run: {@link Processor#bit}s. */
    public long processors = -1;
    /** Above zero: not to be preempted. */
    public volatile int preemptionDisabled;
    /** Whether a signal may end its sleep, and whether one did. */
    public boolean interruptible;
    public boolean interrupted;

    public KThread(String name, ThreadBody body, int pri) {
        this.name = name;
        this.body = body;
        this.pri = pri;
        this.ownPriority = pri;
    }

    /** A new thread is scheduled as another is, but for what that inherits. */
    public void scheduleAs(KThread other) {
        schedulingClass = other.schedulingClass;
        nice = other.nice;
        level = other.level;
        ownPriority = other.ownPriority;
        pri = ownPriority;
        processors = other.processors;
    }

    /** CPU cycles it has used up to now. Preemption is off, or it is the current thread. */
    public long usedCycles() {
        return this == current() ? cycles + Cpu.readPrivileged(Cpu.TICK) - switchedIn : cycles;
    }

    /** Frees a thread that is dead or never ran, and everything that is its own. */
    public void release() {
        Pages.release(stackLow);
        if (scratchLow != 0) {
            Pages.release(scratchLow);
        }
        if (windowBuffer != 0) {
            Kmem.free(windowBuffer);
            Kmem.free(floatingArea);
        }
        if (signals != null) {
            signals.free();
        }
        turnstile.free();
        Kmem.free(limit);
        Kmem.free(this);
    }

    @Inline
    public static KThread current() {
        return (KThread) Address.object(Cpu.threadRegister());
    }
}
