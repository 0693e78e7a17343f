package dev.lamarck.kernel.sync;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Cell64;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * Mutual exclusion among threads; waiters sleep. Not recursive. An interrupt's handler may take one if it has a thread ({@link dev.lamarck.kernel.sched.InterruptThreads}). Taking a free one and letting go one that nobody waits for is a compare-and-swap of
 * the owner; everything else is done under the dispatcher's lock.
 */
@Magic
public final class Mutex extends SleepLock {
    private static final long FREE = 0;
    /** Beside the owner's address, or alone: somebody waits, so whoever takes it or lets it go has more to do. */
    private static final long WAITERS = 1L << 62;

    private final Cell64 owner = new Cell64(FREE);

    public void acquire() {
        if (owner.compareAndSwap(FREE, Address.of(KThread.current())) != FREE) {
            acquireSlowly();
        }
    }

    @Symbol("mutex_vector_enter")
    private void acquireSlowly() {
        KThread self = KThread.current();
        Sched.LOCK.acquire();
        boolean isTaken = false;
        while (!isTaken) {
            long seen = owner.get();
            if ((seen & ~WAITERS) == FREE) {
                isTaken = owner.compareAndSwap(seen, seen | Address.of(self)) == seen;
            } else if (owner.compareAndSwap(seen, seen | WAITERS) == seen) {
                assert holder() != self;
                block();
            }
        }
        own(self);
        Sched.LOCK.release();
    }

    public void release() {
        long self = Address.of(KThread.current());
        if (owner.compareAndSwap(self, FREE) != self) {
            releaseSlowly();
        }
    }

    @Symbol("mutex_vector_exit")
    private void releaseSlowly() {
        Sched.LOCK.acquire();
        releaseUnderDispatcher();
        Sched.LOCK.release();
        Sched.giveWay();
    }

    /** Release by a caller who holds the dispatcher's lock. */
    public void releaseUnderDispatcher() {
        assert isHeldByCurrent();
        disown(KThread.current());
        passOn();
    }

    /** The lock is nobody's any more; the best who waits may try. */
    private void passOn() {
        if (turnstile != null) {
            wakeBest();
        }
        owner.set(turnstile == null ? FREE : WAITERS);
    }

    /** Takes it from a thread that was killed, and passes on a wake-up that it may not have lived to see. @return whether it held it */
    public boolean inherit(KThread from) {
        Sched.LOCK.acquire();
        KThread holder = holder();
        boolean wasHeld = holder == from;
        if (wasHeld) {
            disown(from);
        }
        if (wasHeld || holder == null) {
            passOn();
        }
        Sched.LOCK.release();
        return wasHeld;
    }

    @Override
    KThread holder() {
        long address = owner.get() & ~WAITERS;
        return address == FREE ? null : (KThread) Address.object(address);
    }

    /** Whether somebody has it, or is about to. */
    public boolean isHeld() {
        return owner.get() != FREE;
    }

    public boolean isHeldByCurrent() {
        return (owner.get() & ~WAITERS) == Address.of(KThread.current());
    }

    /** Gives its memory back. Nobody holds it or waits for it. */
    public void free() {
        assert owner.get() == FREE;
        Kmem.free(owner);
        Kmem.free(this);
    }
}
