package dev.lamarck.syscalls.user.thread;

/** Something to wait for, under a mutex that guards the fact waited for. */
public final class PthreadCondition {
    private final WaitingThreads waiting = new WaitingThreads();

    /** Sleeps until signalled, the mutex unlocked meanwhile. The caller tests its fact again. */
    public void await(PthreadMutex mutex) {
        Pthread self = Pthread.self();
        waiting.acquire();
        waiting.append(self);
        waiting.release();
        mutex.unlock();
        self.suspend();
        mutex.lock();
    }

    /** Restarts the longest waiting, if any. */
    public void signal() {
        waiting.acquire();
        Pthread next = waiting.take();
        waiting.release();
        if (next != null) {
            next.restart();
        }
    }
}
