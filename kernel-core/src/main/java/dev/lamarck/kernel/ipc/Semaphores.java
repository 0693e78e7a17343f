package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Sched;

/** Sets of semaphores. */
public final class Semaphores extends IpcKind {
    public static final Semaphores ALL = new Semaphores();
    private static final int MOST_IN_A_SET = 250;

    private Semaphores() {}

    @Override
    IpcObject make(int key, int mode, long size) {
        return new SemaphoreSet(key, mode, (int) size);
    }

    @Override
    int sizeRefusal(IpcObject existing, long size) {
        boolean isGood = existing == null ? size > 0 && size <= MOST_IN_A_SET : size >= 0 && size <= ((SemaphoreSet) existing).count();
        return isGood ? 0 : -Errno.EINVAL;
    }

    /** A process ends: what it did that is to be undone is. */
    static void undo(Proc process) {
        boolean isChanged = false;
        Sched.disablePreemption();
        for (int slot = 0; slot < IpcTable.SLOTS; slot++) {
            IpcObject set = ALL.table.at(slot);
            isChanged |= set != null && ((SemaphoreSet) set).undoFor(process);
        }
        Sched.enablePreemption();
        if (isChanged) {
            Readiness.changed();
        }
    }
}
