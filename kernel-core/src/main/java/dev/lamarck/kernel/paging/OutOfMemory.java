package dev.lamarck.kernel.paging;

import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.Symbol;

/** Who has to end when memory does not suffice for all. */
final class OutOfMemory {
    private static final int FIRST_PID = 1;

    /**
     * The policy, a function by itself, so that another can take its place: the process with the most pages, in memory and away; the first process
     * only if there is no other. Null if there is none, and as long as one is still ending, whose pages will be free when it has: unless that is the last resort, for it may wait for
     * somebody who waits for memory. Caller holds the table's lock.
     */
    @Symbol("oom_victim")
    @NoInline
    static Proc victim(boolean isLastResort) {
        Proc worst = null;
        boolean areOthersEnding = false;
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.space != null && isEnding(each)) {
                areOthersEnding |= each.state != Proc.ZOMBIE;
            } else if (each.space != null && (worst == null || isWorse(each, worst))) {
                worst = each;
            }
        }
        return areOthersEnding && !isLastResort ? null : worst;
    }

    private static boolean isWorse(Proc one, Proc other) {
        if (other.pid == FIRST_PID || one.pid == FIRST_PID) {
            return other.pid == FIRST_PID;
        }
        return pages(one) > pages(other);
    }

    private static long pages(Proc proc) {
        return proc.space.resident() + proc.space.away();
    }

    /** Ends the victim, if there is one. */
    static boolean end(boolean isLastResort) {
        Proc.TABLE.acquire();
        Proc victim = victim(isLastResort);
        if (victim != null) {
            Signals.send(Signal.SIGKILL, victim, true);
        }
        Proc.TABLE.release();
        return victim != null;
    }

    /** Whether a thread's process waits for nothing any more. */
    static boolean isEnding(KThread thread) {
        return thread.proc != null && (thread.proc.mustLeave(thread) || isEnding(thread.proc));
    }

    private static boolean isEnding(Proc proc) {
        return (proc.pendingSignals & Signal.bit(Signal.SIGKILL)) != 0 || proc.state == Proc.ZOMBIE || proc.mustEnd();
    }

    private OutOfMemory() {}
}
