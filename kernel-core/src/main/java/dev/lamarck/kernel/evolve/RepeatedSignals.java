package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Sched;

/**
 * Who sends the same signal to the same process again and again. The caching variant of {@code kill_proc} remembers what each process sent
 * last; if that is forgotten on purpose and is there again a tick later, it was sent again.
 */
final class RepeatedSignals {
    private static final int MOST_SENDERS = 64;
    private static final int OFTEN = 3;

    private final int[] sender = new int[MOST_SENDERS];
    private final int[] target = new int[MOST_SENDERS];
    private final int[] signal = new int[MOST_SENDERS];
    private final int[] times = new int[MOST_SENDERS];
    private int senders;

    void begin() {
        senders = 0;
        Proc.forgetTargets();
    }

    /**
     * Takes note of what has been sent since the last look. The first process that has repeated itself often enough by now, its target still
     * remembered since its next signal may be a long time away; −1 if there is none, and then all targets are forgotten again.
     */
    int look() {
        int found = -1;
        Sched.disablePreemption();
        for (Proc each = Proc.first(); found < 0 && each != null; each = each.next) {
            if (each.lastTarget != null && note(each.pid, each.lastTarget.pid, each.lastSignal) >= OFTEN) {
                found = each.pid;
            }
        }
        Sched.enablePreemption();
        if (found < 0) {
            Proc.forgetTargets();
        }
        return found;
    }

    /** In how many looks the process was seen to send just this, one after the other. */
    private int note(int from, int to, int what) {
        int at = 0;
        while (at < senders && sender[at] != from) {
            at++;
        }
        if (at == MOST_SENDERS) {
            return 0;
        }
        boolean isRepeated = at < senders && target[at] == to && signal[at] == what;
        senders = Math.max(senders, at + 1);
        sender[at] = from;
        target[at] = to;
        signal[at] = what;
        times[at] = isRepeated ? times[at] + 1 : 1;
        return times[at];
    }
}
