package dev.lamarck.kernel.process;

import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.exec.CopyOut;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.ipc.Leaving;
import dev.lamarck.kernel.kmem.KmemAudit;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.signal.IntervalTimer;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.SignalAction;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.kernel.tty.FurtherTerminals;
import dev.lamarck.kernel.tty.JobControl;
import dev.lamarck.kernel.tty.Terminal;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * How threads and processes end and stop. A thread ends itself, on its way to user mode: where it was asleep in the kernel it has cleared up by
 * then. The last thread of a process ends the process; when the first process ends, so does the machine.
 */
@Magic
public final class Exit {
    private static final int FIRST_PID = 1;
    private static final int POWER_OFF = 0x00;
    private static final long OUTCOME_SIGNALLED = 1L << 32;

    /** The current thread ends; what becomes of the process is for its first thread to say. Does not return. */
    @Symbol("do_exit")
    public static void exit(int code) {
        KThread self = KThread.current();
        Proc proc = self.proc;
        Proc.TABLE.acquire();
        if (self.tid == proc.pid && !proc.mustLeave(self)) {
            proc.exitStatus = ChildStatus.exited(code);
        }
        Proc.TABLE.release();
        leave(self);
    }

    /** The current process ends with a code. Does not return. */
    @Symbol("do_group_exit")
    public static void exitGroup(int code) {
        endAll(ChildStatus.exited(code));
    }

    /** The current process ends by a signal. Does not return. */
    public static void killed(int signal) {
        endAll(ChildStatus.killed(signal));
    }

    private static void endAll(int status) {
        KThread self = KThread.current();
        Proc.TABLE.acquire();
        if (self.proc.end(null)) {
            self.proc.exitStatus = status;
        }
        Proc.TABLE.release();
        leave(self);
    }

    /** Has the other threads of the current process leave. @return false if the current one is to leave itself */
    static boolean outlive(KThread self) {
        Proc.TABLE.acquire();
        boolean isAlone = self.proc.end(self);
        if (isAlone) {
            self.proc.awaitAlone();
        }
        Proc.TABLE.release();
        return isAlone;
    }

    /** Does what another thread decided for all: leaves, or waits while they are stopped. */
    public static void heed(KThread self) {
        Proc proc = self.proc;
        if (proc.state == Proc.STOPPED) {
            Proc.TABLE.acquire();
            awaitContinued(proc);
            Proc.TABLE.release();
        }
        if (proc.mustLeave(self)) {
            leave(self);
        }
    }

    private static void leave(KThread self) {
        Proc proc = self.proc;
        Futex.leave(self);
        Proc.TABLE.acquire();
        boolean isLast = proc.threadCount == 1;
        if (!isLast) {
            proc.remove(self);
        }
        Proc.TABLE.release();
        if (isLast) {
            end(proc);
        }
        Sched.exit();
    }

    /** The last thread ends its process. */
    private static void end(Proc self) {
        if (self.pid == FIRST_PID) {
            CopyOut.run();
            RootFileSystem.sync();
            KmemAudit.finish();
            long value = ChildStatus.value(self.exitStatus);
            Devices.write(Devices.SYSTEM_CONTROL, POWER_OFF, ChildStatus.isExit(self.exitStatus) ? value : OUTCOME_SIGNALLED | value);
        }
        self.files.closeAll();
        AddressSpace space = self.space;
        self.space = null;
        space.destroy();
        IntervalTimer.deleteAll(self);
        Leaving.leave(self);
        Proc.TABLE.acquire();
        giveAwayChildren(self);
        KThread thread = KThread.current();
        self.usedCycles += thread.usedCycles();
        self.holdsParent = false;
        Proc parent = self.parent;
        boolean isAwaited = !self.isOrphan && !ignoresChildren(parent);
        int pid = self.pid;
        int group = self.group;
        int session = self.session;
        long level = Interrupts.disable();
        self.state = Proc.ZOMBIE;
        self.thread = null;
        thread.proc = null;
        Interrupts.restore(level);
        if (isAwaited) {
            report(self, parent, self.exitStatus);
        } else {
            self.leave();
            self.free();
            parent.childChanged.broadcast();
        }
        if (parent.group != group && parent.session == session) {
            JobControl.checkOrphaned(group);
        }
        if (session == pid) {
            Terminal.CONSOLE.hangUp(session);
            FurtherTerminals.hangUp(session);
        }
        Proc.TABLE.release();
    }

