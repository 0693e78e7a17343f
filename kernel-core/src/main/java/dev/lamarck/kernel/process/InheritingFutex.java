package dev.lamarck.kernel.process;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sync.Turnstile;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Atomic;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Uva;

/**
 * Futexes that inherit priorities ({@code FUTEX_LOCK_PI}, futex(2)): the word is the number of the thread that holds the lock, 0 if none does. Programs take and
 * let go of free ones themselves; who finds one held comes here and sleeps as at any futex, and the holder runs by the best priority of those who do
 * ({@link KThread#lentPriority}), and so do holders that it waits for itself. Who lets go gives the lock to the best, who therefore finds it his own.
 */
@Magic
public final class InheritingFutex {
    static final int WAITERS = 0x8000_0000;
    static final int OWNER_DIED = 0x4000_0000;
    static final int OWNER = 0x3FFF_FFFF;
    /** Somebody else has changed the word meanwhile, or the wait for it is over: look again. */
    private static final int AGAIN = 1;
    /** A chain of holders who wait may be a circle of the programs' making. */
    private static final int LONGEST_CHAIN = 64;

    /**
     * Takes the lock, waiting for it up to a moment in cycles since reset; with 0 for the moment it does not wait.
     *
     * @return 0, −EAGAIN, −EDEADLK, −ESRCH if its holder is no more, −ETIMEDOUT, −ERESTART_ALWAYS, −EFAULT
     */
    public static int lock(@Uva long word, boolean isPrivate, long limit) {
        boolean hasWaited = false;
        int result = AGAIN;
        while (result == AGAIN) {
            AddressSpace space = Futex.enter();
            long at = Futex.place(space, word);
            boolean isShared = !isPrivate && space.isShared(word);
            Sched.LOCK.acquire();
            space.leaveUnderDispatcher();
            KThread self = KThread.current();
            self.futexSpace = isShared ? 0 : Address.of(space);
            self.futexAddress = isShared ? at : word;
            result = at == 0 ? -Errno.EFAULT : tryOrWait(self, at, limit, hasWaited);
            Sched.LOCK.release();
            hasWaited = true;
        }
        return result == -Errno.EINTR ? -Errno.ERESTART_ALWAYS : result;
    }

    /** Caller holds the dispatcher's lock, and has said where it waits if it does. */
    private static int tryOrWait(KThread self, @Kva long at, long limit, boolean hasWaited) {
        int value = Memory.load32(at);
        int owner = value & OWNER;
        if (owner == self.tid) {
            return hasWaited ? 0 : -Errno.EDEADLK;
        }
        if (owner == 0) {
            int taken = self.tid | value & OWNER_DIED | (best(self.futexSpace, self.futexAddress) == null ? 0 : WAITERS);
            boolean isTaken = Atomic.compareAndSwap32(at, value, taken) == value;
            if (isTaken) {
                lookUpTo(self, self.futexSpace, self.futexAddress);
            }
            return isTaken ? 0 : AGAIN;
        }
        KThread holder = Proc.anyThread(owner);
        if (limit == 0 || holder == null) {
            return limit == 0 ? -Errno.EAGAIN : -Errno.ESRCH;
        }
        if (Atomic.compareAndSwap32(at, value, value | WAITERS) != value) {
            return AGAIN;
        }
        self.futexBits = Futex.ANY;
        self.futexHolder = holder;
        lend(holder, self.pri);
        int result = Clock.sleepOn(Futex.queue(self.futexSpace, self.futexAddress), limit);
        KThread last = self.futexHolder;
        self.futexHolder = null;
        if (last != null) {
            inherit(last);
        }
        return result == 0 ? AGAIN : result;
    }

    /** Lets go of the lock, which is then the best waiter's. @return 0, −EPERM if it is another's, −EFAULT */
    public static int unlock(@Uva long word, boolean isPrivate) {
        AddressSpace space = Futex.enter();
        long at = Futex.place(space, word);
        boolean isShared = !isPrivate && space.isShared(word);
        Sched.LOCK.acquire();
        space.leaveUnderDispatcher();
        KThread self = KThread.current();
        boolean isOwn = at != 0 && (Memory.load32(at) & OWNER) == self.tid;
        if (isOwn) {
            pass(self, isShared ? 0 : Address.of(space), isShared ? at : word, at, 0);
            inherit(self);
        }
        Sched.LOCK.release();
        Sched.giveWay();
        return at == 0 ? -Errno.EFAULT : isOwn ? 0 : -Errno.EPERM;
    }

    /** A word becomes the best waiter's, who is woken, or nobody's. Caller holds the dispatcher's lock. */
    private static void pass(KThread self, long space, long address, @Kva long at, int mark) {
        KThread next = best(space, address);
        if (next != null) {
            next.futexHolder = null;
            Sched.wake(next);
        }
        int more = best(space, address) == null ? 0 : WAITERS;
        int wanted = next == null ? mark : next.tid | more | mark;
        int value = Memory.load32(at);
        while (Atomic.compareAndSwap32(at, value, wanted) != value) {
            value = Memory.load32(at);
        }
        if (next != null) {
            lookUpTo(next, space, address);
        }
    }

    /** A thread ends: those who wait for what it holds look again, and those who are just about to stop waiting do not look back at it. */
    static void leave(KThread self) {
        Sched.LOCK.acquire();
        for (Proc proc = Proc.first(); proc != null; proc = proc.next) {
            for (KThread each = proc.thread; each != null; each = each.nextOfProcess) {
                if (each.futexHolder == self) {
                    each.futexHolder = null;
                    if (each.waitingOn != null) {
                        Sched.wake(each);
                    }
                }
            }
        }
        Sched.LOCK.release();
    }

    /** Those who wait for a lock have a new holder to wait for. */
    private static void lookUpTo(KThread holder, long space, long address) {
        for (KThread each = Futex.queue(space, address).first(); each != null; each = each.link) {
            if (each.futexAddress == address && each.futexSpace == space) {
                each.futexHolder = holder;
            }
        }
        inherit(holder);
    }

    /** The waiter that is to have a lock next: the longest asleep of the best. */
    private static KThread best(long space, long address) {
        KThread best = null;
        for (KThread each = Futex.queue(space, address).first(); each != null; each = each.link) {
            if (each.futexAddress == address && each.futexSpace == space && (best == null || each.pri > best.pri)) {
                best = each;
            }
        }
        return best;
    }

    private static void lend(KThread to, int priority) {
        KThread holder = to;
        for (int i = 0; i < LONGEST_CHAIN && holder != null && holder.lentPriority < priority; i++) {
            holder.lentPriority = priority;
            Turnstile.inherit(holder);
            holder = holder.futexHolder;
        }
    }

    /** What a holder is lent is what those lend who wait for it now. */
    private static void inherit(KThread holder) {
        int best = KThread.IDLE_PRIORITY;
        for (int i = 0; i < Futex.QUEUES; i++) {
            for (KThread each = Futex.queue(i).first(); each != null; each = each.link) {
                best = each.futexHolder == holder ? Math.max(best, each.pri) : best;
            }
        }
        if (holder.lentPriority != best) {
            holder.lentPriority = best;
            Turnstile.inherit(holder);
        }
    }

    private InheritingFutex() {}
}
