package dev.lamarck.kernel.signal;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.kernel.trap.ThreadContext;
import dev.lamarck.toolchain.magic.Inline;
import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.Root;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * Sending signals, along the path of Linux 2.0: {@code sys_kill}, {@code kill_proc}, {@code send_sig}, {@code generate}, with its
 * linear search of the list of processes and its permission checks. That kernel was not preemptible; here preemption is off from
 * {@code sys_kill} on, so nobody leaves the list during the walk.
 */
public final class Signals {
    // si_code of what the kernel itself sends, and of kill
    public static final int SI_USER = 0;
    public static final int SI_KERNEL = 0x80;
    public static final int ILL_ILLOPC = 1;
    public static final int ILL_ILLTRP = 4;
    public static final int ILL_PRVOPC = 5;
    public static final int FPE_INTDIV = 1;
    public static final int FPE_FLTDIV = 3;
    public static final int FPE_FLTOVF = 4;
    public static final int FPE_FLTUND = 5;
    public static final int FPE_FLTRES = 6;
    public static final int FPE_FLTINV = 7;
    public static final int SEGV_MAPERR = 1;
    public static final int BUS_ADRALN = 1;
    public static final int BUS_ADRERR = 2;
    public static final int TRAP_BRKPT = 1;
    public static final int EMT_TAGOVF = 1;

    /**
     * {@code kill}: to a process, to a group (pid &lt; −1, or 0 for one's own), to all but oneself and the first (−1).
     *
     * @param signal 0 asks only whether there is someone to receive it
     */
    @Symbol("sys_kill")
    @NoInline
    public static int kill(int pid, int signal) {
        Sched.disablePreemption();
        int result;
        if (pid > 0) {
            result = killProc(pid, signal, false);
        } else if (pid == -1) {
            result = killAll(signal);
        } else {
            result = killGroup(pid == 0 ? Proc.current().group : -pid, signal);
        }
        Sched.enablePreemption();
        return result;
    }

