package dev.lamarck.workloads.kernel;

import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Text;

/**
 * A guest program whose children compute, deep in their register windows, what the parent has computed alone: how many, and how often each, are the
 * arguments' lengths. It ends with the number of children that were wrong.
 */
public final class Spinners {
    private static final int DEPTH = 40;

    public static void main(String[] args) {
        int wrong = 0;
        int children = Text.bytes(args[0]).length;
        int rounds = Text.bytes(args[1]).length;
        for (int i = 0; i < children; i++) {
            int expected = checksum(i, DEPTH);
            if (Posix.fork() == 0) {
                Posix.exit(isAlways(expected, i, rounds) ? 7 : 8);
            }
        }
        for (int i = 0; i < children; i++) {
            if (Posix.waitFor(-1, 0) <= 0 || Posix.lastStatus() != 7) {
                wrong++;
            }
        }
        Output.STANDARD.text("wrong ").decimal(wrong).line().flush();
        Posix.exit(wrong);
    }

    private static boolean isAlways(int expected, int start, int rounds) {
        for (int round = 0; round < rounds * 20; round++) {
            if (checksum(start, DEPTH) != expected) {
                return false;
            }
        }
        return true;
    }

    @MaxDepth(DEPTH + 1)
    private static int checksum(int seed, int depth) {
        if (depth == 0) {
            return seed;
        }
        int below = checksum(seed * 31 + depth, depth - 1);
        return below * 17 + (seed ^ depth);
    }

    private Spinners() {}
}
