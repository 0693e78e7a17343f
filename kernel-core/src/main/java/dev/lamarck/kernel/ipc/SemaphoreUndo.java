package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;

/** What a process's end adds to the semaphores of a set: the sum of what it did with {@code SEM_UNDO}, the other way round. */
final class SemaphoreUndo {
    final Proc process;
    final short[] adjustments;
    SemaphoreUndo next;

    SemaphoreUndo(Proc process, int count) {
        this.process = process;
        adjustments = new short[count];
    }

    void free() {
        Kmem.free(adjustments);
        Kmem.free(this);
    }
}
