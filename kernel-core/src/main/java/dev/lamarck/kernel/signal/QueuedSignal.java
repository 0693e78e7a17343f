package dev.lamarck.kernel.signal;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;

/**
 * A signal that was sent with a value, on its receiver's list in the order of sending. Real-time signals each have their place there; of the
 * others only the first counts until it is taken. The list is guarded by interrupts being off: timers add to it at the clock's level.
 */
public final class QueuedSignal {
    /** How many a process may have. */
    static final int MOST = 1024;

    final int signal;
    /** {@code si_code}; the two words behind it in {@code siginfo_t}: sender, or timer and overruns; {@code si_value}. */
    int code;
    long origin;
    long value;
    /** Its timer, to which it belongs, or null. */
    final IntervalTimer timer;
    boolean isQueued;
    private QueuedSignal next;

    QueuedSignal(int signal, IntervalTimer timer) {
        this.signal = signal;
        this.timer = timer;
    }

    /** Puts it on a process's list. Interrupts are off. */
    void append(Proc to) {
        isQueued = true;
        next = null;
        QueuedSignal last = to.queuedSignals;
        while (last != null && last.next != null) {
            last = last.next;
        }
        if (last == null) {
            to.queuedSignals = this;
        } else {
            last.next = this;
        }
    }

    /** The first of a process's with a number, or null. */
    static QueuedSignal first(Proc of, int signal) {
        QueuedSignal each = of.queuedSignals;
        while (each != null && each.signal != signal) {
            each = each.next;
        }
        return each;
    }

    static int count(Proc of) {
        int count = 0;
        for (QueuedSignal each = of.queuedSignals; each != null; each = each.next) {
            count++;
        }
        return count;
    }

    /** Takes it off its process's list, and frees it unless it is a timer's. Interrupts are off. */
    void remove(Proc from) {
        isQueued = false;
        QueuedSignal before = null;
        for (QueuedSignal each = from.queuedSignals; each != this; each = each.next) {
            before = each;
        }
        if (before == null) {
            from.queuedSignals = next;
        } else {
            before.next = next;
        }
        if (timer == null) {
            Kmem.free(this);
        }
    }
}
