package dev.lamarck.kernel.signal;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.process.Exit;
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
     * default action may be to die, and another thread may have said so for all.
     */
    public static void deliver(KThread self, @Kva long frame) {
        Sched.clear(self, ThreadContext.SIGNAL);
        Exit.heed(self);
        for (int signal = Signals.take(self); signal != 0; signal = Signals.take(self)) {
            SignalAction action = self.proc.actions[signal - 1];
            if (action.handler == SignalAction.DEFAULT) {
                defaultAction(self, signal);
            } else if (action.handler != SignalAction.IGNORE) {
                handle(self, signal, action, frame);
                return;
            }
        }
        restartCall(frame, true, true);
        if (self.signals.restoreBlocked) {
            Signals.unblock(self);
        }
    }

    private static void defaultAction(KThread self, int signal) {
        if (Signal.isStop(signal)) {
            Exit.stop(self, signal);
        } else if (!Signal.isIgnoredByDefault(signal)) {
            Exit.killed(signal);
        }
    }

    /** Another thread may change the action meanwhile: the handler entered is the one that was seen here. */
    private static void handle(KThread self, int signal, SignalAction action, long frame) {
        ThreadSignals own = self.signals;
        long flags = action.flags;
        long mask = action.mask;
        long handler = action.handler;
        if ((flags & SignalAction.RESET_HAND) != 0) {
            action.handler = SignalAction.DEFAULT;
        }
        own.forgetWait();
        restartCall(frame, (flags & SignalAction.RESTART) != 0, false);
        long blockedAfter = own.restoreBlocked ? own.savedBlocked : own.blocked;
        own.restoreBlocked = false;
        if (SignalFrame.push(self, signal, flags, handler, action.restorer, blockedAfter, frame) != 0) {
            Exit.killed(Signal.SIGSEGV);
        }
        long blocked = own.blocked | mask;
        if ((flags & SignalAction.NO_DEFER) == 0) {
            blocked |= Signal.bit(signal);
        }
        Signals.block(self, blocked);
    }

    /** A system call that was interrupted before it did anything is made again, or reports so. */
    private static void restartCall(long frame, boolean again, boolean isUnhandled) {
        boolean isCall = TrapFrame.get(frame, TrapFrame.CALL) != 0;
        boolean mayGoOn = isCall && TrapFrame.isError(frame, Errno.ERESTART_UNHANDLED);
        boolean isInterrupted = isCall && TrapFrame.isError(frame, Errno.ERESTART);
        boolean goesOn = isCall && TrapFrame.isError(frame, Errno.ERESTART_ALWAYS);
        TrapFrame.set(frame, TrapFrame.CALL, 0);
        if (!isInterrupted && !mayGoOn && !goesOn) {
            return;
        }
        if (goesOn || (mayGoOn ? isUnhandled : again)) {
            TrapFrame.setOut(frame, 0, TrapFrame.get(frame, TrapFrame.FIRST_ARGUMENT));
            TrapFrame.jump(frame, TrapFrame.get(frame, TrapFrame.PC) - TRAP_INSTRUCTION_BYTES);
        } else {
            TrapFrame.setResult(frame, -Errno.EINTR);
        }
    }

    private Delivery() {}
}
