package dev.lamarck.kernel.sync;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;

/** Mutual exclusion among threads; waiters sleep. Not recursive, not for interrupt handlers. */
public final class Mutex {
    private final WaitQueue waiters = new WaitQueue();
    private KThread owner;

    public void acquire() {
        KThread self = KThread.current();
        Sched.LOCK.acquire();
        assert owner != self;
        while (owner != null) {
            Sched.sleepOn(waiters, false);
        }
        owner = self;
        Sched.LOCK.release();
    }

    public void release() {
        Sched.LOCK.acquire();
        releaseUnderDispatcher();
        Sched.LOCK.release();
    }

    /** Release by a caller who holds the dispatcher's lock. */
    public void releaseUnderDispatcher() {
        assert owner == KThread.current();
        owner = null;
        Sched.wakeFirst(waiters);
    }

    /** Takes it from a thread that was killed, and passes on a wake-up that it may not have lived to see. @return whether it held it */
    public boolean inherit(KThread from) {
        Sched.LOCK.acquire();
        boolean wasHeld = owner == from;
        if (wasHeld) {
            owner = null;
        }
        if (owner == null) {
            Sched.wakeFirst(waiters);
        }
        Sched.LOCK.release();
        return wasHeld;
    }

    public boolean isHeldByCurrent() {
        return owner == KThread.current();
    }

    /** Gives its memory back. Nobody holds it or waits for it. */
    public void free() {
        assert owner == null && waiters.isEmpty();
        Kmem.free(waiters);
        Kmem.free(this);
    }
}
