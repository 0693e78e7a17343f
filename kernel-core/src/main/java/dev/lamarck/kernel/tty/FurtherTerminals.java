package dev.lamarck.kernel.tty;

import dev.lamarck.kernel.process.Proc;

/** The terminals besides the console: pseudoterminals, by number. The process table guards who has which. */
public final class FurtherTerminals {
    public static final int MOST = 64;
    private static final Pseudoterminal[] ALL = new Pseudoterminal[MOST];

    /** The first number from one on that a terminal has; {@link #MOST} if there is none. */
    private static int next(int from) {
        int number = from;
        while (number < MOST && ALL[number] == null) {
            number++;
        }
        return number;
    }

    /** Makes one; null if there are too many. The caller has checked that there is memory. */
    static Pseudoterminal make() {
        int number = 0;
        while (number < MOST && ALL[number] != null) {
            number++;
        }
        if (number < MOST) {
            ALL[number] = new Pseudoterminal(number);
        }
        return number < MOST ? ALL[number] : null;
    }

    static void remove(int number) {
        ALL[number] = null;
    }

    /** Whether one of them is a process's own. */
    static boolean controls(Proc process) {
        int number = next(0);
        while (number < MOST && !ALL[number].controls(process)) {
            number = next(number + 1);
        }
        return number < MOST;
    }

    /** A session leader gives up what he has. */
    public static void hangUp(int session) {
        for (int number = next(0); number < MOST; number = next(number + 1)) {
            ALL[number].hangUp(session);
        }
    }

    private FurtherTerminals() {}
}
