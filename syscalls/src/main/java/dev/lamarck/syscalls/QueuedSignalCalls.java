package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.signal.ThreadSignals;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Signals with values: sending them, and taking any signal without a handler. */
final class QueuedSignalCalls {
    private static final int SET_BYTES = 8;

    // siginfo_t
    private static final int INFO_BYTES = 128;
    private static final int CODE = 8;
    private static final int ORIGIN = 16;
    private static final int VALUE = 24;

    @Syscall(SyscallNumber.RT_SIGQUEUEINFO)
    static long rtSigqueueinfo(long pid, long signal, @Uva long information) {
        return queue((int) pid, 0, (int) signal, information);
    }

    @Syscall(SyscallNumber.RT_TGSIGQUEUEINFO)
    static long rtTgsigqueueinfo(long process, long thread, long signal, @Uva long information) {
        return (int) process <= 0 || (int) thread <= 0 ? -Errno.EINVAL : queue((int) process, (int) thread, (int) signal, information);
    }

    /** To a process, or if it is not 0 to a thread of it. */
    private static long queue(int pid, int thread, int signal, @Uva long information) {
        byte[] structure = new byte[INFO_BYTES];
        int error = UserMemory.copyIn(information, structure, 0, INFO_BYTES);
        int code = BigEndian.get32(structure, CODE);
        long value = BigEndian.get64(structure, VALUE);
        Kmem.free(structure);
        if (error != 0) {
            return error;
        }
        // What the kernel itself says, a program says to itself only.
        if (code >= 0 && pid != Proc.current().pid) {
            return -Errno.EPERM;
        }
        return thread == 0 ? Signals.queue(pid, signal, code, value) : Signals.queueToThread(pid, thread, signal, code, value);
    }

    @Syscall(SyscallNumber.RT_SIGTIMEDWAIT)
    static long rtSigtimedwait(@Uva long set, @Uva long information, @Uva long timeout, long setBytes) {
        if (setBytes != SET_BYTES) {
            return -Errno.EINVAL;
        }
        if (!UserWord.isReadable(set) || timeout != 0 && !UserWord.isReadable(timeout + 8)) {
            return -Errno.EFAULT;
        }
        long span = timeout == 0 ? 0 : Times.cycles(UserWord.get(timeout), UserWord.get(timeout + 8));
        if (span == Times.NO_TIME) {
            return -Errno.EINVAL;
        }
        KThread self = KThread.current();
        int signal = Signals.await(self, UserWord.get(set), timeout == 0 ? Clock.NEVER : TimeOfDay.cycles() + span);
        return signal <= 0 || information == 0 || put(self.signals, signal, information) == 0 ? signal : -Errno.EFAULT;
    }

    private static int put(ThreadSignals taken, int signal, @Uva long to) {
        byte[] structure = new byte[INFO_BYTES];
        BigEndian.put32(structure, 0, signal);
        BigEndian.put32(structure, CODE, taken.code);
        BigEndian.put64(structure, ORIGIN, taken.origin);
        BigEndian.put64(structure, VALUE, taken.value);
        int error = UserMemory.copyOut(structure, 0, to, INFO_BYTES);
        Kmem.free(structure);
        return error;
    }

    private QueuedSignalCalls() {}
}
