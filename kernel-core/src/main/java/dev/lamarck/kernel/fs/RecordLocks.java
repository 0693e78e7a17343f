package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sync.Condition;
import dev.lamarck.kernel.sync.Mutex;

/**
 * Advisory locks on files: {@code fcntl}'s on ranges of bytes, owned by a process or an open file, and {@code flock}'s on whole files. A vnode has a
 * list of those held on it; one mutex guards all lists. Who waits looks again after every change, whatever it is.
 */
public final class RecordLocks {
    private static final Mutex LOCK = new Mutex();
    private static final Condition CHANGED = new Condition();
    /** Who waits, and for whom. */
    private static Waiter waiters;

    /** A lock that prevents another, as {@code F_GETLK} tells it. */
    public static final class Obstacle {
        public boolean isThere;
        /** Its owner's number, −1 if that is an open file. */
        public int pid;
        public boolean isExclusive;
        public long first;
        public long last;
    }

    /** An owner that waits for another. */
    private static final class Waiter {
        private final Object owner;
        private Object obstacle;
        private Waiter next;

        private Waiter(Object owner, Waiter next) {
            this.owner = owner;
            this.next = next;
        }
    }

    /** What would prevent a lock. */
    public static void test(Vnode file, Object owner, boolean isExclusive, long first, long last, Obstacle result) {
        LOCK.acquire();
        RecordLock found = obstacle(file, owner, isExclusive, false, first, last);
        result.isThere = found != null;
        if (found != null) {
            result.pid = found.owner instanceof Proc process ? process.pid : -1;
            result.isExclusive = found.isExclusive;
            result.first = found.first;
            result.last = found.last;
        }
        LOCK.release();
    }

    private static RecordLock obstacle(Vnode file, Object owner, boolean isExclusive, boolean isWhole, long first, long last) {
        RecordLock each = file.recordLocks;
        while (each != null && (each.owner == owner || each.isWhole != isWhole || !each.isExclusive && !isExclusive || !each.touches(first, last))) {
            each = each.next;
        }
        return each;
    }

    /**
     * Takes a lock, in place of what the owner had in the range, waiting for others if it may.
     *
     * @return 0, −EAGAIN, −EDEADLK, −ERESTART, −ENOLCK if there is no memory
     */
    public static int take(Vnode file, Object owner, boolean isExclusive, boolean isWhole, long first, long last, boolean waits) {
        LOCK.acquire();
        int result = Pages.mayGive(1) ? 0 : -Errno.ENOLCK;
        RecordLock found = obstacle(file, owner, isExclusive, isWhole, first, last);
        while (found != null && result == 0) {
            result = !waits ? -Errno.EAGAIN : waitsFor(found.owner, owner) ? -Errno.EDEADLK : await(owner, found.owner);
            found = obstacle(file, owner, isExclusive, isWhole, first, last);
        }
        if (result == 0) {
            cut(file, owner, isWhole, first, last);
            RecordLock taken = new RecordLock(owner, isExclusive, isWhole, first, last);
            taken.next = file.recordLocks;
            file.recordLocks = taken;
            CHANGED.broadcast();
        }
        LOCK.release();
        return result;
    }

    /** Whether one waits for another, perhaps through third ones. A chain of owners is no longer than there are waiters. */
    private static boolean waitsFor(Object one, Object other) {
        Object each = one;
        boolean isCircle = false;
        for (Waiter step = waiters; each != null && !isCircle && step != null; step = step.next) {
            Waiter found = waiters;
            while (found != null && found.owner != each) {
                found = found.next;
            }
            each = found == null ? null : found.obstacle;
            isCircle = each == other;
        }
        return isCircle;
    }

    private static int await(Object owner, Object obstacle) {
        Waiter self = new Waiter(owner, waiters);
        self.obstacle = obstacle;
        waiters = self;
        int error = CHANGED.awaitInterruptible(LOCK);
        Waiter before = null;
        for (Waiter each = waiters; each != self; each = each.next) {
            before = each;
        }
        if (before == null) {
            waiters = self.next;
        } else {
            before.next = self.next;
        }
        Kmem.free(self);
        return error == 0 ? 0 : -Errno.ERESTART;
    }

    /** Gives back what an owner has in a range. */
    public static void release(Vnode file, Object owner, boolean isWhole, long first, long last) {
        LOCK.acquire();
        cut(file, owner, isWhole, first, last);
        CHANGED.broadcast();
        LOCK.release();
    }

    /** Gives back all that an owner has of a file; it costs nothing if nobody has anything. */
    public static void releaseAll(Vnode file, Object owner) {
        if (file.recordLocks != null) {
            LOCK.acquire();
            cut(file, owner, false, 0, Long.MAX_VALUE);
            cut(file, owner, true, 0, Long.MAX_VALUE);
            CHANGED.broadcast();
            LOCK.release();
        }
    }

    /** Takes a range out of an owner's locks, of which one may become two. */
    private static void cut(Vnode file, Object owner, boolean isWhole, long first, long last) {
        RecordLock before = null;
        RecordLock each = file.recordLocks;
        while (each != null) {
            RecordLock next = each.next;
            boolean isCut = each.owner == owner && each.isWhole == isWhole && each.touches(first, last);
            boolean isGone = isCut && each.first >= first && each.last <= last;
            if (isGone) {
                unlink(file, before, each);
            } else if (isCut && each.first < first && each.last > last) {
                RecordLock rest = new RecordLock(owner, each.isExclusive, isWhole, last + 1, each.last);
                rest.next = next;
                each.next = rest;
                each.last = first - 1;
            } else if (isCut && each.first < first) {
                each.last = first - 1;
            } else if (isCut) {
                each.first = last + 1;
            }
            before = isGone ? before : each;
            each = next;
        }
    }

    private static void unlink(Vnode file, RecordLock before, RecordLock gone) {
        if (before == null) {
            file.recordLocks = gone.next;
        } else {
            before.next = gone.next;
        }
        Kmem.free(gone);
    }

    private RecordLocks() {}
}
