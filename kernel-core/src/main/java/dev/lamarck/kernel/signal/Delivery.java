package dev.lamarck.kernel.signal;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.process.Exit;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.ThreadContext;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;

/** Acts on pending signals on the way back to user mode, with the current thread's own frame in hand. */
@Magic
public final class Delivery {
    private static final int TRAP_INSTRUCTION_BYTES = 4;

    /**
     * Takes signals until one has a handler, which the frame then enters, or none is left. May not return: the
     * default action may be to die.
     */
    public static void deliver(KThread self, @Kva long frame) {
        Proc proc = self.proc;
        Sched.clear(self, ThreadContext.SIGNAL);
        for (int signal = Signals.take(proc); signal != 0; signal = Signals.take(proc)) {
            SignalAction action = proc.actions[signal - 1];
            if (action.handler == SignalAction.DEFAULT) {
                defaultAction(proc, signal);
            } else if (action.handler != SignalAction.IGNORE) {
                handle(proc, signal, action, frame);
                return;
            }
        }
        restartCall(frame, true);
        if (proc.restoreBlocked) {
            proc.restoreBlocked = false;
            Signals.block(proc, proc.savedBlocked);
        }
    }

    private static void defaultAction(Proc proc, int signal) {
        if (Signal.isStop(signal)) {
            Exit.stop(proc, signal);
        } else if (!Signal.isIgnoredByDefault(signal)) {
            Exit.killed(proc, signal);
        }
    }

    private static void handle(Proc proc, int signal, SignalAction action, long frame) {
        restartCall(frame, (action.flags & SignalAction.RESTART) != 0);
        long blockedAfter = proc.restoreBlocked ? proc.savedBlocked : proc.blockedSignals;
        proc.restoreBlocked = false;
        if (SignalFrame.push(proc, signal, action, blockedAfter, frame) != 0) {
            Exit.killed(proc, Signal.SIGSEGV);
        }
        long blocked = proc.blockedSignals | action.mask;
        if ((action.flags & SignalAction.NO_DEFER) == 0) {
            blocked |= Signal.bit(signal);
        }
        if ((action.flags & SignalAction.RESET_HAND) != 0) {
            action.handler = SignalAction.DEFAULT;
        }
        Signals.block(proc, blocked);
    }

    /** A system call that was interrupted before it did anything is made again, or reports so. */
    private static void restartCall(long frame, boolean again) {
        boolean isInterrupted = TrapFrame.get(frame, TrapFrame.CALL) != 0 && TrapFrame.isError(frame, Errno.ERESTART);
        TrapFrame.set(frame, TrapFrame.CALL, 0);
        if (!isInterrupted) {
            return;
        }
        if (again) {
            TrapFrame.setOut(frame, 0, TrapFrame.get(frame, TrapFrame.FIRST_ARGUMENT));
            TrapFrame.jump(frame, TrapFrame.get(frame, TrapFrame.PC) - TRAP_INSTRUCTION_BYTES);
        } else {
            TrapFrame.setResult(frame, -Errno.EINTR);
        }
    }

    private Delivery() {}
}
