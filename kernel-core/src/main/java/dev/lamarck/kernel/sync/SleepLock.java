package dev.lamarck.kernel.sync;

import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;

/**
 * A lock whose waiters sleep on its {@link Turnstile}, which is there only while somebody waits. The best of them is woken first, and tries again; the holder,
 * where it is one thread, runs by their priority meanwhile. All but {@link #holder} is guarded by the dispatcher's lock.
 */
public abstract class SleepLock {
    Turnstile turnstile;

    /** The thread that alone can let the lock go; null if there is none, or are several. */
    abstract KThread holder();

    /** Sleeps until woken by one who lets go. The first who waits leaves its turnstile here, others add theirs to it. */
    final void block() {
        KThread self = KThread.current();
        KThread holder = holder();
        assert holder == null || !Sched.runsElsewhere(holder);
        Turnstile own = self.turnstile;
        self.turnstile = null;
        if (turnstile == null) {
            turnstile = own;
            if (holder != null) {
                holder.contended = own.pushOn(holder.contended);
            }
        } else {
            turnstile.addSpare(own);
        }
        self.blockedOn = this;
        Turnstile.lend(this, self.pri);
        Sched.sleepOn(turnstile.waiters, false);
    }

    /** Wakes the best waiter, of whom there is one. The holder, if there was one, has {@link #disown}ed it. */
    final void wakeBest() {
        KThread best = turnstile.best();
        leave(best);
        Sched.setRunnable(best);
    }

    /** A waiter goes, with a turnstile: the last one with this. */
    private void leave(KThread waiter) {
        turnstile.waiters.remove(waiter);
        waiter.blockedOn = null;
        Turnstile spare = turnstile.takeSpare();
        if (spare != null) {
            waiter.turnstile = spare;
        } else {
            waiter.turnstile = turnstile;
            turnstile = null;
        }
    }

    /** Takes out a waiter that is killed. */
    public final void abandon(KThread waiter) {
        KThread holder = holder();
        if (holder != null) {
            disown(holder);
        }
        leave(waiter);
        if (holder != null) {
            own(holder);
        }
    }

    /** A thread has become the holder: it inherits from those who wait, if any do. */
    final void own(KThread holder) {
        if (turnstile != null) {
            holder.contended = turnstile.pushOn(holder.contended);
            Turnstile.inherit(holder);
        }
    }

    /** A thread is not the holder any more. */
    final void disown(KThread holder) {
        if (turnstile != null) {
            holder.contended = turnstile.removeFrom(holder.contended);
            Turnstile.inherit(holder);
        }
    }
}
