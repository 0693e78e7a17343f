package dev.lamarck.syscalls.user;

import dev.lamarck.toolchain.magic.Call;
import dev.lamarck.toolchain.magic.Magic;

/** The least a program can do about a signal: count it. */
@Magic
public final class SignalCounter {
    /** {@code SIG_DFL}. */
    private static final long DEFAULT = 0;
    /** {@code SIG_IGN}. */
    private static final long IGNORE = 1;

    private static volatile int received;

    /** Counts this signal too from now on. */
    public static void count(int signal) {
        SignalHandlers.enter(signal, Call.entryOf(SignalCounter.class, "handle"), 0);
    }

    /** Neither counts nor notices this signal from now on. */
    public static void ignore(int signal) {
        SignalHandlers.enter(signal, IGNORE, 0);
    }

    /** Has this signal do what it does where nobody asked otherwise. */
    public static void reset(int signal) {
        SignalHandlers.enter(signal, DEFAULT, 0);
    }

    /** How many of the counted signals were delivered. */
    public static int received() {
        return received;
    }

    private static void handle(int signal, long information, long context) {
        received++;
    }

    private SignalCounter() {}
}
