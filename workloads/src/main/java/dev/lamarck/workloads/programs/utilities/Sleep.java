package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.Posix;

/** {@code sleep SECONDS}. */
final class Sleep extends Utility {
    private static final long NANOSECONDS = 1_000_000_000;

    Sleep() {
        super("sleep");
    }

    @Override
    int run(byte[][] words) {
        long seconds = words.length == 1 ? number(words[0]) : -1;
        return seconds < 0 ? usage("SECONDS") : Posix.sleep(seconds * NANOSECONDS) == 0 ? 0 : 1;
    }
}
