package dev.lamarck.workloads.storm.program;

import dev.lamarck.syscalls.user.Posix;

/** A fork bomb: every process makes more, and all of them the same. */
final class Begetter {
    /** Rests so long where no more can be made, for the sake of those that would have to end for one to be. */
    private static final long REST_NANOSECONDS = 1_000_000;

    void run() {
        while (true) {
            if (Posix.fork() < 0) {
                Posix.sleep(REST_NANOSECONDS);
                while (Posix.waitFor(-1, Posix.NO_HANG) > 0) {
                    // Reaps what has ended.
                }
            }
        }
    }
}
