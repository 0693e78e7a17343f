package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Sched;

/** A set of semaphores. Operations on several of them are done all at once or not at all. */
public final class SemaphoreSet extends IpcObject {
    public static final int LARGEST_VALUE = 32767;

    private final short[] values;
    private final int[] lastUsers;
    /** By semaphore, how many wait for it to grow, and how many for it to be 0. */
    private final int[] waitingForMore;
    private final int[] waitingForNone;
    private SemaphoreUndo undo;
    private long operatedAt;

    SemaphoreSet(int key, int mode, int count) {
        super(key, mode);
        values = new short[count];
        lastUsers = new int[count];
        waitingForMore = new int[count];
        waitingForNone = new int[count];
    }

    public int count() {
        return values.length;
    }

    public int value(int semaphore) {
        return values[semaphore];
    }

    public int lastUser(int semaphore) {
        return lastUsers[semaphore];
    }

    public int waitingForMore(int semaphore) {
        return waitingForMore[semaphore];
    }

    public int waitingForNone(int semaphore) {
        return waitingForNone[semaphore];
    }

    public long operatedAt() {
        return operatedAt;
    }

    /** Sets a value; what was to be undone of it is forgotten. */
    public void set(int semaphore, int value) {
        Sched.disablePreemption();
        values[semaphore] = (short) value;
        lastUsers[semaphore] = Proc.current().pid;
        for (SemaphoreUndo each = undo; each != null; each = each.next) {
            each.adjustments[semaphore] = 0;
        }
        touch();
        Sched.enablePreemption();
        Readiness.changed();
    }

    /**
     * Does operations of the current process, waiting until they are all possible.
     *
     * @param limit when to give up, in cycles since reset
     * @return 0, −EAGAIN, −EINTR, −EIDRM, −ERANGE, −ENOMEM
     */
    public int operate(SemaphoreOperations wanted, long limit) {
        if (wanted.hasUndo() && !prepareUndo()) {
            return -Errno.ENOMEM;
        }
        while (true) {
            int seen = Readiness.changes();
            Sched.disablePreemption();
            int result = isRemoved() ? -Errno.EIDRM : attempt(wanted);
            int blocked = wanted.blockedAt();
            boolean waits = result == -Errno.EAGAIN && !wanted.isNonblocking(blocked);
            if (waits) {
                count(wanted, blocked, 1);
            }
            Sched.enablePreemption();
            if (!waits) {
                if (result == 0) {
                    Readiness.changed();
                }
                return result;
            }
            int error = Readiness.await(seen, limit);
            count(wanted, blocked, -1);
            if (error != 0) {
                return isRemoved() ? -Errno.EIDRM : error == -Errno.ETIMEDOUT ? -Errno.EAGAIN : error;
            }
        }
    }

    private void count(SemaphoreOperations wanted, int operation, int amount) {
        int[] counts = wanted.amount(operation) == 0 ? waitingForNone : waitingForMore;
        counts[wanted.semaphore(operation)] += amount;
    }

    /** Does all operations, or none. Preemption is off. */
    private int attempt(SemaphoreOperations wanted) {
        int done = 0;
        int error = 0;
        while (error == 0 && done < wanted.count()) {
            error = attempt(wanted.semaphore(done), wanted.amount(done));
            done += error == 0 ? 1 : 0;
        }
        wanted.noteBlocked(done);
        int pid = Proc.current().pid;
        for (int i = 0; i < done; i++) {
            int semaphore = wanted.semaphore(i);
            if (error != 0) {
                values[semaphore] -= (short) wanted.amount(i);
            } else {
                lastUsers[semaphore] = pid;
                if (wanted.isUndone(i)) {
                    undoOf(Proc.current()).adjustments[semaphore] -= (short) wanted.amount(i);
                }
            }
        }
        operatedAt = error == 0 ? TimeOfDay.seconds() : operatedAt;
        return error;
    }

    private int attempt(int semaphore, int amount) {
        int value = values[semaphore];
        if (amount == 0 ? value != 0 : value + amount < 0) {
            return -Errno.EAGAIN;
        }
        if (value + amount > LARGEST_VALUE) {
            return -Errno.ERANGE;
        }
        values[semaphore] += (short) amount;
        return 0;
    }

    // ---- what is undone

    private SemaphoreUndo undoOf(Proc process) {
        SemaphoreUndo each = undo;
        while (each != null && each.process != process) {
            each = each.next;
        }
        return each;
    }

    /** @return whether there was memory */
    private boolean prepareUndo() {
        Proc self = Proc.current();
        if (undoOf(self) != null) {
            return true;
        }
        SemaphoreUndo made = Pages.mayGive(1) ? new SemaphoreUndo(self, values.length) : null;
        if (made == null) {
            return false;
        }
        Sched.disablePreemption();
        boolean isNew = undoOf(self) == null;
        if (isNew) {
            made.next = undo;
            undo = made;
        }
        Sched.enablePreemption();
        if (!isNew) {
            made.free();
        }
        return true;
    }

    /** A process ends. Preemption is off. @return whether a value has changed */
    boolean undoFor(Proc process) {
        SemaphoreUndo own = undoOf(process);
        if (own == null) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) Math.min(LARGEST_VALUE, Math.max(0, values[i] + own.adjustments[i]));
            lastUsers[i] = own.adjustments[i] == 0 ? lastUsers[i] : process.pid;
        }
        if (undo == own) {
            undo = own.next;
        } else {
            SemaphoreUndo before = undo;
            while (before.next != own) {
                before = before.next;
            }
            before.next = own.next;
        }
        own.free();
        return true;
    }

    @Override
    void removed() {
        Readiness.changed();
    }

    @Override
    void free() {
        while (undo != null) {
            SemaphoreUndo gone = undo;
            undo = gone.next;
            gone.free();
        }
        Kmem.free(values);
        Kmem.free(lastUsers);
        Kmem.free(waitingForMore);
        Kmem.free(waitingForNone);
        Kmem.free(this);
    }
}
