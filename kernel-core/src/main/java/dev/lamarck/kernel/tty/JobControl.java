package dev.lamarck.kernel.tty;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.SignalAction;
import dev.lamarck.kernel.signal.Signals;

/** Sessions, process groups and their terminal: who is in the background, and what that means. */
public final class JobControl {
    /**
     * Why a thread may not use the terminal now. A background group is stopped by {@code signal}; a read fails where that would stop nobody for somebody to
     * continue, a change goes on where the signal is not wanted (POSIX.1 11.1.4).
     *
     * @return 0, −EIO, or −ERESTART, with the signal sent
     */
    static int refusal(Terminal terminal, int signal) {
        Proc self = Proc.current();
        if (!terminal.controls(self) || self.group == terminal.foreground()) {
            return 0;
        }
        boolean isUnwanted = isUnwanted(self, signal);
        if (isUnwanted && signal != Signal.SIGTTIN) {
            return 0;
        }
        if (isUnwanted || isOrphan(self.group)) {
            return -Errno.EIO;
        }
        Signals.sendToGroup(self.group, signal);
        return -Errno.ERESTART;
    }

    private static boolean isUnwanted(Proc self, int signal) {
        return self.actions[signal - 1].handler == SignalAction.IGNORE || (KThread.current().signals.blocked & Signal.bit(signal)) != 0;
    }

    private static boolean isOrphan(int group) {
        Proc.TABLE.acquire();
        boolean is = isOrphaned(group);
        Proc.TABLE.release();
        return is;
    }

    /** Whether no member's parent is in another group of the session: nobody would continue it if it stopped. Caller holds the table. */
    public static boolean isOrphaned(int group) {
        for (Proc each = Proc.first(); each != null; each = each.next) {
            Proc parent = each.parent;
            if (each.group == group && each.state != Proc.ZOMBIE && parent != null && !each.isOrphan && parent.group != group && parent.session == each.session) {
                return false;
            }
        }
        return true;
    }

    /** A process through whom a group may have been continued is no more: if nobody can, and it has stopped, it is told to end, and continued. Caller holds the table. */
    public static void checkOrphaned(int group) {
        if (isOrphaned(group) && hasStopped(group)) {
            Signals.sendToGroup(group, Signal.SIGHUP);
            Signals.sendToGroup(group, Signal.SIGCONT);
        }
    }

    private static boolean hasStopped(int group) {
        boolean has = false;
        for (Proc each = Proc.first(); each != null; each = each.next) {
            has |= each.group == group && each.state == Proc.STOPPED;
        }
        return has;
    }

    /** Whether a group exists in a session. */
    static boolean hasGroup(int session, int group) {
        Proc.TABLE.acquire();
        boolean has = false;
        for (Proc each = Proc.first(); each != null; each = each.next) {
            has |= each.session == session && each.group == group;
        }
        Proc.TABLE.release();
        return has;
    }

    private JobControl() {}
}
