package dev.lamarck.kernel.process;

import dev.lamarck.kernel.Errno;
import dev.lamarck.toolchain.magic.Symbol;

/** {@code wait4}: a parent learns what became of a child, and a dead child's last traces go. */
public final class Wait {
    private static final int NO_HANG = 1;
    private static final int UNTRACED = 2;

    /** The status of the child found, and its CPU cycles with those of its children. */
    public static final class Report {
        public int status;
        public long cycles;
    }

    /**
     * Waits for a change of a child chosen as {@code wait4} does: its number, 0 for one's own group, −1 for any,
     * −group.
     *
     * @return the child's number, 0 if none has changed and the caller would not wait, or an error
     */
    @Symbol("do_wait")
    public static int await(int choice, int options, Report report) {
        Proc self = Proc.current();
        Proc.TABLE.acquire();
        int result = 0;
        while (result == 0) {
            result = look(self, choice, options, report);
            if (result == 0 && (options & NO_HANG) != 0) {
                break;
            }
            if (result == 0 && self.childChanged.awaitInterruptible(Proc.TABLE) != 0) {
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
            if (each.parent == self && isChosen(each, self, choice)) {
                if (each.state == Proc.ZOMBIE) {
                    return reap(self, each, report);
                }
                if (each.state == Proc.STOPPED && (options & UNTRACED) != 0 && !each.stopReported) {
                    each.stopReported = true;
                    report.status = each.stopStatus;
                    return each.pid;
                }
                result = 0;
            }
        }
        return result;
    }

    private static boolean isChosen(Proc child, Proc self, int choice) {
        if (choice > 0) {
            return child.pid == choice;
        }
        return choice == -1 || child.group == (choice == 0 ? self.group : -choice);
    }

    private static int reap(Proc self, Proc child, Report report) {
        int pid = child.pid;
        report.status = child.exitStatus;
        report.cycles = child.usedCycles + child.childrenCycles;
        self.childrenCycles += report.cycles;
        child.leave();
        child.free();
        return pid;
    }

    private Wait() {}
}
