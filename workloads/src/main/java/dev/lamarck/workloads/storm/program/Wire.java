package dev.lamarck.workloads.storm.program;

import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** What is under way on the network, as {@code /proc/network} tells. */
final class Wire {
    /** What the layers count; the other lines are connections. */
    private static final int LAYERS = 3;
    private static final byte[] TEXT = new byte[16 * 1024];
    private static final long SECOND = 1_000_000_000;
    /** A peer that answers no more is given up by then. */
    private static final int MOST_SECONDS = 900;

    private Wire() {}

    /** Waits until no connection is left, not even one that is over and waits for what is late. A kernel without a network has none. */
    static void awaitQuiet() {
        for (int seconds = 0; seconds < MOST_SECONDS && lines() > LAYERS; seconds++) {
            Posix.sleep(SECOND);
        }
    }

    private static int lines() {
        int file = Posix.open(Text.bytes("/proc/network"), 0, 0);
        int lines = 0;
        long read = Posix.read(file, TEXT, 0, TEXT.length);
        while (read > 0) {
            for (int i = 0; i < read; i++) {
                lines += TEXT[i] == '\n' ? 1 : 0;
            }
            read = Posix.read(file, TEXT, 0, TEXT.length);
        }
        Posix.close(file);
        return lines;
    }
}
