package dev.lamarck.kernel.sched;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.sync.WaitQueue;
import dev.lamarck.kernel.trap.InterruptHandler;
import dev.lamarck.kernel.trap.Interrupts;

/**
 * The clock: {@link #TICKS_PER_SECOND} times a second, a little later by the seed's will, it charges the running
 * thread and, on the first processor, ends sleeps that are due.
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
    /** Whose sleep has a limit, longest asleep first; guarded by the dispatcher's lock. A thread that is awake again takes itself off. */
    private static KThread timed;
    private static TickObserver observer;

    public static void start() {
        Interrupts.register(Interrupts.TIMER, new Clock());
        startTicks();
    }

    /** The current processor's timer. */
    public static void startTicks() {
        long period = TimeOfDay.toCycles(1_000_000_000L / TICKS_PER_SECOND);
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
            wakeDue();
            Alarms.tick();
        }
        Alarms.charge(Interrupts.interruptedFrame());
        Sched.tick();
    }

    private static void wakeDue() {
        Sched.LOCK.acquire();
        long now = TimeOfDay.cycles();
        for (KThread each = timed; each != null; each = each.nextTimed) {
            if (each.wakeTime <= now && each.state == KThread.SLEEPING) {
                each.timedOut = true;
                Sched.wake(each);
            }
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
        if (limit <= TimeOfDay.cycles()) {
            return -Errno.ETIMEDOUT;
        }
        KThread self = KThread.current();
        self.wakeTime = limit;
        self.timedOut = false;
        if (limit != NEVER) {
            addTimed(self);
        }
        boolean isWoken = Sched.sleepOn(queue, true);
        if (limit != NEVER) {
            removeTimed(self);
        }
        return !isWoken ? -Errno.EINTR : self.timedOut ? -Errno.ETIMEDOUT : 0;
    }

    private static void addTimed(KThread thread) {
        thread.nextTimed = null;
        KThread last = timed;
        while (last != null && last.nextTimed != null) {
            last = last.nextTimed;
        }
        if (last == null) {
            timed = thread;
        } else {
            last.nextTimed = thread;
        }
    }

    /** Has it wake a thread no more that is killed, in whatever sleep. Caller holds the dispatcher's lock. */
    static void forget(KThread thread) {
        for (KThread each = timed; each != null; each = each.nextTimed) {
            if (each == thread) {
                removeTimed(thread);
                return;
            }
        }
    }

    private static void removeTimed(KThread thread) {
        KThread before = null;
        for (KThread each = timed; each != thread; each = each.nextTimed) {
            before = each;
        }
        if (before == null) {
            timed = thread.nextTimed;
        } else {
            before.nextTimed = thread.nextTimed;
        }
    }

    /** The moment so many cycles from now. */
    public static long after(long cycles) {
        return TimeOfDay.cycles() + cycles;
    }

    /** Sleeps for at least so many ticks. @return 0 or −EINTR */
    public static int sleepTicks(int count) {
        return sleepUntil(TimeOfDay.cycles() + count * TimeOfDay.toCycles(1_000_000_000L / TICKS_PER_SECOND));
    }
}