    private static boolean ignoresChildren(Proc parent) {
        SignalAction action = parent.actions[Signal.SIGCHLD - 1];
        return action.handler == SignalAction.IGNORE || (action.flags & SignalAction.NO_CHILD_WAIT) != 0;
    }

    /** To the first process by name, but the kernel itself does what is left to do for them: an ordinary program may be the first. Caller holds TABLE. */
    private static void giveAwayChildren(Proc self) {
        Proc first = Proc.find(FIRST_PID);
        Proc next;
        for (Proc each = Proc.first(); each != null; each = next) {
            next = each.next;
            if (each.parent == self) {
                if (each.deathSignal != 0) {
                    Signals.send(each.deathSignal, each, true);
                }
                each.beChildOf(first);
                each.isOrphan = true;
                if (each.group != self.group && each.session == self.session) {
                    JobControl.checkOrphaned(each.group);
                }
                if (each.state == Proc.ZOMBIE) {
                    each.leave();
                    each.free();
                }
            }
        }
    }

    /** The signal says what it is about before anyone can take it. */
    private static void report(Proc self, Proc parent, int status) {
        Sched.disablePreemption();
        Signals.send(Signal.SIGCHLD, parent, true);
        parent.codes[Signal.SIGCHLD - 1] = ChildStatus.code(status);
        parent.values[Signal.SIGCHLD - 1] = (long) self.pid << 32;
        parent.childStatus = ChildStatus.value(status);
        Sched.enablePreemption();
        parent.childChanged.broadcast();
    }

    /**
     * The current process stops until SIGCONT or SIGKILL: this thread here, the others in {@link #heed}. Not the first process, nor for a key one of a group that
     * nobody is there to continue; in the first process's own group that process is. Nor if it was told to run on while this thread waited for the table.
     */
    public static void stop(KThread self, int signal) {
        Proc proc = self.proc;
        Proc.TABLE.acquire();
        boolean isContinuable = signal == Signal.SIGSTOP || proc.group == FIRST_PID || !JobControl.isOrphaned(proc.group);
        if (!proc.mustLeave(self) && proc.parent != null && isContinuable && proc.isToStop) {
            proc.stop(ChildStatus.stopped(signal));
            reportStop(proc, proc.stopStatus);
            awaitContinued(proc);
        }
        Proc.TABLE.release();
        heed(self);
    }

    /** That it has stopped or runs on, of which the parent may want no signal. Caller holds TABLE. */
    private static void reportStop(Proc proc, int status) {
        if (!proc.isOrphan && (proc.parent.actions[Signal.SIGCHLD - 1].flags & SignalAction.NO_CHILD_STOP) == 0) {
            report(proc, proc.parent, status);
        } else {
            proc.parent.childChanged.broadcast();
        }
    }

    /** SIGCONT, which may come from an interrupt, takes no lock: nobody may send it between the look and going to sleep. The first thread to run on tells the parent. Caller holds TABLE. */
    private static void awaitContinued(Proc proc) {
        Sched.disablePreemption();
        while (proc.state == Proc.STOPPED) {
            proc.continued.await(Proc.TABLE);
        }
        Sched.enablePreemption();
        boolean isKilled = (proc.pendingSignals & Signal.bit(Signal.SIGKILL)) != 0 || proc.mustLeave(KThread.current());
        if (proc.tellsContinue && !isKilled) {
            proc.tellsContinue = false;
            reportStop(proc, ChildStatus.CONTINUED);
        }
    }

    private Exit() {}
}
