package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sched.Sched;

/** A sort of System V object: how one is found or made by a key, removed, and used. */
public abstract class IpcKind {
    public static final int CREATE = 0x200;
    public static final int EXCLUSIVE = 0x400;

    final IpcTable table = new IpcTable();

    /** A new object; null if there is no memory for it. */
    abstract IpcObject make(int key, int mode, long size);

    /** Why there cannot be one of that size, or an existing one is too small: 0 or −EINVAL. */
    abstract int sizeRefusal(IpcObject existing, long size);

    /** The number of the object with a key, made if need be and wanted: {@code shmget}, {@code semget}, {@code msgget}. */
    public final int get(int key, long size, int flags) {
        Sched.disablePreemption();
        int result = existing(key, size, flags);
        Sched.enablePreemption();
        if (result != -Errno.ENOENT || key != IpcTable.PRIVATE && (flags & CREATE) == 0) {
            return result;
        }
        int refused = sizeRefusal(null, size);
        IpcObject made = refused == 0 && Pages.mayGive(1) ? make(key, flags, size) : null;
        if (made == null) {
            return refused == 0 ? -Errno.ENOMEM : refused;
        }
        Sched.disablePreemption();
        // Somebody may have been faster.
        result = existing(key, size, flags);
        result = result == -Errno.ENOENT ? table.add(made) : result;
        boolean isIn = table.find(result) == made;
        Sched.enablePreemption();
        if (!isIn) {
            made.release();
        }
        return result;
    }

    private int existing(int key, long size, int flags) {
        IpcObject found = table.findKey(key);
        if (found == null) {
            return -Errno.ENOENT;
        }
        if ((flags & CREATE) != 0 && (flags & EXCLUSIVE) != 0) {
            return -Errno.EEXIST;
        }
        if (!found.permitsFlags(flags)) {
            return -Errno.EACCES;
        }
        int refused = sizeRefusal(found, size);
        return refused == 0 ? found.id : refused;
    }

    /** Begins to use an object; null if there is none with that number. To be ended by {@link #finish}. */
    public final IpcObject begin(int id) {
        Sched.disablePreemption();
        IpcObject found = table.find(id);
        if (found != null) {
            found.hold();
        }
        Sched.enablePreemption();
        return found;
    }

    /** As {@link #begin}, by the place in the table: how all are found. */
    public final IpcObject beginAt(int slot) {
        Sched.disablePreemption();
        IpcObject found = slot < 0 || slot >= IpcTable.SLOTS ? null : table.at(slot);
        if (found != null) {
            found.hold();
        }
        Sched.enablePreemption();
        return found;
    }

    public final void finish(IpcObject used) {
        Sched.disablePreemption();
        used.release();
        Sched.enablePreemption();
    }

    /** {@code IPC_RMID}, by who may. */
    public final void remove(IpcObject object) {
        Sched.disablePreemption();
        boolean isFirst = !object.isRemoved();
        object.forgetKey();
        if (isFirst && !object.isFoundWhenRemoved()) {
            table.remove(object);
        }
        Sched.enablePreemption();
        if (isFirst) {
            object.removed();
        }
    }
}
