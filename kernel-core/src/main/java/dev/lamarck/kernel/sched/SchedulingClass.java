package dev.lamarck.kernel.sched;

/**
 * What decides the priorities of its threads, and how long they run before their equals. The dispatcher only ever runs the best thread that
 * waits; all else about who runs is in these functions, each of which has a symbol of its own in each class ({@code ts_tick}, {@code rt_tick}, …), so that
 * a policy can have another in its place. All are called under the dispatcher's lock.
 */
public abstract class SchedulingClass {
    /** Ticks that a thread may run from now on. */
    public abstract int quantum(KThread thread);

    /** The clock found a thread running: a tick of its quantum is gone. @return whether it has none left, and its equals are to run */
    abstract boolean tick(KThread running);

    /** A thread is about to sleep. */
    abstract void sleep(KThread thread);

    /** Its {@link KThread#nice}, of which its priority may depend, was changed. */
    abstract void renice(KThread thread);
}
