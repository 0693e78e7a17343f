package dev.lamarck.kernel.signal;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
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
        if (signal == Signal.SIGKILL || signal == Signal.SIGCONT) {
            to.changePending(Signal.STOPPING, 0);
            to.resume();
        } else if (Signal.isStop(signal)) {
            to.changePending(Signal.bit(Signal.SIGCONT), 0);
        }
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

    /** Makes a signal pending, unless the process would ignore it, and gets its attention. */
    @Symbol("generate")
    @NoInline
    static void generate(int signal, Proc to) {
        makePending(signal, to);
    }

    @Inline
    private static void makePending(int signal, Proc to) {
        long mask = Signal.bit(signal);
        if ((to.blockedSignals & mask) == 0) {
            if (signal != Signal.SIGCHLD && ignores(to.actions[signal - 1], signal)) {
                return;
            }
        }
        to.changePending(0, mask);
        if ((mask & ~to.blockedSignals) != 0) {
            Sched.post(to.thread, ThreadContext.SIGNAL);
        }
    }

    /**
     * Sends a signal with a value, in the current process's name: {@code sigqueue}.
     *
     * @param code {@code si_code}, which is negative for what programs send
     * @return 0, −EINVAL, −ESRCH, −EPERM, −EAGAIN
     */
    public static int queue(int pid, int signal, int code, long value) {
        if (signal < 0 || signal > Signal.COUNT) {
            return -Errno.EINVAL;
        }
        Sched.disablePreemption();
        Proc self = Proc.current();
        Proc to = Proc.find(pid);
        int error = to == null ? -Errno.ESRCH : !maySend(self, signal, to) ? -Errno.EPERM : 0;
        if (error == 0 && signal != 0 && QueuedSignal.count(to) >= QueuedSignal.MOST) {
            error = -Errno.EAGAIN;
        }
        if (error == 0 && signal != 0 && to.state != Proc.ZOMBIE) {
            QueuedSignal record = new QueuedSignal(signal, null);
            record.code = code;
            record.origin = (long) self.pid << 32 | self.uid;
            record.value = value;
            enqueue(record, to);
        }
        Sched.enablePreemption();
        return error;
    }

    /** Makes a signal pending that has a value, unless the process would ignore it or, not being real-time, it is pending already. */
    static void enqueue(QueuedSignal record, Proc to) {
        int signal = record.signal;
        assert to.state != Proc.ZOMBIE;
        long level = Interrupts.disable();
        boolean isBlocked = (to.blockedSignals & Signal.bit(signal)) != 0;
        boolean isMerged = signal < Signal.REAL_TIME && (to.pendingSignals & Signal.bit(signal)) != 0;
        if (isMerged || !isBlocked && ignores(to.actions[signal - 1], signal)) {
            if (record.timer == null) {
                Kmem.free(record);
            }
        } else {
            record.append(to);
            generate(signal, to);
        }
        Interrupts.restore(level);
    }

    /** Drops what was sent with a value and is not taken. */
    public static void forgetQueued(Proc self) {
        long level = Interrupts.disable();
        while (self.queuedSignals != null) {
            self.queuedSignals.remove(self);
        }
        Interrupts.restore(level);
    }

    private static boolean ignores(SignalAction action, int signal) {
        return action.handler == SignalAction.IGNORE
                || action.handler == SignalAction.DEFAULT && Signal.isIgnoredByDefault(signal);
    }

    /** A signal that the current process caused itself and must take now; if it cannot, the default action takes it. */
    public static void force(Proc self, int signal, int code, long address) {
        SignalAction action = self.actions[signal - 1];
        long mask = Signal.bit(signal);
        if (action.handler == SignalAction.IGNORE || (self.blockedSignals & mask) != 0) {
            action.handler = SignalAction.DEFAULT;
            self.blockedSignals &= ~mask;
        }
        self.codes[signal - 1] = code;
        self.values[signal - 1] = address;
        self.changePending(0, mask);
        self.forcedSignals |= mask;
        Sched.post(self.thread, ThreadContext.SIGNAL);
    }

    /** Takes the next signal to deliver off the pending set, forced ones first. @return 0 if there is none */
    static int take(Proc self) {
        long forced = self.forcedSignals & self.pendingSignals;
        long ready = forced != 0 ? forced : self.pendingSignals & ~self.blockedSignals;
        if (ready == 0) {
            return 0;
        }
        int signal = Long.numberOfTrailingZeros(ready) + 1;
        self.changePending(Signal.bit(signal), 0);
        self.forcedSignals &= ~Signal.bit(signal);
        self.signalValue = 0;
        if (self.queuedSignals != null) {
            takeQueued(self, signal);
        }
        return signal;
    }

    /** What was sent with the signal; another of its number stays pending. */
    private static void takeQueued(Proc self, int signal) {
        long level = Interrupts.disable();
        QueuedSignal record = QueuedSignal.first(self, signal);
        if (record != null) {
            self.codes[signal - 1] = record.code;
            self.values[signal - 1] = record.timer == null ? record.origin : record.timer.deliver();
            self.signalValue = record.value;
            record.remove(self);
            if (QueuedSignal.first(self, signal) != null) {
                self.changePending(0, Signal.bit(signal));
            }
        }
        Interrupts.restore(level);
    }

    /** {@code sigtimedwait}: takes a pending signal of a set, blocked or not, waiting for one. @return its number, −EAGAIN or −EINTR */
    public static int await(Proc self, long set, long limit) {
        long blocked = self.blockedSignals;
        long wanted = set & ~Signal.UNMASKABLE;
        self.blockedSignals = blocked & ~wanted;
        int result = 0;
        while (result == 0) {
            Sched.clear(self.thread, ThreadContext.SIGNAL);
            long ready = self.pendingSignals & ~self.blockedSignals;
            if ((ready & wanted) != 0) {
                self.blockedSignals = ~wanted;
                result = take(self);
            } else if (ready != 0 && !isIgnoredChild(self, ready)) {
                result = -Errno.EINTR;
            } else if (Clock.sleepUntil(limit) == 0 && (self.pendingSignals & wanted) == 0) {
                result = -Errno.EAGAIN;
            }
        }
        block(self, blocked);
        return result;
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
                self.changePending(Signal.bit(signal), 0);
                dropQueued(self, signal);
            }
        }
        return 0;
    }

    private static void dropQueued(Proc self, int signal) {
        long level = Interrupts.disable();
        for (QueuedSignal each = QueuedSignal.first(self, signal); each != null; each = QueuedSignal.first(self, signal)) {
            each.remove(self);
        }
        Interrupts.restore(level);
    }

    /** {@code sigprocmask}'s effect: a new blocked set. */
    public static void block(Proc self, long blocked) {
        self.blockedSignals = blocked & ~Signal.UNMASKABLE;
        if ((self.pendingSignals & ~self.blockedSignals) != 0) {
            Sched.post(self.thread, ThreadContext.SIGNAL);
        }
    }

    /** {@code sigsuspend}: sleeps with another blocked set until a signal is delivered. @return −EINTR */
    public static int suspend(Proc self, long blocked) {
        blockForNow(self, blocked);
        Sched.pause();
        return -Errno.EINTR;
    }

    /** Blocks other signals until the next is delivered, or {@link #unblock}. */
    public static void blockForNow(Proc self, long blocked) {
        self.savedBlocked = self.blockedSignals;
        self.restoreBlocked = true;
        block(self, blocked);
    }

    /** Takes {@link #blockForNow} back. */
    public static void unblock(Proc self) {
        self.restoreBlocked = false;
        block(self, self.savedBlocked);
    }

    /**
     * {@code exec}: caught signals get their default action; ignored ones stay ignored; the alternate stack is gone.
     */
    public static void reset(Proc self) {
        for (int i = 0; i < Signal.COUNT; i++) {
            SignalAction action = self.actions[i];
            if (action.handler != SignalAction.IGNORE) {
                action.handler = SignalAction.DEFAULT;
            }
            action.flags = 0;
            action.mask = 0;
        }
        self.signalStack = 0;
        self.signalStackBytes = 0;
    }

    /** {@code fork}: the child does as its parent, with nothing pending. */
    public static void copy(Proc from, Proc to) {
        for (int i = 0; i < Signal.COUNT; i++) {
            to.actions[i].set(from.actions[i]);
        }
        to.blockedSignals = from.blockedSignals;
        to.signalStack = from.signalStack;
        to.signalStackBytes = from.signalStackBytes;
    }

    private Signals() {}
}
