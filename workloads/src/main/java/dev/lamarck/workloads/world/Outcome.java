package dev.lamarck.workloads.world;

import java.util.Locale;

/** How a world ended. */
public enum Outcome {
    /** The first process exited; the status is its own. */
    EXITED,
    /** The first process was ended by a signal; the status is the signal's number. */
    SIGNALLED,
    /** The kernel stopped on a bug of its own. */
    PANIC,
    /** The instruction budget was used up. */
    TIMEOUT,
    /** A verifier refused what the job asked for. */
    REFUSED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
