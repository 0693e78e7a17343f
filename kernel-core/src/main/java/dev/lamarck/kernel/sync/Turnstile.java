package dev.lamarck.kernel.sync;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * Where the waiters of one lock sleep. Each thread has one, which it brings along when it begins to wait and takes, or another's, when it is woken: a thread waits for one
 * lock at a time, so there are always enough, and a lock that nobody waits for costs none. Guarded by the dispatcher's lock.
 *
 * <p>Priority inheritance: a holder runs by the best priority of those who wait for any lock that it holds ({@link KThread#inheritedPriority}); if it
 * waits itself, so does the holder of what it waits for. What is lent is given back when the lock is let go; that a waiter sinks meanwhile is not told to the holder.
 */
public final class Turnstile {
    final WaitQueue waiters = new WaitQueue();
    /** Turnstiles brought by all waiters but the first. */
    private Turnstile spare;
    /** The next on a list of spares, or of those that are the same holder's. */
    private Turnstile next;

    /** The waiter that is woken next: the longest asleep of the best. */
    KThread best() {
        KThread best = waiters.first();
        for (KThread each = best; each != null; each = each.link) {
            if (each.pri > best.pri) {
                best = each;
            }
        }
        return best;
    }

    void addSpare(Turnstile brought) {
        spare = brought.pushOn(spare);
    }

    /** Null if there is none. */
    Turnstile takeSpare() {
        Turnstile taken = spare;
        if (taken != null) {
            spare = taken.next;
            taken.next = null;
        }
        return taken;
    }

    /** @return the list, which then begins with this */
    Turnstile pushOn(Turnstile list) {
        next = list;
        return this;
    }

    /** @return the list without this, which is on it */
    Turnstile removeFrom(Turnstile list) {
        Turnstile rest = next;
        next = null;
        if (list == this) {
            return rest;
        }
        Turnstile before = list;
        while (before.next != this) {
            before = before.next;
        }
        before.next = rest;
        return list;
    }

    /** Raises the holder of a lock to a waiter's priority, and whom that waits for, as far as they are worse. */
    @Symbol("turnstile_lend")
    public static void lend(SleepLock lock, int priority) {
        SleepLock wanted = lock;
        while (wanted != null) {
            KThread holder = wanted.holder();
            if (holder == null || holder.pri >= priority) {
                return;
            }
            Sched.setInheritedPriority(holder, priority);
            wanted = holder.blockedOn;
        }
    }

    /** A holder's inheritance is what those lend who wait for it now, and those who wait for its futexes. */
    public static void inherit(KThread holder) {
        int best = holder.lentPriority;
        for (Turnstile each = holder.contended; each != null; each = each.next) {
            KThread waiter = each.best();
            best = waiter == null ? best : Math.max(best, waiter.pri);
        }
        Sched.setInheritedPriority(holder, best);
    }

    /** Gives its memory back with its thread's. */
    public void free() {
        Kmem.free(waiters);
        Kmem.free(this);
    }
}
