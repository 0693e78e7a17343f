package dev.lamarck.kernel.process;

import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.signal.IntervalTimer;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.SignalAction;
import dev.lamarck.kernel.signal.SignalQueue;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.sync.Condition;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.kernel.trap.ThreadContext;
import dev.lamarck.toolchain.magic.Inline;
import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.QuasiInvariant;
import dev.lamarck.toolchain.magic.Root;
import dev.lamarck.toolchain.magic.Symbol;
import dev.lamarck.toolchain.magic.Uva;

/**
 * A process: what its threads share. What only they change, one at a time does: the object that a field refers to has its lock if there is need of
 * one. Fields that are said to be guarded have others.
 */
public final class Proc {
    public static final int ALIVE = 0;
    public static final int STOPPED = 1;
    public static final int ZOMBIE = 2;

    /** Guards the list of processes and the tree. */
    public static final Mutex TABLE = new Mutex();
    private static Proc first;
    private static Proc last;
    public static final int MAX_PID = 32767;
    private static int lastPid;
    static int count;

    @QuasiInvariant
    public int pid;
    public int group;
    @QuasiInvariant
    public int session;
    /** Whom it acts for: real, effective and saved user; 0 is the superuser. */
    @QuasiInvariant
    public int uid;
    @QuasiInvariant
    public int euid;
    @QuasiInvariant
    public int suid;
    /** And groups: real, effective, saved; and the others that it was given, null for none. */
    public int gid;
    public int egid;
    public int sgid;
    public int[] groups;
    /**
     * The first of its threads, by {@link KThread#nextOfProcess}; a zombie's last is gone. Changed under {@link #TABLE} with interrupts off, so that
     * either is enough to walk the list, and so is having preemption off.
     */
    @QuasiInvariant
    public KThread thread;
    int threadCount;
    /** Its threads shall leave, all but this one if it is not null. Guarded by {@link #TABLE}. */
    private volatile boolean isEnding;
    private KThread survivor;
    private final Condition threadLeft = new Condition();
    public AddressSpace space;
    /** Descriptors and current directory. */
    public ProcessFiles files;
    /** The program's absolute path, and its arguments, each with a NUL behind it; guarded by {@link #TABLE}. */
    public byte[] executablePath;
    public byte[] arguments;
    /** Where the program's stack began. */
    public @Uva long initialStack;
    /** In cycles since reset. */
    public long startedAt;

    public final Limits limits = new Limits();

    /** Guarded by {@link #TABLE}, as is {@link #next}. */
    public Proc parent;
    /** The number of {@link #parent}, which may be read without the lock. */
    public volatile int parentPid;
    public volatile int state;
    /** As {@code wait4} reports it, once it is a zombie, and once it is stopped. */
    public int exitStatus;
    int stopStatus;
    /** Whether the parent was already told of a stop. */
    boolean stopReported;
    /** Whether a stop signal has been taken and no SIGCONT or SIGKILL sent since: the thread that took it may have to wait for {@link #TABLE} before it stops. */
    public boolean isToStop;
    /** Whether it is to tell its parent when it runs on; and whether SIGCONT let it run on and the parent has not waited for that yet. */
    boolean tellsContinue;
    boolean isContinued;
    /** Whether its parent has ended, and {@link #parent} is the first process for want of another: nobody waits for it. Guarded by {@link #TABLE}. */
    public boolean isOrphan;
    /** The signal it wants when its parent ends, or 0. */
    public int deathSignal;
    /** What {@code prctl} and {@code personality} remember for its kin. */
    public boolean isUndumpable;
    public boolean hasNoNewPrivileges;
    public int personality;
    public boolean wantsBarriers;
    /** Whether the thread that made it waits until it is another program. */
    boolean holdsParent;
    public Proc next;
    /** A child's change of state. */
    final Condition childChanged = new Condition();
    /** A stopped process waits here to be continued. */
    public final Condition continued = new Condition();

    /**
     * Signals sent to it and not yet taken by a thread, changed only by {@link #changePending}. See {@link Signal#bit}.
     */
    public volatile long pendingSignals;
    /**
     * By signal − 1: what to do; and of the last one sent, {@code si_code} and what follows it, a sender (pid, uid)
     * or an address.
     */
    @QuasiInvariant
    public final SignalAction[] actions = new SignalAction[Signal.COUNT];
    public final int[] codes = new int[Signal.COUNT];
    public final long[] values = new long[Signal.COUNT];
    /**
     * The process that it last sent a signal to, and that signal: kept only while the caching variant of {@code kill_proc} is installed.
     * Null, or on the list.
     */
    @QuasiInvariant
    public Proc lastTarget;
    @QuasiInvariant
    public int lastSignal;
    /** Those sent with a value. */
    public final SignalQueue queue = new SignalQueue();
    /** {@code timer_create}'s. */
    public IntervalTimer timers;

