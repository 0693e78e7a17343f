package dev.lamarck.kernel.signal;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.ThreadContext;
import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * Sending signals. The walk along the list of processes is done with preemption off: nobody leaves the list
 * meanwhile.
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
        if (pid > 0) {
            return killProc(pid, signal);
        }
        if (pid == -1) {
            return killAll(signal);
        }
        return killGroup(pid == 0 ? Proc.current().group : -pid, signal);
    }

    @Symbol("kill_proc")
    @NoInline
    public static int killProc(int pid, int signal) {
        Sched.disablePreemption();
        int result = -Errno.ESRCH;
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.pid == pid) {
                result = send(signal, each);
                break;
            }
        }
        Sched.enablePreemption();
        return result;
    }

    /** To every process of a group. */
    @Symbol("kill_pg")
    @NoInline
    public static int killGroup(int group, int signal) {
        Sched.disablePreemption();
        int result = -Errno.ESRCH;
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.group == group) {
                result = send(signal, each);
            }
        }
        Sched.enablePreemption();
        return result;
    }

    private static int killAll(int signal) {
        Sched.disablePreemption();
        int result = -Errno.ESRCH;
        Proc self = Proc.current();
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.pid > 1 && each != self) {
                result = send(signal, each);
            }
        }
        Sched.enablePreemption();
        return result;
    }

    /** Sends to one process. Caller keeps it from disappearing. */
    @Symbol("send_sig")
    @NoInline
    public static int send(int signal, Proc to) {
        if (signal < 0 || signal > Signal.COUNT) {
            return -Errno.EINVAL;
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
        Proc from = Proc.current();
        to.codes[signal - 1] = from == null ? SI_KERNEL : SI_USER;
        to.values[signal - 1] = from == null ? 0 : (long) from.pid << 32;
        generate(signal, to);
        return 0;
    }

    /** Makes a signal pending, unless the process would ignore it, and gets its attention. */
    @Symbol("generate")
    @NoInline
    static void generate(int signal, Proc to) {
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
        return signal;
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
            }
        }
        return 0;
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
        self.savedBlocked = self.blockedSignals;
        self.restoreBlocked = true;
        block(self, blocked);
        Sched.pause();
        return -Errno.EINTR;
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
