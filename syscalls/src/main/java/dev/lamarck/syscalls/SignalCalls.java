package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.SignalAction;
import dev.lamarck.kernel.signal.SignalFrame;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.signal.ThreadSignals;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Signals: sending, handling, blocking. A signal set is one 64-bit word. */
final class SignalCalls {
    private static final int SET_BYTES = 8;
    private static final int SI_TKILL = -6;

    /** Real-time signals are queued, each with its place. */
    @Syscall(SyscallNumber.KILL)
    static long kill(long pid, long signal) {
        boolean isQueued = (int) pid > 0 && signal >= Signal.REAL_TIME && signal <= Signal.COUNT;
        return isQueued ? Signals.queue((int) pid, (int) signal, Signals.SI_USER, 0) : Signals.kill((int) pid, (int) signal);
    }

    @Syscall(SyscallNumber.TKILL)
    static long tkill(long thread, long signal) {
        return thread <= 0 ? -Errno.EINVAL : Signals.queueToThread(0, (int) thread, (int) signal, SI_TKILL, 0);
    }

    @Syscall(SyscallNumber.TGKILL)
    static long tgkill(long process, long thread, long signal) {
        if (process <= 0 || thread <= 0) {
            return -Errno.EINVAL;
        }
        return Signals.queueToThread((int) process, (int) thread, (int) signal, SI_TKILL, 0);
    }

    // struct sigaction
    private static final int ACTION_BYTES = 32;
    private static final int ACTION_FLAGS = 8;
    private static final int ACTION_MASK = 24;

    /** {@code restorer} is where the handler returns to, minus 8. */
    @Syscall(SyscallNumber.RT_SIGACTION)
    static long rtSigaction(long signal, @Uva long wanted, @Uva long old, long restorer, long setBytes) {
        if (setBytes != SET_BYTES) {
            return -Errno.EINVAL;
        }
        byte[] structure = new byte[ACTION_BYTES];
        SignalAction before = new SignalAction();
        SignalAction after = wanted == 0 ? null : new SignalAction();
        long error = wanted == 0 ? 0 : UserMemory.copyIn(wanted, structure, 0, ACTION_BYTES);
        if (error == 0 && after != null) {
            after.handler = BigEndian.get64(structure, 0);
            after.flags = BigEndian.get64(structure, ACTION_FLAGS);
            after.mask = BigEndian.get64(structure, ACTION_MASK);
            after.restorer = restorer;
        }
        if (error == 0) {
            error = Signals.setAction(Proc.current(), (int) signal, after, before);
        }
        if (error == 0 && old != 0) {
            BigEndian.put64(structure, 0, before.handler);
            BigEndian.put64(structure, ACTION_FLAGS, before.flags);
            BigEndian.put64(structure, ACTION_FLAGS + 8, 0);
            BigEndian.put64(structure, ACTION_MASK, before.mask);
            error = UserMemory.copyOut(structure, 0, old, ACTION_BYTES);
        }
        if (after != null) {
            Kmem.free(after);
        }
        Kmem.free(before);
        Kmem.free(structure);
        return error;
    }

    private static final int SIG_BLOCK = 1;
    private static final int SIG_UNBLOCK = 2;
    private static final int SIG_SETMASK = 4;

    @Syscall(SyscallNumber.RT_SIGPROCMASK)
    static long rtSigprocmask(long how, @Uva long wanted, @Uva long old, long setBytes) {
        KThread self = KThread.current();
        long before = self.signals.blocked;
        if (setBytes != SET_BYTES) {
            return -Errno.EINVAL;
        }
        if (wanted != 0) {
            if (!UserWord.isReadable(wanted)) {
                return -Errno.EFAULT;
            }
            long set = UserWord.get(wanted);
            switch ((int) how) {
                case SIG_BLOCK -> Signals.block(self, before | set);
                case SIG_UNBLOCK -> Signals.block(self, before & ~set);
                case SIG_SETMASK -> Signals.block(self, set);
                default -> {
                    return -Errno.EINVAL;
                }
            }
        }
        return old == 0 ? 0 : UserMemory.store64(old, before);
    }

    @Syscall(SyscallNumber.RT_SIGPENDING)
    static long rtSigpending(@Uva long to, long setBytes) {
        KThread self = KThread.current();
        return setBytes != SET_BYTES ? -Errno.EINVAL : UserMemory.store64(to, Signals.pending(self) & self.signals.blocked);
    }

    @Syscall(SyscallNumber.RT_SIGSUSPEND)
    static long rtSigsuspend(@Uva long set, long setBytes) {
        if (setBytes != SET_BYTES || !UserWord.isReadable(set)) {
            return setBytes != SET_BYTES ? -Errno.EINVAL : -Errno.EFAULT;
        }
        return Signals.suspend(KThread.current(), UserWord.get(set));
    }

    @Syscall(SyscallNumber.PAUSE)
    static long pause() {
        KThread self = KThread.current();
        return Signals.suspend(self, self.signals.blocked);
    }

    @Syscall(SyscallNumber.RT_SIGRETURN)
    static long rtSigreturn() {
        SignalFrame.restore(KThread.current(), KThread.current().userFrame);
        return 0;
    }

    // stack_t
    private static final int STACK_BYTES = 24;
    private static final int STACK_FLAGS = 8;
    private static final int STACK_SIZE = 16;
    private static final int SS_ONSTACK = 1;
    private static final int SS_DISABLE = 2;
    private static final int MINIMAL_STACK = 4096;

    @Syscall(SyscallNumber.SIGALTSTACK)
    static long sigaltstack(@Uva long wanted, @Uva long old) {
        ThreadSignals self = KThread.current().signals;
        int flags = SignalFrame.stackFlags(self, KThread.current().userFrame);
        byte[] structure = new byte[STACK_BYTES];
        long start = self.stack;
        long bytes = self.stackBytes;
        long error = 0;
        if (wanted != 0) {
            error = UserMemory.copyIn(wanted, structure, 0, STACK_BYTES);
            if (error == 0) {
                error = setStack(self, structure, flags);
            }
        }
        if (error == 0 && old != 0) {
            BigEndian.put64(structure, 0, start);
            BigEndian.put32(structure, STACK_FLAGS, flags);
            BigEndian.put32(structure, STACK_FLAGS + 4, 0);
            BigEndian.put64(structure, STACK_SIZE, bytes);
            error = UserMemory.copyOut(structure, 0, old, STACK_BYTES);
        }
        Kmem.free(structure);
        return error;
    }

    private static long setStack(ThreadSignals self, byte[] structure, int flagsNow) {
        int flags = BigEndian.get32(structure, STACK_FLAGS);
        long bytes = BigEndian.get64(structure, STACK_SIZE);
        if (flagsNow == SS_ONSTACK) {
            return -Errno.EPERM;
        }
        if ((flags & ~(SS_ONSTACK | SS_DISABLE)) != 0) {
            return -Errno.EINVAL;
        }
        if ((flags & SS_DISABLE) == 0 && bytes < MINIMAL_STACK) {
            return -Errno.ENOMEM;
        }
        boolean disabled = (flags & SS_DISABLE) != 0;
        self.stack = disabled ? 0 : BigEndian.get64(structure, 0);
        self.stackBytes = disabled ? 0 : bytes;
        return 0;
    }

    private SignalCalls() {}
}
