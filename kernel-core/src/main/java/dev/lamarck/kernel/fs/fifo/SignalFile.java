package dev.lamarck.kernel.fs.fifo;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.StreamFile;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.signal.ThreadSignals;
import dev.lamarck.kernel.text.BigEndian;

/**
 * {@code signalfd}: signals that a reader takes, each as a record. They are those pending for whoever reads, not for the one who opened it. Sending a
 * blocked signal wakes nobody: who waits by {@code poll} looks again at every tick.
 */
public final class SignalFile extends StreamFile {
    private static final int OWNER_MAY_READ_AND_WRITE = 0x180;
    private static final int SI_TIMER = -2;

    // struct signalfd_siginfo
    private static final int BYTES = 128;
    private static final int CODE = 8;
    private static final int PID = 12;
    private static final int UID = 16;
    private static final int TIMER = 24;
    private static final int OVERRUN = 32;
    private static final int STATUS = 40;
    private static final int NUMBER = 44;
    private static final int POINTER = 48;

    private volatile long set;

    public SignalFile(long set) {
        super(OWNER_MAY_READ_AND_WRITE);
        this.set = set;
    }

    /** From now on it is for other signals. */
    public void setSignals(long wanted) {
        set = wanted;
    }

    @Override
    public long readTo(long offset, Uio to) {
        if (to.residual() < BYTES) {
            return -Errno.EINVAL;
        }
        byte[] record = new byte[BYTES];
        long read = 0;
        int result = 1;
        while (result > 0 && to.residual() >= BYTES) {
            result = Signals.await(KThread.current(), set, read > 0 || to.isNonblocking() ? 0 : Clock.NEVER);
            if (result > 0) {
                describe(result, record);
                result = to.moveOutBytes(record, 0, BYTES) == 0 ? result : -Errno.EFAULT;
                read += result > 0 ? BYTES : 0;
            }
        }
        Kmem.free(record);
        return read > 0 ? read : result == -Errno.EINTR ? -Errno.ERESTART : result;
    }

    /** What the signal just taken brought. */
    private static void describe(int signal, byte[] record) {
        ThreadSignals taken = KThread.current().signals;
        for (int i = 0; i < BYTES; i++) {
            record[i] = 0;
        }
        BigEndian.put32(record, 0, signal);
        BigEndian.put32(record, CODE, taken.code);
        int first = (int) (taken.origin >> 32);
        int second = (int) taken.origin;
        if (taken.code == SI_TIMER) {
            BigEndian.put32(record, TIMER, first);
            BigEndian.put32(record, OVERRUN, second);
        } else {
            BigEndian.put32(record, PID, first);
            BigEndian.put32(record, UID, second);
        }
        if (signal == Signal.SIGCHLD) {
            BigEndian.put32(record, STATUS, (int) (taken.value >> 32));
        } else {
            // A value's number is the first word of its doubleword.
            BigEndian.put32(record, NUMBER, (int) (taken.value >> 32));
            BigEndian.put64(record, POINTER, taken.value);
        }
    }

    @Override
    public int ready(int flags) {
        return (Signals.pending(KThread.current()) & set) != 0 ? Readiness.IN : 0;
    }

    @Override
    public long readyAt() {
        return (Signals.pending(KThread.current()) & set) != 0 ? Clock.NEVER : Clock.nextTick();
    }
}
