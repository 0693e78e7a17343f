package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.text.BigEndian;

/** Operations on semaphores of one set, as {@code struct sembuf}s. */
public final class SemaphoreOperations {
    public static final int BYTES = 6;
    public static final int MOST = 500;
    private static final int AMOUNT = 2;
    private static final int FLAGS = 4;
    private static final int NONBLOCKING = 0x800;
    private static final int UNDONE = 0x1000;

    private final byte[] structures;
    private final int count;
    private int blocked;

    /** Takes the array over. */
    public SemaphoreOperations(byte[] structures) {
        this.structures = structures;
        count = structures.length / BYTES;
    }

    int count() {
        return count;
    }

    int semaphore(int operation) {
        return BigEndian.get16(structures, operation * BYTES) & 0xFFFF;
    }

    /** To be added; 0: to be waited for. */
    int amount(int operation) {
        return (short) BigEndian.get16(structures, operation * BYTES + AMOUNT);
    }

    boolean isNonblocking(int operation) {
        return (BigEndian.get16(structures, operation * BYTES + FLAGS) & NONBLOCKING) != 0;
    }

    boolean isUndone(int operation) {
        return (BigEndian.get16(structures, operation * BYTES + FLAGS) & UNDONE) != 0;
    }

    boolean hasUndo() {
        boolean has = false;
        for (int i = 0; i < count; i++) {
            has |= isUndone(i);
        }
        return has;
    }

    /** Whether any of them changes a value. */
    public boolean alters() {
        boolean alters = false;
        for (int i = 0; i < count; i++) {
            alters |= amount(i) != 0;
        }
        return alters;
    }

    /** Whether all of them are on semaphores that a set of so many has. */
    public boolean fit(int semaphores) {
        boolean fit = true;
        for (int i = 0; i < count; i++) {
            fit &= semaphore(i) < semaphores;
        }
        return fit;
    }

    /** Which one was not possible. */
    void noteBlocked(int operation) {
        blocked = operation;
    }

    int blockedAt() {
        return blocked;
    }

    public void free() {
        Kmem.free(structures);
        Kmem.free(this);
    }
}
