package dev.lamarck.kernel.process;

import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.exec.CopyOut;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.signal.IntervalTimer;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.SignalAction;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Symbol;

/** How processes end and stop. When the first process ends, so does the machine. */
@Magic
public final class Exit {
    private static final int FIRST_PID = 1;
    private static final int POWER_OFF = 0x00;
    private static final long OUTCOME_SIGNALLED = 1L << 32;

    /** The current process ends with a code. Does not return. */
    @Symbol("do_exit")
    public static void exit(int code) {
        Proc self = Proc.current();
        if (self.pid == FIRST_PID) {
            powerOff(code & 0xFF);
        }
        end(self, ChildStatus.exited(code));
    }

    /** The current process ends by a signal. Does not return. */
    public static void killed(Proc self, int signal) {
        if (self.pid == FIRST_PID) {
            powerOff(OUTCOME_SIGNALLED | signal);
        }
        end(self, ChildStatus.killed(signal));
    }

    private static void powerOff(long outcome) {
        CopyOut.run();
        Devices.write(Devices.SYSTEM_CONTROL, POWER_OFF, outcome);
    }

    private static void end(Proc self, int status) {
        KThread thread = KThread.current();
        self.files.closeAll();
        IntervalTimer.deleteAll(self);
        AddressSpace space = self.space;
        self.space = null;
        space.destroy();
        Proc.TABLE.acquire();
        giveAwayChildren(self);
        self.exitStatus = status;
        self.usedCycles = thread.cycles;
        Proc parent = self.parent;
        boolean isAwaited = !ignoresChildren(parent);
        thread.proc = null;
        self.state = Proc.ZOMBIE;
        if (isAwaited) {
            report(self, parent);
        } else {
            self.leave();
            self.free();
            parent.childChanged.broadcast();
        }
        Proc.TABLE.release();
        Sched.exit();
    }

    private static boolean ignoresChildren(Proc parent) {
        SignalAction action = parent.actions[Signal.SIGCHLD - 1];
        return action.handler == SignalAction.IGNORE || (action.flags & SignalAction.NO_CHILD_WAIT) != 0;
    }

    /** To the first process, which hears of those already dead. Caller holds TABLE. */
    private static void giveAwayChildren(Proc self) {
        Proc first = Proc.find(FIRST_PID);
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.parent == self) {
                each.parent = first;
                if (each.state == Proc.ZOMBIE) {
                    first.childChanged.broadcast();
                }
            }
        }
    }

    private static void report(Proc self, Proc parent) {
        Signals.send(Signal.SIGCHLD, parent, true);
        parent.codes[Signal.SIGCHLD - 1] = ChildStatus.code(self.exitStatus);
        parent.values[Signal.SIGCHLD - 1] = (long) self.pid << 32;
        parent.childStatus = ChildStatus.value(self.exitStatus);
        parent.childChanged.broadcast();
    }

    /** The current process stops until SIGCONT or SIGKILL. */
    public static void stop(Proc self, int signal) {
        Proc.TABLE.acquire();
        self.exitStatus = ChildStatus.stopped(signal);
        self.stopReported = false;
        self.state = Proc.STOPPED;
        if ((self.parent.actions[Signal.SIGCHLD - 1].flags & SignalAction.NO_CHILD_STOP) == 0) {
            report(self, self.parent);
        } else {
            self.parent.childChanged.broadcast();
        }
        while (self.state == Proc.STOPPED) {
            self.continued.await(Proc.TABLE);
        }
        Proc.TABLE.release();
    }

    private Exit() {}
}
