package dev.lamarck.syscalls.user;

import dev.lamarck.toolchain.magic.Call;
import dev.lamarck.toolchain.magic.Magic;

/** Signals that have come and are yet to be dealt with. Handlers count up what they alone change, the program what it alone changes, so none is lost. */
@Magic
public final class SignalMarks {
    private static final int SIGNALS = 65;

    private static final int[] COME = new int[SIGNALS];
    private static final int[] DEALT_WITH = new int[SIGNALS];
    /** Of all: a look at it tells whether there is anything to do. */
    private static volatile int come;
    private static int dealtWith;

    /** Notes this signal from now on. */
    public static void mark(int signal) {
        DEALT_WITH[signal] = COME[signal];
        SignalHandlers.enter(signal, Call.entryOf(SignalMarks.class, "handle"), 0);
    }

    /** Whether one has come since {@link #take} said that there was none. */
    public static boolean isAny() {
        return come != dealtWith;
    }

    /** A signal that has come, once or more often, since it was taken last; 0 if there is none. */
    public static int take() {
        dealtWith = come;
        int signal = first();
        DEALT_WITH[signal] = COME[signal];
        return signal;
    }

    /** The one that {@link #take} would take. */
    public static int first() {
        for (int signal = 1; signal < SIGNALS; signal++) {
            if (COME[signal] != DEALT_WITH[signal]) {
                return signal;
            }
        }
        return 0;
    }

    private static void handle(int signal, long information, long context) {
        COME[signal]++;
        come++;
    }

    private SignalMarks() {}
}
