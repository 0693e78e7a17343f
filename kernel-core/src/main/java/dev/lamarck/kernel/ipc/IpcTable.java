package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.Errno;

/**
 * The objects of one sort, and their numbers: a slot, and how often slots have been filled, so that an old number does not name a new object. Preemption is off for every call.
 */
public final class IpcTable {
    /** The key of who wants an object of his own. */
    public static final int PRIVATE = 0;
    static final int SLOTS = 128;
    private static final int MOST_ROUNDS = Integer.MAX_VALUE / SLOTS;

    private final IpcObject[] objects = new IpcObject[SLOTS];
    private int rounds;

    /** The object with a number, or null. */
    IpcObject find(int id) {
        IpcObject found = id < 0 ? null : objects[id % SLOTS];
        return found == null || found.id != id ? null : found;
    }

    /** What is in a slot, or null. */
    IpcObject at(int slot) {
        return objects[slot];
    }

    IpcObject findKey(int key) {
        int slot = 0;
        while (slot < SLOTS && (objects[slot] == null || objects[slot].key() != key)) {
            slot++;
        }
        return key == PRIVATE || slot == SLOTS ? null : objects[slot];
    }

    /** Gives an object its number. @return that, or −ENOSPC */
    int add(IpcObject object) {
        int slot = 0;
        while (slot < SLOTS && objects[slot] != null) {
            slot++;
        }
        if (slot == SLOTS) {
            return -Errno.ENOSPC;
        }
        objects[slot] = object;
        object.id = rounds * SLOTS + slot;
        rounds = (rounds + 1) % MOST_ROUNDS;
        return object.id;
    }

    /** The table is its user no more. */
    void remove(IpcObject object) {
        objects[object.id % SLOTS] = null;
        object.release();
    }
}
