package dev.lamarck.kernel.sched;

/** Ends a thread's sleep at a moment. */
final class SleepLimit extends Callout {
    private final KThread thread;
    /** Whether it did. */
    boolean isReached;

    SleepLimit(KThread thread) {
        this.thread = thread;
    }

    @Override
    void call() {
        if (thread.state == KThread.SLEEPING) {
            isReached = true;
            Sched.wake(thread);
        }
    }
}
