package dev.lamarck.kernel.sched;

/**
 * A processor's runnable threads: a queue for each priority, a bitmap of the queues that are not empty, and the best of them kept, since it is
 * asked for far more often than it changes.
 */
public final class RunQueue {
    public static final int LEVELS = KThread.INTERRUPT_PRIORITY + InterruptThreads.LOCK_LEVEL + 1;
    private static final int WORD_SHIFT = 6;

    private final KThread[] first = new KThread[LEVELS];
    private final KThread[] last = new KThread[LEVELS];
    private final long[] active = new long[(LEVELS >> WORD_SHIFT) + 1];
    private int best = -1;

    /** The best priority waiting, −1 if none is. */
    public int best() {
        return best;
    }

    /** Behind its equals. */
    public void append(KThread thread) {
        int level = thread.pri;
        assert thread.link == null;
        if (first[level] == null) {
            first[level] = thread;
            activate(level);
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
            activate(level);
        }
        thread.link = first[level];
        first[level] = thread;
    }

    private void activate(int level) {
        active[level >> WORD_SHIFT] |= 1L << level;
        best = Math.max(best, level);
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
            deactivate(level);
        }
        thread.link = null;
    }

    /** Takes the first thread of the best level; null if there is none. */
    public KThread take() {
        int level = best;
        if (level < 0) {
            return null;
        }
        KThread thread = first[level];
        first[level] = thread.link;
        if (thread.link == null) {
            last[level] = null;
            deactivate(level);
        }
        thread.link = null;
        return thread;
    }

    private void deactivate(int level) {
        active[level >> WORD_SHIFT] &= ~(1L << level);
        if (level == best) {
            best = bestUpTo(level);
        }
    }

    /** The best occupied level that is not above this one, −1 if there is none. */
    private int bestUpTo(int level) {
        int word = level >> WORD_SHIFT;
        long candidates = active[word] & -1L >>> -1 - level;
        while (candidates == 0 && word > 0) {
            word--;
            candidates = active[word];
        }
        return candidates == 0 ? -1 : (word << WORD_SHIFT) + Long.SIZE - 1 - Long.numberOfLeadingZeros(candidates);
    }

    /** The best thread that may run on a processor, given as {@link Processor#bit}; null if there is none. It stays. */
    public KThread bestFor(long processor) {
        for (int level = best; level >= 0; level = level == 0 ? -1 : bestUpTo(level - 1)) {
            for (KThread each = first[level]; each != null; each = each.link) {
                if ((each.processors & processor) != 0) {
                    return each;
                }
            }
        }
        return null;
    }
}
