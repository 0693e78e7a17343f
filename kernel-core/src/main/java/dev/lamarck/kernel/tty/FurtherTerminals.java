package dev.lamarck.kernel.tty;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Sched;

/**
 * The terminals besides the console: pseudoterminals, by number, from being made until their programs leave. The process table guards who has which. The table changes, and is
 * looked at, with preemption off.
 */
public final class FurtherTerminals {
    public static final int MOST = 64;
    private static final Pseudoterminal[] ALL = new Pseudoterminal[MOST];

    /** The first number from one on that a terminal has; {@link #MOST} if there is none. */
    public static int next(int from) {
        int number = from;
        while (number < MOST && ALL[number] == null) {
            number++;
        }
        return number;
    }

    /** Makes one; null if there are too many. The caller has checked that there is memory. */
    static Pseudoterminal make() {
        Sched.disablePreemption();
        int number = 0;
        while (number < MOST && ALL[number] != null) {
            number++;
        }
        if (number < MOST) {
            ALL[number] = new Pseudoterminal(number);
        }
        Pseudoterminal made = number < MOST ? ALL[number] : null;
        Sched.enablePreemption();
        return made;
    }

    static void remove(int number) {
        ALL[number] = null;
    }

    /** The terminal's file by its number, held; null if there is none. */
    public static Vnode file(int number) {
        Sched.disablePreemption();
        Vnode file = number < MOST && ALL[number] != null ? ALL[number].file() : null;
        if (file != null) {
            file.hold();
        }
        Sched.enablePreemption();
        return file;
    }

    /** Opens the one that is a process's own, for who then takes {@link #ownFile}. @return 0, −ENXIO if none is, −EIO */
    public static int openOwn(Proc process) {
        Sched.disablePreemption();
        int number = numberOf(process);
        int error = number < MOST ? ALL[number].open() : -Errno.ENXIO;
        Sched.enablePreemption();
        return error;
    }

    /** The file of the one that is a process's own, held; null if none is. */
    public static Vnode ownFile(Proc process) {
        return file(numberOf(process));
    }

    /** Whether one of them is a process's own. */
    static boolean controls(Proc process) {
        return numberOf(process) < MOST;
    }

    private static int numberOf(Proc process) {
        Sched.disablePreemption();
        int number = next(0);
        while (number < MOST && !ALL[number].controls(process)) {
            number = next(number + 1);
        }
        Sched.enablePreemption();
        return number;
    }

    /** A session leader gives up what he has. */
    public static void hangUp(int session) {
        for (int number = 0; number < MOST; number++) {
            Pseudoterminal terminal = ALL[number];
            if (terminal != null) {
                terminal.hangUp(session);
            }
        }
    }

    private FurtherTerminals() {}
}
