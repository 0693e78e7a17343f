package dev.lamarck.kernel.sync;

import dev.lamarck.kernel.sched.Sched;

/** A number of things to be had: who finds none sleeps until one is given. */
public final class Semaphore {
    private final WaitQueue sleepers = new WaitQueue();
    private int available;

    public Semaphore(int available) {
        this.available = available;
    }

    /** Takes one ({@code P}). */
    public void take() {
        Sched.LOCK.acquire();
        while (available == 0) {
            Sched.sleepOn(sleepers, false);
        }
        available--;
        Sched.LOCK.release();
    }

    /** Gives one ({@code V}). Callable from interrupt handlers. */
    public void give() {
        Sched.LOCK.acquire();
        available++;
        Sched.wakeFirst(sleepers);
        Sched.LOCK.release();
    }
}
