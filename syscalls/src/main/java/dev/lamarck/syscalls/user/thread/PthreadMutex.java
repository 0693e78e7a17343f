package dev.lamarck.syscalls.user.thread;

/** Mutual exclusion among threads; not recursive. Who finds it taken sleeps, and is restarted by who lets it go to try again. */
public final class PthreadMutex {
    private final WaitingThreads waiting = new WaitingThreads();
    private Pthread owner;

    public void lock() {
        Pthread self = Pthread.self();
        waiting.acquire();
        while (owner != null) {
            waiting.append(self);
            waiting.release();
            self.suspend();
            waiting.acquire();
        }
        owner = self;
        waiting.release();
    }

    public void unlock() {
        waiting.acquire();
        owner = null;
        Pthread next = waiting.take();
        waiting.release();
        if (next != null) {
            next.restart();
        }
    }
}
