package dev.lamarck.kernel.sched;

import dev.lamarck.toolchain.magic.Symbol;

/** Threads whose priority only changes when someone says so: the kernel's own, and those of real time. */
public final class FixedPriority extends SchedulingClass {
    /** The kernel's threads share their level round robin. */
    public static final FixedPriority SYSTEM = new FixedPriority(4);
    /** {@code SCHED_FIFO}: runs until it sleeps, yields, or a better one comes. */
    public static final FixedPriority FIRST_COME = new FixedPriority(Integer.MAX_VALUE);
    /** {@code SCHED_RR}. */
    public static final FixedPriority ROUND_ROBIN = new FixedPriority(10);

    private static final int LOWEST_REAL_TIME = 100;
    /** Priorities of real time are 1 up to this, as on Linux. */
    public static final int MOST_REAL_TIME = KThread.INTERRUPT_PRIORITY - LOWEST_REAL_TIME;

    private final int ticks;

    private FixedPriority(int ticks) {
        this.ticks = ticks;
    }

    /** The dispatcher's priority for one of real time. */
    public static int realTime(int priority) {
        return LOWEST_REAL_TIME - 1 + priority;
    }

    /** The priority of real time that a thread has, 0 if it is of another class. */
    public static int realTimeOf(KThread thread) {
        return Math.max(0, thread.ownPriority - LOWEST_REAL_TIME + 1);
    }

    @Override
    public int quantum(KThread thread) {
        return ticks;
    }

    @Override
    @Symbol("rt_tick")
    boolean tick(KThread running) {
        return --running.quantum <= 0;
    }

    @Override
    @Symbol("rt_sleep")
    void sleep(KThread thread) {}

    @Override
    @Symbol("rt_renice")
    void renice(KThread thread) {}
}
