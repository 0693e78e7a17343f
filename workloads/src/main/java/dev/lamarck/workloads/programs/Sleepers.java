package dev.lamarck.workloads.programs;

import dev.lamarck.syscalls.user.Posix;

/** Processes that are there and do nothing, as most of a system's are. */
final class Sleepers {
    static final int MOST = 256;
    private static final int SIGKILL = 9;
    private static final int[] PIDS = new int[MOST];

    static void start(int count) {
        for (int i = 0; i < count; i++) {
            PIDS[i] = Posix.fork();
            if (PIDS[i] == 0) {
                Posix.pause();
            }
        }
    }

    /** Ends those that were started and waits for them. */
    static void end(int count) {
        for (int i = 0; i < count; i++) {
            Posix.kill(PIDS[i], SIGKILL);
            Posix.waitFor(PIDS[i], 0);
        }
    }

    private Sleepers() {}
}
