package dev.lamarck.kernel.process;

import dev.lamarck.kernel.Errno;
import dev.lamarck.toolchain.magic.Symbol;

/** {@code wait4}: a parent learns what became of a child, and a dead child's last traces go. */
public final class Wait {
    // What to wait for, and how: options of waitid, of which wait4 has those that are 1, 2 and 8.
    public static final int NO_HANG = 1;
    public static final int STOPPED = 2;
    public static final int EXITED = 4;
    public static final int CONTINUED = 8;
    /** The child stays as it is, to be seen again. */
    public static final int NO_WAIT = 0x100_0000;

    /** The status of the child found, and its CPU cycles with those of its children. */
    public static final class Report {
        public int status;
        public long cycles;
    }

    /**
     * Waits for a change of a child chosen as {@code wait4} does: its number, 0 for one's own group, −1 for any,
     * −group. At least one of EXITED, STOPPED and CONTINUED says which changes.
     *
     * @return the child's number, 0 if none has changed and the caller would not wait, or an error
     */
    @Symbol("do_wait")
    public static int await(int choice, int options, Report report) {
        Proc self = Proc.current();
        Proc.TABLE.acquire();
        int result = look(self, choice, options, report);
        while (result == 0 && (options & NO_HANG) == 0) {
            boolean isInterrupted = self.childChanged.awaitInterruptible(Proc.TABLE) != 0;
            // The signal may be the child's own: what it tells of comes first.
            result = look(self, choice, options, report);
            if (result == 0 && isInterrupted) {
                result = -Errno.ERESTART;
            }
        }
        Proc.TABLE.release();
        return result;
    }

    /** A child's number, 0 if none has changed, −ECHILD if there is none. Caller holds TABLE. */
    private static int look(Proc self, int choice, int options, Report report) {
        int result = -Errno.ECHILD;
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.parent == self && !each.isOrphan && isChosen(each, self, choice)) {
                if (tells(each, options, report)) {
                    return (options & NO_WAIT) == 0 && each.state == Proc.ZOMBIE ? reap(self, each, report) : each.pid;
                }
                result = 0;
            }
        }
        return result;
    }

    /** Whether a child has become something that is waited for; then the report says what, and the child has told it, if it is not left as it is. */
    private static boolean tells(Proc child, int options, Report report) {
        boolean stays = (options & NO_WAIT) != 0;
        if (child.state == Proc.ZOMBIE) {
            report.status = child.exitStatus;
            return (options & EXITED) != 0;
        }
        if (child.state == Proc.STOPPED && (options & STOPPED) != 0 && !child.stopReported) {
            child.stopReported = !stays;
            report.status = child.stopStatus;
            return true;
        }
        // Who waits gets it when the child runs, and has sent its signal; who only looks, at once.
        boolean isToldNow = !child.tellsContinue || (options & NO_HANG) != 0;
        if ((options & CONTINUED) != 0 && child.isContinued && isToldNow) {
            child.isContinued = stays;
            report.status = ChildStatus.CONTINUED;
            return true;
        }
        return false;
    }

    private static boolean isChosen(Proc child, Proc self, int choice) {
        if (choice > 0) {
            return child.pid == choice;
        }
        return choice == -1 || child.group == (choice == 0 ? self.group : -choice);
    }

    private static int reap(Proc self, Proc child, Report report) {
        int pid = child.pid;
        report.cycles = child.usedCycles + child.childrenCycles;
        self.childrenCycles += report.cycles;
        child.leave();
        child.free();
        return pid;
    }

    private Wait() {}
}