    /** {@code si_status} of the last SIGCHLD: a child's exit code or signal. */
    public int childStatus;
    /** {@code ITIMER_REAL}: when SIGALRM is due, in cycles since reset, 0 = never; and how long after that again. */
    public volatile long alarmAt;
    public volatile long alarmInterval;
    /** {@code ITIMER_VIRTUAL} and {@code ITIMER_PROF}: cycles left in user mode, or of the process, 0 = off; and how many after that again. */
    public volatile long virtualLeft;
    public volatile long virtualInterval;
    public volatile long profileLeft;
    public volatile long profileInterval;
    /** CPU cycles of the threads that have left; and of the children it waited for. */
    long usedCycles;
    public long childrenCycles;

    public Proc() {
        for (int i = 0; i < actions.length; i++) {
            actions[i] = new SignalAction();
        }
    }

    /** First of all processes, by {@link #next}. */
    public static Proc first() {
        return first;
    }

    /** Gives a process, and its thread, its number and puts it on the list, behind all others as Linux 2.0 did. Caller holds TABLE. */
    void enter() {
        assert TABLE.isHeldByCurrent();
        pid = freePid();
        thread.tid = pid;
        threadCount = 1;
        startedAt = TimeOfDay.cycles();
        if (first == null) {
            first = this;
        } else {
            last.next = this;
        }
        last = this;
        count++;
    }

    private static int freePid() {
        do {
            lastPid = lastPid == MAX_PID ? 1 : lastPid + 1;
        } while (isUsed(lastPid));
        return lastPid;
    }

    private static boolean isUsed(int number) {
        for (Proc each = first; each != null; each = each.next) {
            if (each.pid == number || each.group == number || each.session == number || each.findThread(number) != null) {
                return true;
            }
        }
        return false;
    }

    /** The thread of this process with a number, or null. For the caller see {@link #thread}. */
    public KThread findThread(int number) {
        KThread each = thread;
        while (each != null && each.tid != number) {
            each = each.nextOfProcess;
        }
        return each;
    }

    /** The thread of any process with a number, or null. Caller holds TABLE or has preemption off. */
    public static KThread anyThread(int number) {
        KThread found = null;
        for (Proc each = first; each != null && found == null; each = each.next) {
            found = each.state == ZOMBIE ? null : each.findThread(number);
        }
        return found;
    }

    /** Gives it another thread, with the next free number. Caller holds TABLE. @return whether it may have one: it is not about to end */
    boolean add(KThread thread) {
        assert TABLE.isHeldByCurrent();
        if (isEnding) {
            return false;
        }
        thread.tid = freePid();
        long level = Interrupts.disable();
        thread.nextOfProcess = this.thread.nextOfProcess;
        this.thread.nextOfProcess = thread;
        threadCount++;
        Interrupts.restore(level);
        return true;
    }

    /** The current thread, not the last, is its thread no more; its time is counted. Caller holds TABLE. */
    void remove(KThread gone) {
        assert TABLE.isHeldByCurrent() && threadCount > 1;
        long level = Interrupts.disable();
        if (thread == gone) {
            thread = gone.nextOfProcess;
        } else {
            KThread before = thread;
            while (before.nextOfProcess != gone) {
                before = before.nextOfProcess;
            }
            before.nextOfProcess = gone.nextOfProcess;
        }
        threadCount--;
        usedCycles += gone.usedCycles();
        gone.proc = null;
        Interrupts.restore(level);
        if (pendingSignals != 0) {
            Signals.passOn(this, pendingSignals);
        }
        threadLeft.broadcast();
    }

    /** Has all threads leave, but perhaps one. Caller holds TABLE. @return false if that was asked for before */
    boolean end(KThread except) {
        assert TABLE.isHeldByCurrent();
        if (isEnding) {
            return false;
        }
        isEnding = true;
        survivor = except;
        resume(false);
        callOthers();
        return true;
    }

    /** Caller holds TABLE. */
    void beChildOf(Proc adopting) {
        parent = adopting;
        parentPid = adopting.pid;
    }

    /** Stops, to be reported to the parent so. Caller holds TABLE. */
    void stop(int status) {
        stopStatus = status;
        stopReported = false;
        tellsContinue = true;
        isContinued = false;
        state = STOPPED;
        callOthers();
    }

