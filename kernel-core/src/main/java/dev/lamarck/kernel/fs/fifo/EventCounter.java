package dev.lamarck.kernel.fs.fifo;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.StreamFile;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sync.Condition;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * {@code eventfd}: a counter. A write adds eight bytes' number to it, a read takes all of it, or one, and both wait for what they need. The vnode's lock
 * guards it and is held while user memory is touched, as a pipe's is.
 */
@Magic
public final class EventCounter extends StreamFile {
    private static final int BYTES = 8;
    private static final int OWNER_MAY_READ_AND_WRITE = 0x180;
    /** Unsigned, no number to count to. */
    private static final long TOO_MUCH = -1;

    private final boolean takesOne;
    private final Condition changed = new Condition();
    private final @Kva long number = Kmem.allocZeroed(BYTES);
    /** Unsigned. */
    private long count;

    public EventCounter(int start, boolean takesOne) {
        super(OWNER_MAY_READ_AND_WRITE);
        count = start & 0xFFFF_FFFFL;
        this.takesOne = takesOne;
    }

    @Override
    protected void inactive() {
        changed.free();
        Kmem.free(number);
    }

    @Override
    public long readTo(long offset, Uio to) {
        if (to.residual() < BYTES) {
            return -Errno.EINVAL;
        }
        lock.acquire();
        int error = 0;
        while (error == 0 && count == 0) {
            error = await(to);
        }
        if (error == 0) {
            long taken = takesOne ? 1 : count;
            Memory.store64(number, taken);
            error = to.moveOut(number, BYTES);
            count -= error == 0 ? taken : 0;
            tellChange();
        }
        lock.release();
        return error == 0 ? BYTES : error;
    }

    @Override
    public long writeFrom(long offset, Uio from) {
        if (from.residual() < BYTES) {
            return -Errno.EINVAL;
        }
        lock.acquire();
        int error = from.moveIn(number, BYTES);
        long added = Memory.load64(number);
        if (error == 0 && added == TOO_MUCH) {
            error = -Errno.EINVAL;
        }
        while (error == 0 && isTooMuch(added)) {
            error = await(from);
        }
        if (error == 0) {
            count += added;
            tellChange();
        }
        lock.release();
        return error == 0 ? BYTES : error;
    }

    private boolean isTooMuch(long added) {
        return Long.compareUnsigned(added, TOO_MUCH - 1 - count) > 0;
    }

    private int await(Uio uio) {
        if (uio.isNonblocking()) {
            return -Errno.EAGAIN;
        }
        return changed.awaitInterruptible(lock) == 0 ? 0 : -Errno.ERESTART;
    }

    private void tellChange() {
        changed.broadcast();
        Readiness.changed();
    }

    @Override
    public int ready(int flags) {
        lock.acquire();
        int events = (count != 0 ? Readiness.IN : 0) | (isTooMuch(1) ? 0 : Readiness.OUT);
        lock.release();
        return events;
    }
}
