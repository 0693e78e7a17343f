package dev.lamarck.kernel.sched;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.sync.WaitQueue;
import dev.lamarck.kernel.trap.InterruptHandler;
import dev.lamarck.kernel.trap.Interrupts;

/**
 * The clock: {@link #TICKS_PER_SECOND} times a second, a little later by the seed's will, it charges the running
 * thread and, on the first processor, does what is due.
 */
public final class Clock implements InterruptHandler {
    public static final int TICKS_PER_SECOND = 100;
    private static final int PERIOD = 0x00;
    private static final int JITTER = 0x08;
    /** Each period is lengthened by up to this share of it, so that a seed picks the points of preemption. */
    private static final int JITTER_SHARE = 16;

    /** A limit that no moment reaches. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Who waits here waits for time only. */
    private static final WaitQueue NOBODY_WAKES = new WaitQueue();
    private static TickObserver observer;

    public static void start() {
        Interrupts.register(Interrupts.TIMER, new Clock());
        startTicks();
        Sched.LOCK.acquire();
        TimeSharing.start();
        Sched.LOCK.release();
    }

    /** The current processor's timer. */
    public static void startTicks() {
        long period = cyclesPerTick();
        Interrupts.enable(Interrupts.TIMER);
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
        if (Processor.current().id == 0) {
            Sched.LOCK.acquire();
            Callout.callDue();
            Sched.LOCK.release();
            Alarms.tick();
        }
        Alarms.charge(Interrupts.interruptedFrame());
        Sched.tick();
    }

    /**
     * Sleeps until a moment in cycles since reset, seen at the tick after it.
     *
     * @return 0, or −EINTR if a signal came first
     */
    public static int sleepUntil(long cycles) {
        Sched.LOCK.acquire();
        int result = sleepOn(NOBODY_WAKES, cycles);
        Sched.LOCK.release();
        return result == -Errno.EINTR ? result : 0;
    }

    /**
     * Sleeps on a queue, but not beyond a moment in cycles since reset, seen at the tick after it. Caller holds the dispatcher's lock.
     *
     * @return 0, −ETIMEDOUT, or −EINTR if a signal came first
     */
    public static int sleepOn(WaitQueue queue, long limit) {
        return sleepOn(queue, limit, true);
    }

    /** Sleeps for a tick, whatever signals come. */
    public static void pause() {
        Sched.LOCK.acquire();
        sleepOn(NOBODY_WAKES, after(cyclesPerTick()), false);
        Sched.LOCK.release();
    }

    private static int sleepOn(WaitQueue queue, long limit, boolean isInterruptible) {
        if (limit <= TimeOfDay.cycles()) {
            return -Errno.ETIMEDOUT;
        }
        SleepLimit end = KThread.current().limit;
        end.isReached = false;
        if (limit != NEVER) {
            end.set(limit);
        }
        boolean isWoken = Sched.sleepOn(queue, isInterruptible);
        end.cancel();
        return !isWoken ? -Errno.EINTR : end.isReached ? -Errno.ETIMEDOUT : 0;
    }

    static long cyclesPerTick() {
        return TimeOfDay.toCycles(1_000_000_000L / TICKS_PER_SECOND);
    }

    /** The moment so many cycles from now. */
    public static long after(long cycles) {
        return TimeOfDay.cycles() + cycles;
    }

    /** A moment to come that is over at the next tick but one, at the latest. */
    public static long nextTick() {
        return after(TimeOfDay.toCycles(1_000_000_000L / TICKS_PER_SECOND / 2));
    }

    /** Sleeps for at least so many ticks. @return 0 or −EINTR */
    public static int sleepTicks(int count) {
        return sleepUntil(TimeOfDay.cycles() + count * cyclesPerTick());
    }
}