    /** Has the threads but the current one do what {@link Exit#heed} says. Caller holds TABLE. */
    private void callOthers() {
        for (KThread each = thread; each != null; each = each.nextOfProcess) {
            if (each != KThread.current()) {
                Sched.post(each, ThreadContext.SIGNAL);
            }
        }
    }

    /** Waits until the current thread, which {@link #end} excepted, is the only one: it bears the process's number then. Caller holds TABLE. */
    void awaitAlone() {
        while (threadCount > 1) {
            threadLeft.await(TABLE);
        }
        isEnding = false;
        survivor = null;
        thread.tid = pid;
    }

    /** Whether all its threads are to leave. */
    public boolean mustEnd() {
        return isEnding && survivor == null;
    }

    /** Whether a thread is to leave instead of going on in user mode. */
    public boolean mustLeave(KThread thread) {
        return isEnding && thread != survivor;
    }

    /** How many threads it has; a zombie's last is gone. */
    public int threads() {
        return threadCount;
    }

    /** CPU cycles of all its threads. */
    public long cycles() {
        Sched.disablePreemption();
        long sum = usedCycles;
        for (KThread each = thread; each != null; each = each.nextOfProcess) {
            sum += each.usedCycles();
        }
        Sched.enablePreemption();
        return sum;
    }

    /** Takes a process off the list. Caller holds TABLE. */
    @Symbol("proc_leave")
    @NoInline
    void leave() {
        unlink();
    }

    /** As {@link #leave}, where senders remember their last target: they forget this one, and nobody sends in between. */
    @Symbol("proc_leave_cached")
    @Root
    void leaveCached() {
        Sched.disablePreemption();
        unlink();
        for (Proc each = first; each != null; each = each.next) {
            if (each.lastTarget == this) {
                each.lastTarget = null;
            }
        }
        Sched.enablePreemption();
    }

    /** Lets all senders forget their last targets. */
    public static void forgetTargets() {
        Sched.disablePreemption();
        for (Proc each = first; each != null; each = each.next) {
            each.lastTarget = null;
        }
        Sched.enablePreemption();
    }

    @Inline
    private void unlink() {
        assert TABLE.isHeldByCurrent();
        Proc before = null;
        for (Proc each = first; each != this; each = each.next) {
            before = each;
        }
        if (before == null) {
            first = next;
        } else {
            before.next = next;
        }
        if (last == this) {
            last = before;
        }
        count--;
    }

    /** The process with a number, or null. */
    public static Proc find(int pid) {
        Proc each = first;
        while (each != null && each.pid != pid) {
            each = each.next;
        }
        return each;
    }

    /** The current thread's; null in a kernel thread. */
    public static Proc current() {
        return KThread.current().proc;
    }

    /** Takes signals off the pending set and puts others on it, as one step: other threads and the clock do so too. */
    public void changePending(long off, long on) {
        long level = Interrupts.disable();
        pendingSignals = pendingSignals & ~off | on;
        Interrupts.restore(level);
    }

    /** Whether it acts for the superuser. */
    public boolean isSuperuser() {
        return euid == 0;
    }

    /** Whether it was given a group besides its own. */
    public boolean isInOtherGroup(int group) {
        int i = 0;
        int count = groups == null ? 0 : groups.length;
        while (i < count && groups[i] != group) {
            i++;
        }
        return i < count;
    }

    /** Lets a process run on that has stopped or is about to; whether that is something for its parent to wait for. */
    public void resume(boolean isNews) {
        isToStop = false;
        if (state == STOPPED) {
            isContinued = isNews;
            state = ALIVE;
            continued.broadcast();
        }
    }

    /** Frees the object and what it alone holds; the process is off the list and its thread gone or about to go. */
    void free() {
        queue.free();
        for (int i = 0; i < actions.length; i++) {
            Kmem.free(actions[i]);
        }
        Kmem.free(actions);
        Kmem.free(codes);
        Kmem.free(values);
        childChanged.free();
        continued.free();
        threadLeft.free();
        limits.free();
        if (executablePath != null) {
            Kmem.free(executablePath);
        }
        if (arguments != null) {
            Kmem.free(arguments);
        }
        if (groups != null) {
            Kmem.free(groups);
        }
        Kmem.free(this);
    }

    /** How many threads a user has, and zombies. */
    static int threadsOf(int uid) {
        int threads = 0;
        TABLE.acquire();
        for (Proc each = first; each != null; each = each.next) {
            threads += each.uid == uid ? Math.max(1, each.threadCount) : 0;
        }
        TABLE.release();
        return threads;
    }

    /** The number that was given last. */
    public static int lastPid() {
        return lastPid;
    }

    /** Processes on the list, zombies included. */
    public static int count() {
        return count;
    }
}
