package dev.lamarck.workloads.programs;

import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Posix;

/** Pairs of processes that work side by side. */
final class Pairs {
    /** Starts so many pairs and waits for them; how many pairs failed. */
    static int run(int pairs, PairWork work) {
        SignalPair.hold();
        for (int i = 0; i < pairs; i++) {
            if (Posix.fork() == 0) {
                Exit.now(live(2 * i, work));
            }
        }
        int failures = 0;
        for (int i = 0; i < pairs; i++) {
            Posix.waitFor(-1, 0);
            failures += Posix.lastStatus() == 0 ? 0 : 1;
        }
        return failures;
    }

    /** The life of a pair's first process, which begets the second; its exit status. */
    private static int live(int number, PairWork work) {
        int first = Posix.processNumber();
        int second = Posix.fork();
        if (second == 0) {
            Exit.now(work.run(number + 1, new SignalPair(first, false)) ? 0 : 1);
        }
        boolean intact = work.run(number, new SignalPair(second, true));
        Posix.waitFor(second, 0);
        return intact && Posix.lastStatus() == 0 ? 0 : 1;
    }

    private Pairs() {}
}
