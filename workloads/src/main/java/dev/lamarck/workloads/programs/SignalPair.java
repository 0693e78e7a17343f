package dev.lamarck.workloads.programs;

import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.SignalCounter;

/**
 * Two processes that take turns in signalling each other: each sends only when it has received, and takes signals only while it waits
 * for one, so none is lost or merged and the work does not depend on who runs when.
 */
final class SignalPair {
    private static final int SIGUSR1 = 30;
    private static final long ONLY_SIGUSR1 = 1L << SIGUSR1 - 1;

    private final int partner;
    private final boolean sendsFirst;
    private int exchanged;

    /** Signals of the kind that is exchanged must be {@link #hold held} before the partner exists. */
    SignalPair(int partner, boolean sendsFirst) {
        this.partner = partner;
        this.sendsFirst = sendsFirst;
    }

    /** From now on such signals wait until an exchange takes them; children inherit it. */
    static void hold() {
        SignalCounter.count(SIGUSR1);
        Posix.block(ONLY_SIGUSR1);
    }

    /** One signal each way; false if one could not be sent or another came instead. */
    boolean exchange() {
        boolean sent = true;
        if (sendsFirst) {
            sent = send();
        }
        Posix.suspend(0);
        exchanged++;
        if (!sendsFirst) {
            sent = send();
        }
        return sent && SignalCounter.received() == exchanged;
    }

    private boolean send() {
        return Posix.kill(partner, SIGUSR1) == 0;
    }
}
