package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.sched.Sched;

/** All address spaces there are, in a list: {@link AddressSpace#next}. Changed, and gone through, with preemption off. */
public final class AllSpaces {
    private static AddressSpace first;
    private static long count;

    static AddressSpace first() {
        return first;
    }

    /** Spaces in existence, for leak checks. */
    public static long count() {
        return count;
    }

    static void add(AddressSpace space) {
        Sched.disablePreemption();
        count++;
        space.next = first;
        if (first != null) {
            first.previous = space;
        }
        first = space;
        Sched.enablePreemption();
    }

    static void remove(AddressSpace space) {
        Sched.disablePreemption();
        Pager.installed.forget(space);
        count--;
        if (space.previous == null) {
            first = space.next;
        } else {
            space.previous.next = space.next;
        }
        if (space.next != null) {
            space.next.previous = space.previous;
        }
        Sched.enablePreemption();
    }

    private AllSpaces() {}
}
