package dev.lamarck.workloads.evolution;

import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.SignalCounter;

/**
 * A guest program of processes that signal themselves and others, and between signals change everything that a specialized kill path
 * may take for granted: what is done about the signal, whom they act for, which processes there are. What each signal must do does not
 * depend on who runs when. Ends with the number of processes for which one did not.
 */
public final class GuardStorm {
    private static final int WORKERS = 3;
    private static final int ROUNDS = 240;
    private static final int REPEATS = 12;
    private static final int SIGKILL = 9;
    private static final int SIGUSR1 = 30;
    private static final int NOT_PERMITTED = -1;
    private static final int NO_SUCH_PROCESS = -3;
    private static final int SOMEBODY = 7;

    public static void main(String[] args) {
        for (int i = 0; i < WORKERS; i++) {
            if (Posix.fork() == 0) {
                Exit.now(work() ? 0 : 1);
            }
        }
        int failures = 0;
        for (int i = 0; i < WORKERS; i++) {
            Posix.waitFor(-1, 0);
            failures += Posix.lastStatus() == 0 ? 0 : 1;
        }
        Exit.now(failures);
    }

    private static boolean work() {
        int self = Posix.processNumber();
        boolean right = true;
        for (int round = 0; round < ROUNDS && right; round++) {
            SignalCounter.count(SIGUSR1);
            right = sendsToItself(self, REPEATS);
            SignalCounter.ignore(SIGUSR1);
            right &= sendsToItself(self, 0);
            SignalCounter.count(SIGUSR1);
            right &= sendsToAChildThatDies() && sendsAsSomebody(self) && sendsToItself(self, REPEATS);
        }
        return right;
    }

    /** So many of the signals sent must arrive. */
    private static boolean sendsToItself(int self, int arriving) {
        int before = SignalCounter.received();
        boolean sent = true;
        for (int i = 0; i < REPEATS; i++) {
            sent &= Posix.kill(self, SIGUSR1) == 0;
        }
        return sent && SignalCounter.received() - before == arriving;
    }

    /** It can be signalled until its end is known, and not after. */
    private static boolean sendsToAChildThatDies() {
        int child = Posix.fork();
        if (child == 0) {
            while (true) {
                Posix.pause();
            }
        }
        boolean right = true;
        for (int i = 0; i < REPEATS; i++) {
            right &= Posix.kill(child, SIGUSR1) == 0;
        }
        right &= Posix.kill(child, SIGKILL) == 0 && Posix.kill(child, SIGUSR1) == 0;
        right &= Posix.waitFor(child, 0) == child;
        return right && Posix.kill(child, SIGUSR1) == NO_SUCH_PROCESS;
    }

    /** A child may signal its parent, the superuser's, only as long as it acts for the same. */
    private static boolean sendsAsSomebody(int parent) {
        int child = Posix.fork();
        if (child == 0) {
            boolean right = true;
            for (int i = 0; i < REPEATS; i++) {
                right &= Posix.kill(parent, 0) == 0;
            }
            right &= Posix.setUser(SOMEBODY) == 0 && Posix.kill(parent, 0) == NOT_PERMITTED;
            Exit.now(right ? 0 : 1);
        }
        return Posix.waitFor(child, 0) == child && Posix.lastStatus() == 0;
    }

    private GuardStorm() {}
}
