package dev.lamarck.kernel.sched;

import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;

/** The processes' real-time timers, looked at on every tick. */
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

    /** At the clock's interrupt level, where the list of processes does not change. */
    static void tick() {
        long now = TimeOfDay.cycles();
        for (Proc each = Proc.first(); each != null; each = each.next) {
            long at = each.alarmAt;
            if (at != 0 && at <= now) {
                each.alarmAt = each.alarmInterval == 0 ? 0 : Math.max(at + each.alarmInterval, now + 1);
                Signals.send(Signal.SIGALRM, each, true);
            }
        }
    }

    private Alarms() {}
}
