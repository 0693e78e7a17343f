package dev.lamarck.kernel.process;

import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.signal.IntervalTimer;
import dev.lamarck.kernel.signal.QueuedSignal;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.SignalAction;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.sync.Condition;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.toolchain.magic.Inline;
import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.QuasiInvariant;
import dev.lamarck.toolchain.magic.Root;
import dev.lamarck.toolchain.magic.Symbol;

/** A process. Its own thread alone changes it, except for the fields said to be guarded. */
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
    @QuasiInvariant
    public KThread thread;
    public AddressSpace space;
    /** Descriptors and current directory. */
    public ProcessFiles files;
    /** The program's absolute path, and its arguments, each with a NUL behind it; guarded by {@link #TABLE}. */
    public byte[] executablePath;
    public byte[] arguments;

    /** Guarded by {@link #TABLE}, as is {@link #next}. */
    public Proc parent;
    public volatile int state;
    /** As {@code wait4} reports it, once a zombie or stopped. */
    public int exitStatus;
    /** Whether the parent was already told of a stop. */
    boolean stopReported;
    public Proc next;
    /** A child's change of state. */
    final Condition childChanged = new Condition();
    /** A stopped process waits here to be continued. */
    public final Condition continued = new Condition();

    /**
     * Signals sent and not yet delivered, changed only by {@link #changePending}; blocked ones. See {@link
     * Signal#bit}.
     */
    public volatile long pendingSignals;
    public volatile long blockedSignals;
    /** Of the pending ones, those that the process's own instructions caused. */
    public long forcedSignals;
    /**
     * By signal − 1: what to do; and of the last one sent, {@code si_code} and what follows it, a sender (pid, uid)
     * or an address.
     */
    @QuasiInvariant
    public final SignalAction[] actions = new SignalAction[Signal.COUNT];
    public final int[] codes = new int[Signal.COUNT];
    public final long[] values = new long[Signal.COUNT];
    /** Blocked set to return to after {@code sigsuspend}'s handler. */
    public long savedBlocked;
    public boolean restoreBlocked;
    /**
     * The process that it last sent a signal to, and that signal: kept only while the caching variant of {@code kill_proc} is installed.
     * Null, or on the list.
     */
    @QuasiInvariant
    public Proc lastTarget;
    @QuasiInvariant
    public int lastSignal;
    /** The alternate signal stack: start, bytes (0 = none). */
    public long signalStack;
    public long signalStackBytes;

    /** Those sent with a value, and the value of the one last taken. */
    public QueuedSignal queuedSignals;
    public long signalValue;
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
    /** CPU cycles of the process, once it is a zombie; and of the children it waited for. */
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

    /** Gives a process its number and puts it on the list, behind all others as Linux 2.0 did. Caller holds TABLE. */
    void enter() {
        assert TABLE.isHeldByCurrent();
        pid = freePid();
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
            if (each.pid == number || each.group == number || each.session == number) {
                return true;
            }
        }
        return false;
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

    /** Lets a stopped process run on. */
    public void resume() {
        if (state == STOPPED) {
            state = ALIVE;
            continued.broadcast();
        }
    }

    /** Frees the object and what it alone holds; the process is off the list and its thread gone or about to go. */
    void free() {
        Signals.forgetQueued(this);
        for (int i = 0; i < actions.length; i++) {
            Kmem.free(actions[i]);
        }
        Kmem.free(actions);
        Kmem.free(codes);
        Kmem.free(values);
        childChanged.free();
        continued.free();
        if (executablePath != null) {
            Kmem.free(executablePath);
            Kmem.free(arguments);
        }
        Kmem.free(this);
    }

    /** Processes on the list, zombies included. */
    public static int count() {
        return count;
    }
}
