package dev.lamarck.syscalls.user.thread;

import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Cell32;

/** Threads that wait for the same thing, in order of arrival, and the spin lock that guards them and it. */
final class WaitingThreads {
    private final Cell32 guard = new Cell32(0);
    private Pthread first;
    private Pthread last;

    /** Whoever holds it does so for a few instructions; if it was preempted in them, it needs the processor. */
    void acquire() {
        while (guard.compareAndSwap(0, 1) != 0) {
            Posix.yield();
        }
    }

    void release() {
        guard.set(0);
    }

    /** The current thread waits from now on. */
    void append(Pthread self) {
        self.prepareToSuspend();
        self.next = null;
        if (first == null) {
            first = self;
        } else {
            last.next = self;
        }
        last = self;
    }

    /** The longest waiting; null if there is none. */
    Pthread take() {
        Pthread thread = first;
        if (thread != null) {
            first = thread.next;
        }
        return thread;
    }
}
