package dev.lamarck.kernel.sync;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;

/**
 * Shared among readers, or one writer's. Whoever comes while somebody waits waits too, so readers that keep coming do not keep a writer out; who lets go hands
 * over to the best who waits, a reader with all the readers behind it. A writer inherits the priorities of those who wait; readers do not, since the lock does
 * not know them.
 */
public final class ReaderWriterLock extends SleepLock {
    private KThread writer;
    private int readers;

    public void acquireShared() {
        Sched.LOCK.acquire();
        if (writer != null || turnstile != null) {
            await(true);
        } else {
            readers++;
        }
        Sched.LOCK.release();
    }

    public void releaseShared() {
        Sched.LOCK.acquire();
        assert readers > 0;
        readers--;
        handOver();
        Sched.LOCK.release();
    }

    public void acquire() {
        Sched.LOCK.acquire();
        assert writer != KThread.current();
        if (writer != null || readers > 0 || turnstile != null) {
            await(false);
        } else {
            writer = KThread.current();
        }
        Sched.LOCK.release();
    }

    public void release() {
        Sched.LOCK.acquire();
        assert writer == KThread.current();
        disown(writer);
        writer = null;
        handOver();
        Sched.LOCK.release();
    }

    /** Until it is handed over. */
    private void await(boolean isShared) {
        KThread.current().wantsShared = isShared;
        block();
    }

    private void handOver() {
        while (turnstile != null && writer == null) {
            KThread next = turnstile.best();
            if (readers > 0 && !next.wantsShared) {
                return;
            }
            wakeBest();
            if (next.wantsShared) {
                readers++;
            } else {
                writer = next;
                own(next);
            }
        }
    }

    @Override
    KThread holder() {
        return writer;
    }

    /** Gives its memory back. Nobody holds it or waits for it. */
    public void free() {
        assert writer == null && readers == 0 && turnstile == null;
        Kmem.free(this);
    }
}
