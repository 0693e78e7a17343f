package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.signal.Signals;
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
        byte[] structure = new byte[INFO_BYTES];
        int error = UserMemory.copyIn(information, structure, 0, INFO_BYTES);
        int code = BigEndian.get32(structure, CODE);
        long value = BigEndian.get64(structure, VALUE);
        Kmem.free(structure);
        if (error != 0) {
            return error;
        }
        // What the kernel itself says, a program says to itself only.
        boolean isForged = code >= 0 && (int) pid != Proc.current().pid;
        return isForged ? -Errno.EPERM : Signals.queue((int) pid, (int) signal, code, value);
    }

    @Syscall(SyscallNumber.RT_TGSIGQUEUEINFO)
    static long rtTgsigqueueinfo(long process, long thread, long signal, @Uva long information) {
        return process == thread ? rtSigqueueinfo(process, signal, information) : -Errno.ESRCH;
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
        Proc self = Proc.current();
        int signal = Signals.await(self, UserWord.get(set), timeout == 0 ? Clock.NEVER : TimeOfDay.cycles() + span);
        return signal <= 0 || information == 0 || put(self, signal, information) == 0 ? signal : -Errno.EFAULT;
    }

    private static int put(Proc self, int signal, @Uva long to) {
        byte[] structure = new byte[INFO_BYTES];
        BigEndian.put32(structure, 0, signal);
        BigEndian.put32(structure, CODE, self.codes[signal - 1]);
        BigEndian.put64(structure, ORIGIN, self.values[signal - 1]);
        BigEndian.put64(structure, VALUE, self.signalValue);
        int error = UserMemory.copyOut(structure, 0, to, INFO_BYTES);
        Kmem.free(structure);
        return error;
    }

    private QueuedSignalCalls() {}
}
