package dev.lamarck.kernel.sched;

import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.process.Limits;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.signal.IntervalTimer;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.toolchain.magic.Kva;

/** The processes' timers, looked at on every tick: those of real time, and those of the time that a process uses, a tick being all one's. */
public final class Alarms {
    /** Sets the current process's timer, in cycles from now; 0 switches it off. */
    public static void set(long after, long interval) {
        Proc self = Proc.current();
        self.alarmAt = 0;
        self.alarmInterval = interval;
        self.alarmAt = after == 0 ? 0 : TimeOfDay.cycles() + after;
    }

    /** Cycles until the current process's timer goes off; 0 if it is off. */
    public static long remaining() {
        long at = Proc.current().alarmAt;
        return at == 0 ? 0 : Math.max(1, at - TimeOfDay.cycles());
    }

    /** Sets the current process's timer of its time in user mode, in cycles; 0 switches it off. */
    public static void setVirtual(long after, long interval) {
        Proc self = Proc.current();
        self.virtualInterval = interval;
        self.virtualLeft = after;
    }

    /** Sets the current process's timer of all its time, in cycles; 0 switches it off. */
    public static void setProfile(long after, long interval) {
        Proc self = Proc.current();
        self.profileInterval = interval;
        self.profileLeft = after;
    }

    /** At the clock's interrupt level, where the list of processes does not change. */
    static void tick() {
        long now = TimeOfDay.cycles();
        for (Proc each = Proc.first(); each != null; each = each.next) {
            long at = each.alarmAt;
            if (at != 0 && at <= now) {
                each.alarmAt = each.alarmInterval == 0 ? 0 : Math.max(at + each.alarmInterval, now + 1);
                Signals.send(Signal.SIGALRM, each, true);
            }
            IntervalTimer.tick(each, now);
        }
    }

    /** On every processor, with the interrupted context's frame: the time since its last tick is the running process's. */
    static void charge(@Kva long frame) {
        Processor here = Processor.current();
        long now = TimeOfDay.cycles();
        charge(here.running.proc, now - here.lastTick, TrapFrame.fromKernel(frame));
        here.lastTick = now;
    }

    private static void charge(Proc running, long cycles, boolean inKernel) {
        if (running == null) {
            return;
        }
        IntervalTimer.charge(running);
        if (running.limits.soft(Limits.CPU) != Limits.UNLIMITED) {
            running.limits.charge(running, running.cycles() / TimeOfDay.toCycles(TimeOfDay.NANOSECONDS));
        }
        if (running.virtualLeft != 0 && !inKernel) {
            running.virtualLeft = Math.max(0, running.virtualLeft - cycles);
            if (running.virtualLeft == 0) {
                running.virtualLeft = running.virtualInterval;
                Signals.send(Signal.SIGVTALRM, running, true);
            }
        }
        if (running.profileLeft != 0) {
            running.profileLeft = Math.max(0, running.profileLeft - cycles);
            if (running.profileLeft == 0) {
                running.profileLeft = running.profileInterval;
                Signals.send(Signal.SIGPROF, running, true);
            }
        }
    }

    private Alarms() {}
}
