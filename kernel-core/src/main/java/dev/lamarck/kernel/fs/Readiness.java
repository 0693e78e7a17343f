package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sync.WaitQueue;
import dev.lamarck.toolchain.magic.Cell32;

/**
 * What {@code poll} and {@code select} wait for: that a stream has become readable, writable or broken. Whoever changes a stream says so;
 * all who wait look again. They are few, and streams need not know them.
 */
public final class Readiness {
    // asm/poll.h
    public static final int IN = 0x01;
    public static final int OUT = 0x04;
    public static final int ERROR = 0x08;
    public static final int HANG_UP = 0x10;

    private static final WaitQueue WAITERS = new WaitQueue();
    /** Streams change in interrupts' threads too: a count that went back would hide a change from who has seen that number. */
    private static final Cell32 CHANGES = new Cell32(0);

    /** A stream has changed. */
    public static void changed() {
        CHANGES.getAndAdd(1);
        if (!WAITERS.isEmpty()) {
            Sched.LOCK.acquire();
            while (!WAITERS.isEmpty()) {
                Sched.wakeFirst(WAITERS);
            }
            Sched.LOCK.release();
        }
    }

    /** To be read before the look at the streams. */
    public static int changes() {
        return CHANGES.get();
    }

    /**
     * Sleeps until a stream changes, or has since {@link #changes} was {@code seen}, or until a moment in cycles since reset.
     *
     * @return 0, −ETIMEDOUT or −EINTR
     */
    public static int await(int seen, long limit) {
        Sched.LOCK.acquire();
        int result = CHANGES.get() != seen ? 0 : Clock.sleepOn(WAITERS, limit);
        Sched.LOCK.release();
        return result;
    }

    private Readiness() {}
}
