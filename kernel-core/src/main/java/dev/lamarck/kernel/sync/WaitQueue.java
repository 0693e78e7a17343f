package dev.lamarck.kernel.sync;

import dev.lamarck.kernel.sched.KThread;

/** Threads asleep for one reason, in order of arrival. Guarded by the dispatcher's lock. */
public final class WaitQueue {
    private KThread first;
    private KThread last;

    public boolean isEmpty() {
        return first == null;
    }

    /** The longest sleeper; the others by {@link KThread#link}. */
    public KThread first() {
        return first;
    }

    public void append(KThread thread) {
        assert thread.link == null && thread.waitingOn == null;
        thread.waitingOn = this;
        if (first == null) {
            first = thread;
        } else {
            last.link = thread;
        }
        last = thread;
    }

    /** The longest sleeper, taken off; null if there is none. */
    public KThread removeFirst() {
        KThread thread = first;
        if (thread != null) {
            remove(thread);
        }
        return thread;
    }

    /** Takes off a thread that is on this queue. */
    public void remove(KThread thread) {
        KThread before = null;
        for (KThread each = first; each != thread; each = each.link) {
            before = each;
        }
        if (before == null) {
            first = thread.link;
        } else {
            before.link = thread.link;
        }
        if (last == thread) {
            last = before;
        }
        thread.link = null;
        thread.waitingOn = null;
    }
}
