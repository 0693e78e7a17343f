package dev.lamarck.kernel.sched;

/** The runnable threads, a queue for each priority, and a bitmap of the queues that are not empty. */
public final class RunQueue {
    public static final int LEVELS = 64;

    private final KThread[] first = new KThread[LEVELS];
    private final KThread[] last = new KThread[LEVELS];
    private long occupied;

    /** The best priority waiting, −1 if none is. */
    public int best() {
        return LEVELS - 1 - Long.numberOfLeadingZeros(occupied);
    }

    /** Behind its equals. */
    public void append(KThread thread) {
        int level = thread.pri;
        assert thread.link == null;
        if (first[level] == null) {
            first[level] = thread;
            occupied |= 1L << level;
        } else {
            last[level].link = thread;
        }
        last[level] = thread;
    }

    /** Before its equals: a thread preempted before its quantum was used up. */
    public void prepend(KThread thread) {
        int level = thread.pri;
        assert thread.link == null;
        if (first[level] == null) {
            last[level] = thread;
            occupied |= 1L << level;
        }
        thread.link = first[level];
        first[level] = thread;
    }

    /** Takes out a thread that waits. */
    public void remove(KThread thread) {
        int level = thread.pri;
        KThread before = null;
        for (KThread each = first[level]; each != thread; each = each.link) {
            before = each;
        }
        if (before == null) {
            first[level] = thread.link;
        } else {
            before.link = thread.link;
        }
        if (last[level] == thread) {
            last[level] = before;
        }
        if (first[level] == null) {
            occupied &= ~(1L << level);
        }
        thread.link = null;
    }

    /** Takes the first thread of the best level; null if there is none. */
    public KThread take() {
        if (occupied == 0) {
            return null;
        }
        int level = best();
        KThread thread = first[level];
        first[level] = thread.link;
        if (thread.link == null) {
            occupied &= ~(1L << level);
            last[level] = null;
        }
        thread.link = null;
        return thread;
    }
}
