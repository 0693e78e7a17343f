package dev.lamarck.workloads.evolution;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.SignalCounter;
import dev.lamarck.toolchain.magic.Text;

/**
 * {@code guardstorm SEED WAYS}: a guest program of processes that signal themselves and others, and between signals change everything that a
 * specialized kill path may take for granted: what is done about the signal, who got the last one, whom they act for, which processes
 * there are; in an order that the seed
 * picks of the ways, a letter each: a handler is changed, a child dies, one acts for another user, another is signalled, or oneself. What each signal must do does not depend on who runs when. Each worker prints a digest of
 * all it saw, in order: the result of each call, and how many signals had been delivered when it came back. Ends with the number of
 * workers that saw something wrong.
 */
public final class GuardStorm {
    private static final int WORKERS = 3;
    private static final int ROUNDS = 600;
    /** Signals in a row, at most. */
    private static final int MOST = 60;
    private static final int FEW = 8;
    private static final int SIGKILL = 9;
    private static final int SIGUSR1 = 30;
    private static final int NOT_PERMITTED = -1;
    private static final int NO_SUCH_PROCESS = -3;
    private static final int SOMEBODY = 7;

    // A process has its own.
    private static long random;
    private static long seen;
    private static boolean isCounting;

    public static void main(String[] args) {
        byte[] seed = Text.bytes(args[0]);
        byte[] ways = Text.bytes(args[1]);
        for (int worker = 0; worker < WORKERS; worker++) {
            if (Posix.fork() == 0) {
                random = Bytes.number(seed, 0, seed.length, 10) * WORKERS + worker;
                boolean right = work(ways);
                Output.STANDARD.text("worker ").decimal(worker).text(" saw ").hexadecimal(seen).line();
                Exit.now(right ? 0 : 1);
            }
        }
        int failures = 0;
        for (int i = 0; i < WORKERS; i++) {
            Posix.waitFor(-1, 0);
            failures += Posix.lastStatus() == 0 ? 0 : 1;
        }
        Exit.now(failures);
    }

    /** From 0 to below the limit; a linear congruential generator's upper bits. */
    private static int next(int limit) {
        random = random * 6364136223846793005L + 1442695040888963407L;
        return (int) ((random >>> 33) % limit);
    }

    /** Notes the result of a call, and what has been delivered by now. */
    private static int saw(int result) {
        seen = (seen * 31 + result) * 31 + SignalCounter.received();
        return result;
    }

    private static boolean work(byte[] ways) {
        int self = Posix.processNumber();
        changeHandler();
        int companion = waitingChild();
        boolean right = true;
        for (int round = 0; round < ROUNDS && right; round++) {
            switch (ways[next(ways.length)]) {
                case 'h' -> changeHandler();
                case 'd' -> right = sendsToAChildThatDies();
                case 'u' -> right = sendsAsSomebody(self);
                case 'o' -> right = sends(companion, 1 + next(FEW));
                default -> right = sendsToItself(self);
            }
        }
        return right && saw(Posix.kill(companion, SIGKILL)) == 0 && Posix.waitFor(companion, 0) == companion;
    }

    private static int waitingChild() {
        int child = Posix.fork();
        while (child == 0) {
            Posix.pause();
        }
        return child;
    }

    private static boolean sends(int process, int count) {
        boolean right = true;
        for (int i = 0; i < count; i++) {
            right &= saw(Posix.kill(process, SIGUSR1)) == 0;
        }
        return right;
    }

    private static void changeHandler() {
        isCounting = !isCounting;
        if (isCounting) {
            SignalCounter.count(SIGUSR1);
        } else {
            SignalCounter.ignore(SIGUSR1);
        }
    }

    /** All arrive unless they are ignored. */
    private static boolean sendsToItself(int self) {
        int before = SignalCounter.received();
        int count = 1 + next(MOST);
        return sends(self, count) && SignalCounter.received() - before == (isCounting ? count : 0);
    }

    /** It can be signalled until its end is known, and not after. */
    private static boolean sendsToAChildThatDies() {
        int child = waitingChild();
        boolean right = sends(child, next(FEW)) && saw(Posix.kill(child, SIGKILL)) == 0 && saw(Posix.kill(child, SIGUSR1)) == 0;
        right &= Posix.waitFor(child, 0) == child;
        return right && saw(Posix.kill(child, SIGUSR1)) == NO_SUCH_PROCESS;
    }

    /** A child may signal its parent, the superuser's, only as long as it acts for the same. */
    private static boolean sendsAsSomebody(int parent) {
        int child = Posix.fork();
        if (child == 0) {
            boolean right = true;
            for (int i = 0; i < FEW; i++) {
                right &= Posix.kill(parent, 0) == 0;
            }
            right &= Posix.setUser(SOMEBODY) == 0 && Posix.kill(parent, 0) == NOT_PERMITTED;
            Exit.now(right ? 0 : 1);
        }
        return Posix.waitFor(child, 0) == child && saw(Posix.lastStatus()) == 0;
    }

    private GuardStorm() {}
}
