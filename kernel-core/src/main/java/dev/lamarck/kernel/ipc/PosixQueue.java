package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.StreamFile;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.signal.Signals;

/** A POSIX message queue: messages of the highest priority first, of equal ones the oldest. The vnode's lock guards it, but not while somebody waits. */
public final class PosixQueue extends StreamFile {
    /** {@code si_code} of a signal that tells of a message. */
    private static final int ARRIVED = -3;

    private final int most;
    private final int longest;
    private QueuedMessage first;
    private int count;
    private int receivers;
    /** Who is to be told when the empty queue gets a message that nobody waits for, once, 0 for nobody; how, with signal 0 for not at all. */
    private int notified;
    private int signal;
    private long value;

    /** @param most messages there may be
     *  @param longest bytes that one may have */
    public PosixQueue(int permissions, int most, int longest) {
        super(FileMode.REGULAR | permissions & FileMode.PERMISSIONS);
        this.most = most;
        this.longest = longest;
    }

    public int most() {
        return most;
    }

    public int longest() {
        return longest;
    }

    public int count() {
        return count;
    }

    @Override
    protected void inactive() {
        while (first != null) {
            take().free();
        }
    }

    private QueuedMessage take() {
        QueuedMessage taken = first;
        first = taken.next;
        count--;
        return taken;
    }

    /** Puts a message in, which the queue then owns, waiting for room until a moment if wanted. @return 0, −EAGAIN, −ETIMEDOUT, −ERESTART */
    public int send(QueuedMessage message, boolean waits, long limit) {
        lock.acquire();
        int error = 0;
        while (error == 0 && count == most) {
            error = waits ? await(limit) : -Errno.EAGAIN;
        }
        int told = 0;
        if (error == 0) {
            insert(message);
            boolean tells = count == 1 && receivers == 0;
            told = tells ? notified : 0;
            notified = tells ? 0 : notified;
        }
        lock.release();
        if (told != 0 && signal != 0) {
            Signals.queue(told, signal, ARRIVED, value);
        }
        if (error == 0) {
            Readiness.changed();
        }
        return error;
    }

    private void insert(QueuedMessage message) {
        QueuedMessage before = null;
        for (QueuedMessage each = first; each != null && each.type() >= message.type(); each = each.next) {
            before = each;
        }
        if (before == null) {
            message.next = first;
            first = message;
        } else {
            message.next = before.next;
            before.next = message;
        }
        count++;
    }

    /** Takes a message, waiting for one until a moment if wanted; {@code taken}'s first element gets it. @return 0, −EAGAIN, −ETIMEDOUT, −ERESTART */
    public int receive(QueuedMessage[] taken, boolean waits, long limit) {
        lock.acquire();
        receivers++;
        int error = 0;
        while (error == 0 && count == 0) {
            error = waits ? await(limit) : -Errno.EAGAIN;
        }
        receivers--;
        if (error == 0) {
            taken[0] = take();
        }
        lock.release();
        if (error == 0) {
            Readiness.changed();
        }
        return error;
    }

    /** The lock is held, but not while waiting. */
    private int await(long limit) {
        int seen = Readiness.changes();
        lock.release();
        int error = Readiness.await(seen, limit);
        lock.acquire();
        return error == -Errno.EINTR ? -Errno.ERESTART : error;
    }

    /** The current process wants to be told, by a signal or, with 0, not at all. @return 0, or −EBUSY if somebody else does */
    public int tell(int wantedSignal, long wantedValue) {
        Proc.TABLE.acquire();
        boolean isTaken = notified != 0 && Proc.find(notified) != null;
        if (!isTaken) {
            notified = Proc.current().pid;
            signal = wantedSignal;
            value = wantedValue;
        }
        Proc.TABLE.release();
        return isTaken ? -Errno.EBUSY : 0;
    }

    /** The current process does not want to be told any more. */
    public void tellNobody() {
        if (notified == Proc.current().pid) {
            notified = 0;
        }
    }

    @Override
    public int ready(int flags) {
        return (count > 0 ? Readiness.IN : 0) | (count < most ? Readiness.OUT : 0);
    }
}
