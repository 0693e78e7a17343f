package dev.lamarck.kernel.signal;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.Interrupts;

/**
 * A timer of {@code timer_create}: sends its owner, or one thread of it, a signal at a moment and then at intervals, seen at the clock's ticks.
 */
public final class IntervalTimer {
    /** How many a process may have. */
    public static final int MOST = 32;
    private static final int SI_TIMER = -2;
    private static final long LARGEST_COUNT = Integer.MAX_VALUE;

    public final int number;
    /** What it sends; null if it only counts. */
    private final QueuedSignal notice;
    /** The next moment by its clock, 0 if it is off; cycles between moments, 0 for once. */
    private volatile long due;
    private long interval;
    private long missed;
    private long lastMissed;
    /** The number of the thread that gets the signal; 0 for the process. */
    private final int thread;
    private final TimerClock clock;
    /** The number of the thread whose time it counts, if it counts a thread's. */
    private final int counted;
    private IntervalTimer next;

    /** @param signal 0 to send nothing */
    private IntervalTimer(int number, TimerClock clock, int signal, long value, int thread) {
        this.number = number;
        this.clock = clock;
        this.thread = thread;
        counted = KThread.current().tid;
        notice = signal == 0 ? null : new QueuedSignal(signal, this);
        if (notice != null) {
            notice.code = SI_TIMER;
            notice.value = value;
        }
    }

    /** Gives the current process a timer, whose signal goes to a thread if it is not 0. @return its number, or −EAGAIN if it has too many */
    public static int make(TimerClock clock, int signal, long value, int thread) {
        Proc self = Proc.current();
        Sched.disablePreemption();
        int number = 0;
        while (number < MOST && find(number) != null) {
            number++;
        }
        if (number < MOST) {
            IntervalTimer timer = new IntervalTimer(number, clock, signal, value, thread);
            long level = Interrupts.disable();
            timer.next = self.timers;
            self.timers = timer;
            Interrupts.restore(level);
        }
        Sched.enablePreemption();
        return number < MOST ? number : -Errno.EAGAIN;
    }

    /** The current process's timer with a number, or null. Another thread may delete it as soon as preemption is on. */
    public static IntervalTimer find(int number) {
        IntervalTimer each = Proc.current().timers;
        while (each != null && each.number != number) {
            each = each.next;
        }
        return each;
    }

    public TimerClock clock() {
        return clock;
    }

    /** What its clock shows; of a thread that has gone, nothing more. */
    public long now() {
        return now(Proc.current());
    }

    private long now(Proc of) {
        return switch (clock) {
            case REAL_TIME, SINCE_RESET -> TimeOfDay.cycles();
            case PROCESS -> of.cycles();
            case THREAD -> {
                KThread running = of.findThread(counted);
                yield running == null ? 0 : running.usedCycles();
            }
        };
    }

    /** Switches it on for a moment by its clock, or off with 0. */
    public void set(long moment, long cyclesBetween) {
        long level = Interrupts.disable();
        due = moment;
        interval = cyclesBetween;
        missed = 0;
        Interrupts.restore(level);
    }

    /** Cycles until the next moment; 0 if it is off. */
    public long remaining() {
        long moment = due;
        return moment == 0 ? 0 : Math.max(1, moment - now());
    }

    public long interval() {
        return interval;
    }

    /** How many moments passed while the last signal delivered was waiting. */
    public long overrun() {
        return lastMissed;
    }

    /** Takes it from the current process and frees it. */
    public void delete() {
        Proc self = Proc.current();
        long level = Interrupts.disable();
        unlink(self);
        Interrupts.restore(level);
        free();
    }

    private void unlink(Proc self) {
        IntervalTimer before = null;
        for (IntervalTimer each = self.timers; each != this; each = each.next) {
            before = each;
        }
        if (before == null) {
            self.timers = next;
        } else {
            before.next = next;
        }
    }

    private void free() {
        if (notice != null) {
            long level = Interrupts.disable();
            if (notice.queue != null) {
                notice.queue.remove(notice);
            }
            Interrupts.restore(level);
            Kmem.free(notice);
        }
        Kmem.free(this);
    }

    /** Frees all of a process's that becomes a program or ends. */
    public static void deleteAll(Proc self) {
        long level = Interrupts.disable();
        while (self.timers != null) {
            IntervalTimer gone = self.timers;
            self.timers = gone.next;
            gone.free();
        }
        Interrupts.restore(level);
    }

    /** The machine's time has come to a moment. At the clock's interrupt level. */
    public static void tick(Proc of, long now) {
        for (IntervalTimer each = of.timers; each != null; each = each.next) {
            if (each.due != 0 && each.due <= now && !each.clock.isOfUse()) {
                each.expire(of, now);
            }
        }
    }

    /** The running process has used time. At the clock's interrupt level. */
    public static void charge(Proc running) {
        for (IntervalTimer each = running.timers; each != null; each = each.next) {
            if (each.due != 0 && each.clock.isOfUse()) {
                long now = each.now(running);
                if (each.due <= now) {
                    each.expire(running, now);
                }
            }
        }
    }

    private void expire(Proc of, long now) {
        long moments = interval == 0 ? 1 : 1 + (now - due) / interval;
        due = interval == 0 ? 0 : due + moments * interval;
        if (notice == null) {
            return;
        }
        if (notice.queue != null) {
            missed += moments;
        } else {
            missed = moments - 1;
            KThread receiver = thread == 0 ? null : of.findThread(thread);
            if (thread == 0 || receiver != null) {
                Signals.enqueue(notice, of, receiver);
            }
        }
    }

    /** Its signal is about to be delivered: what {@code siginfo_t} says of it. */
    long deliver() {
        lastMissed = Math.min(missed, LARGEST_COUNT);
        missed = 0;
        return (long) number << 32 | lastMissed;
    }
}
