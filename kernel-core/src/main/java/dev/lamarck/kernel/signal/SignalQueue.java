package dev.lamarck.kernel.signal;

import dev.lamarck.kernel.kmem.Kmem;

/**
 * Signals that were sent with a record and are not taken: of a process, or of one of its threads; in the order of sending. Guarded by interrupts
 * being off: timers add to it at the clock's level.
 */
public final class SignalQueue {
    /** How many it may hold. */
    static final int MOST = 1024;

    private QueuedSignal first;

    public boolean isEmpty() {
        return first == null;
    }

    boolean isFull() {
        int count = 0;
        for (QueuedSignal each = first; each != null; each = each.next) {
            count++;
        }
        return count >= MOST;
    }

    void append(QueuedSignal record) {
        record.queue = this;
        record.next = null;
        QueuedSignal last = first;
        while (last != null && last.next != null) {
            last = last.next;
        }
        if (last == null) {
            first = record;
        } else {
            last.next = record;
        }
    }

    /** The first with a number, or null. */
    QueuedSignal first(int signal) {
        QueuedSignal each = first;
        while (each != null && each.signal != signal) {
            each = each.next;
        }
        return each;
    }

    /** Takes a record off, and frees it unless it is a timer's. */
    void remove(QueuedSignal record) {
        record.queue = null;
        QueuedSignal before = null;
        for (QueuedSignal each = first; each != record; each = each.next) {
            before = each;
        }
        if (before == null) {
            first = record.next;
        } else {
            before.next = record.next;
        }
        if (record.timer == null) {
            Kmem.free(record);
        }
    }

    /** Drops those of a set. */
    void removeAll(long set) {
        QueuedSignal each = first;
        while (each != null) {
            QueuedSignal next = each.next;
            if ((set & Signal.bit(each.signal)) != 0) {
                remove(each);
            }
            each = next;
        }
    }

    /** Drops all and frees itself. */
    public void free() {
        removeAll(-1L);
        Kmem.free(this);
    }
}
