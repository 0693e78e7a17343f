package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Sched;

/**
 * Who sends the same signal to the same process again and again. The caching variant of {@code kill_proc} remembers what each process sent
 * last; if that is forgotten on purpose and is there again a tick later, it was sent again.
 */
final class RepeatedSignals {
    private static final int MOST_SENDERS = 64;

    private final int[] sender = new int[MOST_SENDERS];
    private final int[] target = new int[MOST_SENDERS];
    private final int[] signal = new int[MOST_SENDERS];
    private final int[] times = new int[MOST_SENDERS];
    private int senders;

    void begin() {
        senders = 0;
        Proc.forgetTargets();
    }

    /** Takes note of what has been sent since the last time. */
    void look() {
        Sched.disablePreemption();
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.lastTarget != null) {
                note(each.pid, each.lastTarget.pid, each.lastSignal);
            }
        }
        Sched.enablePreemption();
        Proc.forgetTargets();
    }

    private void note(int from, int to, int what) {
        int at = 0;
        while (at < senders && sender[at] != from) {
            at++;
        }
        if (at == MOST_SENDERS) {
            return;
        }
        boolean isRepeated = at < senders && target[at] == to && signal[at] == what;
        senders = Math.max(senders, at + 1);
        sender[at] = from;
        target[at] = to;
        signal[at] = what;
        times[at] = isRepeated ? times[at] + 1 : 1;
    }

    /** The process that repeated itself most often, at least so often; −1 if none did. */
    int sender(int least) {
        int best = -1;
        for (int i = 0; i < senders; i++) {
            if (times[i] >= least && (best < 0 || times[i] > times[best])) {
                best = i;
            }
        }
        return best < 0 ? -1 : sender[best];
    }
}
