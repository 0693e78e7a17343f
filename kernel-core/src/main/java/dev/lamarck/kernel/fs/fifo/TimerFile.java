package dev.lamarck.kernel.fs.fifo;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.StreamFile;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * {@code timerfd}: a timer that a program reads how often it went off since it was last read or set. Nothing happens when it does: who waits for it
 * knows the moment. The vnode's lock guards it.
 */
@Magic
public final class TimerFile extends StreamFile {
    private static final int BYTES = 8;
    private static final int OWNER_MAY_READ_AND_WRITE = 0x180;

    private final boolean isRealTime;
    private final @Kva long number = Kmem.allocZeroed(BYTES);
    /** The first moment that is not yet read, in cycles since reset, 0 if it is off; and cycles between moments, 0 for once. */
    private long due;
    private long interval;

    /** @param isRealTime whether its moments are given with the date */
    public TimerFile(boolean isRealTime) {
        super(OWNER_MAY_READ_AND_WRITE);
        this.isRealTime = isRealTime;
    }

    @Override
    protected void inactive() {
        Kmem.free(number);
    }

    public boolean isRealTime() {
        return isRealTime;
    }

    /** Switches it on for a moment, or off with 0. */
    public void set(long moment, long cyclesBetween) {
        lock.acquire();
        due = moment;
        interval = cyclesBetween;
        lock.release();
        Readiness.changed();
    }

    public long interval() {
        return interval;
    }

    /** Cycles until it goes off next; 0 if it will not. */
    public long remaining() {
        lock.acquire();
        long now = TimeOfDay.cycles();
        long next = due + expirations(now) * interval;
        long left = due == 0 || next <= now ? 0 : next - now;
        lock.release();
        return left;
    }

    private long expirations(long now) {
        return due == 0 || now < due ? 0 : interval == 0 ? 1 : 1 + (now - due) / interval;
    }

    @Override
    public long readTo(long offset, Uio to) {
        if (to.residual() < BYTES) {
            return -Errno.EINVAL;
        }
        lock.acquire();
        int error = 0;
        long count = expirations(TimeOfDay.cycles());
        while (error == 0 && count == 0) {
            error = to.isNonblocking() ? -Errno.EAGAIN : await();
            count = expirations(TimeOfDay.cycles());
        }
        if (error == 0) {
            due = interval == 0 ? 0 : due + count * interval;
            Memory.store64(number, count);
            error = to.moveOut(number, BYTES);
        }
        lock.release();
        return error == 0 ? BYTES : error;
    }

    /** Until it goes off or is set anew. The lock is held, but not while waiting. */
    private int await() {
        int seen = Readiness.changes();
        long moment = due == 0 ? Clock.NEVER : due;
        lock.release();
        int waited = Readiness.await(seen, moment);
        lock.acquire();
        return waited == -Errno.EINTR ? -Errno.ERESTART : 0;
    }

    @Override
    public int ready(int flags) {
        lock.acquire();
        int events = expirations(TimeOfDay.cycles()) > 0 ? Readiness.IN : 0;
        lock.release();
        return events;
    }

    @Override
    public long readyAt() {
        lock.acquire();
        long moment = due == 0 || due <= TimeOfDay.cycles() ? Clock.NEVER : due;
        lock.release();
        return moment;
    }
}
