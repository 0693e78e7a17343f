package dev.lamarck.kernel.sched;

import dev.lamarck.kernel.driver.TimeOfDay;

/**
 * Something to be done at a moment, or soon after: at a tick of the first processor's clock. Those that are set are on a list in the order in which they
 * are due, so a tick looks at one. All of it is guarded by the dispatcher's lock.
 */
abstract class Callout {
    private static Callout first;

    private long due;
    private Callout next;
    private boolean isSet;

    /** At the clock's level, under the dispatcher's lock. It is not set any more, and may be set again. */
    abstract void call();

    /** Sets it, which it is not, to a moment in cycles since reset. Those of one moment are called in the order in which they were set. */
    final void set(long moment) {
        assert !isSet;
        due = moment;
        isSet = true;
        Callout before = null;
        Callout behind = first;
        while (behind != null && behind.due <= moment) {
            before = behind;
            behind = behind.next;
        }
        next = behind;
        if (before == null) {
            first = this;
        } else {
            before.next = this;
        }
    }

    /** Sets it to so many ticks from now. */
    final void setAfter(int ticks) {
        set(TimeOfDay.cycles() + ticks * Clock.cyclesPerTick());
    }

    /** Takes it back, if it is still set. */
    final void cancel() {
        if (!isSet) {
            return;
        }
        isSet = false;
        if (first == this) {
            first = next;
            return;
        }
        Callout before = first;
        while (before.next != this) {
            before = before.next;
        }
        before.next = next;
    }

    /** Calls those that are due. */
    static void callDue() {
        long now = TimeOfDay.cycles();
        while (first != null && first.due <= now) {
            Callout callout = first;
            first = callout.next;
            callout.isSet = false;
            callout.call();
        }
    }
}
