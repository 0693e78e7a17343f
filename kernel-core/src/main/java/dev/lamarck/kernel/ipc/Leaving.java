package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.process.Proc;

/** What the end of a process means to objects that outlive it. */
public final class Leaving {
    /** The current process ends. */
    public static void leave(Proc self) {
        Semaphores.undo(self);
    }

    private Leaving() {}
}