    /** To the process with a number. Caller has preemption off. */
    @Symbol("kill_proc")
    @NoInline
    static int killProc(int pid, int signal, boolean privileged) {
        if (signal < 0 || signal > Signal.COUNT) {
            return -Errno.EINVAL;
        }
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.pid == pid) {
                return send(signal, each, privileged);
            }
        }
        return -Errno.ESRCH;
    }

    /**
     * {@link #killProc} with the cache that the Synthetix paper added by hand (section 4.1.1): a sender whose last target has the wanted
     * number, for the same signal, need not search. Linked, but executed only once it is installed in the other's place; then {@code
     * proc_leave_cached} is, too.
     */
    @Symbol("kill_proc_cached")
    @Root
    static int killProcCached(int pid, int signal, boolean privileged) {
        if (signal < 0 || signal > Signal.COUNT) {
            return -Errno.EINVAL;
        }
        Proc self = Proc.current();
        Proc last = self.lastTarget;
        if (last != null && last.pid == pid && self.lastSignal == signal) {
            return send(signal, last, privileged);
        }
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.pid == pid) {
                self.lastTarget = each;
                self.lastSignal = signal;
                return send(signal, each, privileged);
            }
        }
        return -Errno.ESRCH;
    }

    /**
     * {@link #killProc} with {@code send_sig} and {@code generate} in it and nothing else: what folding alone gains. Linked, but executed
     * only once it is installed in the other's place.
     */
    @Symbol("kill_proc_folded")
    @Root
    static int killProcFolded(int pid, int signal, boolean privileged) {
        if (signal < 0 || signal > Signal.COUNT) {
            return -Errno.EINVAL;
        }
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.pid == pid) {
                return send(signal, each, privileged, true);
            }
        }
        return -Errno.ESRCH;
    }

    /** To every process of a group. Caller has preemption off. */
    @Symbol("kill_pg")
    @NoInline
    static int killGroup(int group, int signal) {
        int found = 0;
        int result = -Errno.ESRCH;
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.group == group) {
                int error = send(signal, each, false);
                if (error == 0) {
                    found++;
                } else {
                    result = error;
                }
            }
        }
        return found > 0 ? 0 : result;
    }

    /** Of the kernel's own, to every process of a group. */
    public static void sendToGroup(int group, int signal) {
        Sched.disablePreemption();
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.group == group) {
                send(signal, each, true);
            }
        }
        Sched.enablePreemption();
    }

    private static int killAll(int signal) {
        int others = 0;
        int result = 0;
        Proc self = Proc.current();
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.pid > 1 && each != self) {
                others++;
                int error = send(signal, each, false);
                if (error != -Errno.EPERM) {
                    result = error;
                }
            }
        }
        return others > 0 ? result : -Errno.ESRCH;
    }

    /** Sends to one process, if the current one may or the sender is the kernel. Caller keeps it from disappearing. */
    @Symbol("send_sig")
    @NoInline
    public static int send(int signal, Proc to, boolean privileged) {
        return send(signal, to, privileged, false);
    }

    /** {@link #send}, and with {@code generate} in it if wanted, which is known where this is compiled. */
    @Inline
    private static int send(int signal, Proc to, boolean privileged, boolean folded) {
        if (signal < 0 || signal > Signal.COUNT) {
            return -Errno.EINVAL;
        }
        Proc from = Proc.current();
        if (!privileged && !maySend(from, signal, to)) {
            return -Errno.EPERM;
        }
        if (signal == 0 || to.state == Proc.ZOMBIE) {
            return 0;
        }
        continueOrStop(signal, to);
        to.codes[signal - 1] = from == null ? SI_KERNEL : SI_USER;
        to.values[signal - 1] = from == null ? 0 : (long) from.pid << 32;
        if (folded) {
            makePending(signal, to);
        } else {
            generate(signal, to);
        }
        return 0;
    }

    /** To one's own session SIGCONT; else if one's real or effective user is the other's real or saved one, or the superuser. */
    private static boolean maySend(Proc from, int signal, Proc to) {
        return signal == Signal.SIGCONT && from.session == to.session
                || from.euid == to.suid || from.euid == to.uid || from.uid == to.suid || from.uid == to.uid
                || from.isSuperuser();
    }

    /** What a signal does by being sent: lets a stopped process run on, or takes the opposite back. */
    @Inline
    private static void continueOrStop(int signal, Proc to) {
        if (signal == Signal.SIGKILL || signal == Signal.SIGCONT) {
            takeBack(Signal.STOPPING, to);
            to.resume(signal == Signal.SIGCONT);
        } else if (Signal.isStop(signal)) {
            takeBack(Signal.bit(Signal.SIGCONT), to);
        }
    }

    /** Takes signals off a process and its threads. Caller keeps both from disappearing. */
    private static void takeBack(long set, Proc from) {
        long level = Interrupts.disable();
        from.changePending(set, 0);
        from.queue.removeAll(set);
        for (KThread each = from.thread; each != null; each = each.nextOfProcess) {
            each.signals.pending &= ~set;
            each.signals.queue.removeAll(set);
        }
        Interrupts.restore(level);
    }

    /** Makes a signal pending, unless the process would ignore it, and gets its attention. */
    @Symbol("generate")
    @NoInline
    static void generate(int signal, Proc to) {
        makePending(signal, to);
    }

    @Inline
    private static void makePending(int signal, Proc to) {
        long mask = Signal.bit(signal);
        KThread receiver = receiver(to, mask);
        if (receiver != null) {
            if (signal != Signal.SIGCHLD && ignores(to.actions[signal - 1], signal)) {
                return;
            }
        }
        to.changePending(0, mask);
        if (receiver != null) {
            Sched.post(receiver, ThreadContext.SIGNAL);
        }
    }

    /** The first thread that does not block a signal, which is to take it; null if all do. Caller keeps the threads from disappearing. */
    @Inline
    private static KThread receiver(Proc to, long mask) {
        KThread each = to.thread;
        while (each != null && (each.signals.blocked & mask) != 0) {
            each = each.nextOfProcess;
        }
        return each;
    }

    /**
     * Sends a signal with a value to a process, in the current one's name: {@code sigqueue}.
     *
     * @param code {@code si_code}, which is negative for what programs send
     * @return 0, −EINVAL, −ESRCH, −EPERM, −EAGAIN
     */
    public static int queue(int pid, int signal, int code, long value) {
        Sched.disablePreemption();
        int error = queueFor(Proc.find(pid), null, signal, code, value);
        Sched.enablePreemption();
        return error;
    }

    /** As {@link #queue(int, int, int, long)}, to one thread, of a certain process unless that is 0: {@code tgkill}. */
    public static int queueToThread(int pid, int number, int signal, int code, long value) {
        Sched.disablePreemption();
        KThread thread = Proc.anyThread(number);
        Proc to = thread == null || pid != 0 && thread.proc.pid != pid ? null : thread.proc;
        int error = queueFor(to, thread, signal, code, value);
        Sched.enablePreemption();
        return error;
    }

    /** Caller has preemption off. */
    private static int queueFor(Proc to, KThread thread, int signal, int code, long value) {
        Proc self = Proc.current();
        if (signal < 0 || signal > Signal.COUNT) {
            return -Errno.EINVAL;
        }
        if (to == null) {
            return -Errno.ESRCH;
        }
        if (!maySend(self, signal, to)) {
            return -Errno.EPERM;
        }
        if (signal == 0 || to.state == Proc.ZOMBIE) {
            return 0;
        }
        if ((thread == null ? to.queue : thread.signals.queue).isFull()) {
            return -Errno.EAGAIN;
        }
        continueOrStop(signal, to);
        QueuedSignal record = new QueuedSignal(signal, null);
        record.code = code;
        record.origin = (long) self.pid << 32 | self.uid;
        record.value = value;
        enqueue(record, to, thread);
        return 0;
    }

    /** A signal of the kernel's to the current thread, as of another process's with its number: a broken pipe's. */
    public static void sendToCurrent(int signal) {
        KThread self = KThread.current();
        Sched.disablePreemption();
        queueFor(self.proc, self, signal, SI_USER, 0);
        Sched.enablePreemption();
    }

    /**
     * Makes a signal pending that has a record, for a process or one thread of it, unless it would be ignored or, not being real-time, is pending
     * already. Caller keeps the receiver from disappearing.
     */
    static void enqueue(QueuedSignal record, Proc to, KThread thread) {
        int signal = record.signal;
        assert to.state != Proc.ZOMBIE;
        long mask = Signal.bit(signal);
        long level = Interrupts.disable();
        boolean isBlocked = thread == null ? receiver(to, mask) == null : (thread.signals.blocked & mask) != 0;
        long pending = thread == null ? to.pendingSignals : thread.signals.pending;
        boolean isMerged = signal < Signal.REAL_TIME && (pending & mask) != 0;
        if (isMerged || !isBlocked && ignores(to.actions[signal - 1], signal)) {
            if (record.timer == null) {
                Kmem.free(record);
            }
        } else if (thread == null) {
            to.queue.append(record);
            generate(signal, to);
        } else {
            thread.signals.queue.append(record);
            thread.signals.pending |= mask;
            if (!isBlocked) {
                Sched.post(thread, ThreadContext.SIGNAL);
            }
        }
        Interrupts.restore(level);
    }

    private static boolean ignores(SignalAction action, int signal) {
        return action.handler == SignalAction.IGNORE
                || action.handler == SignalAction.DEFAULT && Signal.isIgnoredByDefault(signal);
    }

    /** A signal that the current thread caused itself and must take now; if it cannot, the default action takes it. */
    public static void force(KThread self, int signal, int code, long address) {
        ThreadSignals own = self.signals;
        SignalAction action = self.proc.actions[signal - 1];
        long mask = Signal.bit(signal);
        if (action.handler == SignalAction.IGNORE || (own.blocked & mask) != 0) {
            action.handler = SignalAction.DEFAULT;
            own.blocked &= ~mask;
        }
        own.forcedCode = code;
        own.forcedAddress = address;
        own.forced |= mask;
        Sched.post(self, ThreadContext.SIGNAL);
    }

    /**
     * Takes the next signal to deliver to the current thread: one that it forced, one sent to it, one sent to its process. What came with it is then
     * in its {@link ThreadSignals}.
     *
     * @return 0 if there is none
     */
    static int take(KThread self) {
        ThreadSignals own = self.signals;
        Proc proc = self.proc;
        long level = Interrupts.disable();
        long mine = own.forced != 0 ? own.forced : own.pending & ~own.blocked;
        long ready = mine != 0 ? mine : proc.pendingSignals & ~own.blocked;
        int signal = ready == 0 ? 0 : Long.numberOfTrailingZeros(ready) + 1;
        if (own.forced != 0) {
            own.forced &= ~Signal.bit(signal);
            describe(own, own.forcedCode, own.forcedAddress, 0);
        } else if (mine != 0) {
            own.pending &= ~Signal.bit(signal);
            own.pending |= takeRecord(own, own.queue, signal);
        } else if (ready != 0) {
            proc.changePending(Signal.bit(signal), 0);
            describe(own, proc.codes[signal - 1], proc.values[signal - 1], signal == Signal.SIGCHLD ? (long) proc.childStatus << 32 : 0);
            proc.changePending(0, takeRecord(own, proc.queue, signal));
        }
        proc.isToStop |= Signal.isStop(signal);
        Interrupts.restore(level);
        return signal;
    }

    private static void describe(ThreadSignals taken, int code, long origin, long value) {
        taken.code = code;
        taken.origin = origin;
        taken.value = value;
    }

    /** Takes the record of a signal, if there is one. @return the signal's bit if another of its number stays pending */
    private static long takeRecord(ThreadSignals taken, SignalQueue queue, int signal) {
        QueuedSignal record = queue.first(signal);
        if (record == null) {
            return 0;
        }
        describe(taken, record.code, record.timer == null ? record.origin : record.timer.deliver(), record.value);
        queue.remove(record);
        return queue.first(signal) == null ? 0 : Signal.bit(signal);
    }

    /** {@code sigtimedwait}: takes a pending signal of a set, blocked or not, waiting for one. @return its number, −EAGAIN or −EINTR */
    public static int await(KThread self, long set, long limit) {
        ThreadSignals own = self.signals;
        long blocked = own.blocked;
        long wanted = set & ~Signal.UNMASKABLE;
        own.blocked = blocked & ~wanted;
        int result = 0;
        while (result == 0) {
            Sched.clear(self, ThreadContext.SIGNAL);
            long ready = pending(self) & ~own.blocked;
            if (isCalled(self)) {
                result = -Errno.EINTR;
            } else if ((ready & wanted) != 0) {
                own.blocked = ~wanted;
                result = take(self);
                own.blocked = blocked & ~wanted;
            } else if (ready != 0 && !isIgnoredChild(self.proc, ready)) {
                result = -Errno.EINTR;
            } else if (Clock.sleepUntil(limit) == 0 && (pending(self) & wanted) == 0) {
                result = -Errno.EAGAIN;
            }
        }
        block(self, blocked);
        return result;
    }

    /** Whether there is something for a thread to do in {@link Delivery} besides taking signals; it is then told so again. */
    private static boolean isCalled(KThread self) {
        boolean isCalled = self.proc.state == Proc.STOPPED || self.proc.mustLeave(self);
        if (isCalled) {
            Sched.post(self, ThreadContext.SIGNAL);
        }
        return isCalled;
    }

    /** What is pending for a thread: its own and its process's. */
    public static long pending(KThread thread) {
        return thread.signals.pending | thread.proc.pendingSignals;
    }

    /** Whether nothing is ready but a SIGCHLD that nobody waits for, which then is no more. */
    private static boolean isIgnoredChild(Proc self, long ready) {
        boolean isIgnored = ready == Signal.bit(Signal.SIGCHLD) && ignores(self.actions[Signal.SIGCHLD - 1], Signal.SIGCHLD);
        if (isIgnored) {
            self.changePending(ready, 0);
        }
        return isIgnored;
    }

    /** {@code sigaction}. Either may be null. @return 0 or −EINVAL */
    public static int setAction(Proc self, int signal, SignalAction wanted, SignalAction old) {
        if (signal < 1 || signal > Signal.COUNT || wanted != null && (Signal.UNMASKABLE & Signal.bit(signal)) != 0) {
            return -Errno.EINVAL;
        }
        SignalAction action = self.actions[signal - 1];
        if (old != null) {
            old.set(action);
        }
        if (wanted != null) {
            action.set(wanted);
            action.mask &= ~Signal.UNMASKABLE;
            if (signal != Signal.SIGCHLD && ignores(action, signal)) {
                Sched.disablePreemption();
                takeBack(Signal.bit(signal), self);
                Sched.enablePreemption();
            }
        }
        return 0;
    }

    /** {@code sigprocmask}'s effect: a new blocked set for the current thread. */
    public static void block(KThread self, long blocked) {
        ThreadSignals own = self.signals;
        long wanted = blocked & ~Signal.UNMASKABLE;
        long left = self.proc.pendingSignals & wanted & ~own.blocked;
        own.blocked = wanted;
        if ((pending(self) & ~wanted) != 0) {
            Sched.post(self, ThreadContext.SIGNAL);
        }
        if (left != 0) {
            passOn(self.proc, left);
        }
    }

    /** Tells the threads of a process that it has signals: the one that was told before blocks them now, or is no more. */
    public static void passOn(Proc self, long set) {
        Sched.disablePreemption();
        for (KThread each = self.thread; each != null; each = each.nextOfProcess) {
            if ((set & ~each.signals.blocked) != 0) {
                Sched.post(each, ThreadContext.SIGNAL);
            }
        }
        Sched.enablePreemption();
    }

    /** {@code sigsuspend}: sleeps with another blocked set until a handler runs. @return −ERESTART_UNHANDLED */
    public static int suspend(KThread self, long blocked) {
        blockForNow(self, blocked);
        Sched.pause();
        return -Errno.ERESTART_UNHANDLED;
    }

    /** Blocks other signals until the next is delivered, or {@link #unblock}. */
    public static void blockForNow(KThread self, long blocked) {
        self.signals.savedBlocked = self.signals.blocked;
        self.signals.restoreBlocked = true;
        block(self, blocked);
    }

    /** Takes {@link #blockForNow} back. */
    public static void unblock(KThread self) {
        self.signals.restoreBlocked = false;
        block(self, self.signals.savedBlocked);
    }

    /**
     * {@code exec}, by the only thread: caught signals get their default action; ignored ones stay ignored; the alternate stack is gone.
     */
    public static void reset(KThread self) {
        for (int i = 0; i < Signal.COUNT; i++) {
            SignalAction action = self.proc.actions[i];
            if (action.handler != SignalAction.IGNORE) {
                action.handler = SignalAction.DEFAULT;
            }
            action.flags = 0;
            action.mask = 0;
        }
        self.signals.stack = 0;
        self.signals.stackBytes = 0;
    }

    /** {@code fork}: the child does as its parent's thread, with nothing pending. */
    public static void copy(KThread from, Proc to) {
        for (int i = 0; i < Signal.COUNT; i++) {
            to.actions[i].set(from.proc.actions[i]);
        }
        to.thread.signals.blocked = from.signals.blocked;
        to.thread.signals.stack = from.signals.stack;
        to.thread.signals.stackBytes = from.signals.stackBytes;
    }

    private Signals() {}
}
