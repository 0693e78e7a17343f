package dev.lamarck.kernel.sync;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.toolchain.magic.Symbol;

/** Something to wait for, under a lock that guards the fact waited for. Wakers need not hold that lock. */
public final class Condition {
    private final WaitQueue sleepers = new WaitQueue();

    /** Sleeps until woken, the lock released meanwhile. The caller tests its fact again. */
    public void await(SpinLock lock) {
        Sched.LOCK.acquire();
        lock.releaseUnder(Sched.LOCK);
        Sched.sleepOn(sleepers, false);
        Sched.LOCK.release();
        lock.acquire();
    }

    /** As {@link #await(SpinLock)}, but a signal wakes too. @return 0 or −EINTR */
    public int awaitInterruptible(SpinLock lock) {
        Sched.LOCK.acquire();
        lock.releaseUnder(Sched.LOCK);
        boolean woken = Sched.sleepOn(sleepers, true);
        Sched.LOCK.release();
        lock.acquire();
        return woken ? 0 : -Errno.EINTR;
    }

    @Symbol("condition_await_mutex")
    public void await(Mutex mutex) {
        Sched.LOCK.acquire();
        mutex.releaseUnderDispatcher();
        Sched.sleepOn(sleepers, false);
        Sched.LOCK.release();
        mutex.acquire();
    }

    /** As {@link #await(Mutex)}, but a signal wakes too. @return 0 or −EINTR */
    @Symbol("condition_await_mutex_interruptible")
    public int awaitInterruptible(Mutex mutex) {
        Sched.LOCK.acquire();
        mutex.releaseUnderDispatcher();
        boolean woken = Sched.sleepOn(sleepers, true);
        Sched.LOCK.release();
        mutex.acquire();
        return woken ? 0 : -Errno.EINTR;
    }

    /** Wakes the longest sleeper, if any. Callable from interrupt handlers. */
    public void signal() {
        Sched.LOCK.acquire();
        Sched.wakeFirst(sleepers);
        Sched.LOCK.release();
    }

    /** Wakes all sleepers. Callable from interrupt handlers. */
    public void broadcast() {
        Sched.LOCK.acquire();
        while (!sleepers.isEmpty()) {
            Sched.wakeFirst(sleepers);
        }
        Sched.LOCK.release();
    }

    /** Gives its memory back. Nobody waits. */
    public void free() {
        assert sleepers.isEmpty();
        Kmem.free(sleepers);
        Kmem.free(this);
    }
}
