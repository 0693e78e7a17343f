package dev.lamarck.kernel.trap;

/**
 * A driver's share in an interrupt, at the source's level. Up to {@link dev.lamarck.kernel.sched.InterruptThreads#LOCK_LEVEL} it runs as a thread of its own, which may wait for a mutex; above, on whatever
 * thread was running, and may not sleep.
 */
public interface InterruptHandler {
    void interrupt();
}
