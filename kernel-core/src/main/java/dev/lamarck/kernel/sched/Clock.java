package dev.lamarck.kernel.sched;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.sync.WaitQueue;
import dev.lamarck.kernel.trap.InterruptHandler;
import dev.lamarck.kernel.trap.Interrupts;

/**
 * The clock: {@link #TICKS_PER_SECOND} times a second, a little later by the seed's will, it charges the running
 * thread and ends sleeps that are due.
 */
public final class Clock implements InterruptHandler {
    public static final int TICKS_PER_SECOND = 100;
    private static final int PERIOD = 0x00;
    private static final int JITTER = 0x08;
    /** Each period is lengthened by up to this share of it, so that a seed picks the points of preemption. */
    private static final int JITTER_SHARE = 16;

    private static final WaitQueue SLEEPERS = new WaitQueue();
    private static TickObserver observer;

    public static void start() {
        long period = TimeOfDay.toCycles(1_000_000_000L / TICKS_PER_SECOND);
        Interrupts.register(Interrupts.TIMER, new Clock());
        Devices.write(Devices.TIMER, JITTER, period / JITTER_SHARE);
        Devices.write(Devices.TIMER, PERIOD, period);
    }

    /** Has every tick seen, first of all it does. */
    public static void observe(TickObserver all) {
        observer = all;
    }

    @Override
    public void interrupt() {
        if (observer != null) {
            observer.tick(Interrupts.interruptedFrame());
        }
        wakeDue();
        Alarms.tick();
        Sched.tick();
    }

    private static void wakeDue() {
        Sched.LOCK.acquire();
        long now = TimeOfDay.cycles();
        for (KThread each = SLEEPERS.first(); each != null; ) {
            KThread next = each.link;
            if (each.wakeTime <= now) {
                SLEEPERS.remove(each);
                Sched.setRunnable(each);
            }
            each = next;
        }
        Sched.LOCK.release();
    }

    /**
     * Sleeps until a moment in cycles since reset, seen at the tick after it.
     *
     * @return 0, or −EINTR if a signal came first
     */
    public static int sleepUntil(long cycles) {
        Sched.LOCK.acquire();
        KThread.current().wakeTime = cycles;
        boolean isWoken = cycles <= TimeOfDay.cycles() || Sched.sleepOn(SLEEPERS, true);
        Sched.LOCK.release();
        return isWoken ? 0 : -Errno.EINTR;
    }

    /** Sleeps for at least so many ticks. @return 0 or −EINTR */
    public static int sleepTicks(int count) {
        return sleepUntil(TimeOfDay.cycles() + count * TimeOfDay.toCycles(1_000_000_000L / TICKS_PER_SECOND));
    }
}
