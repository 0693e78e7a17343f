package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.Output;

/** {@code seq [FIRST] LAST}: numbers, a line each. */
final class Sequence extends Utility {
    Sequence() {
        super("seq");
    }

    @Override
    int run(byte[][] words) {
        if (words.length < 1 || words.length > 2) {
            return usage("[FIRST] LAST");
        }
        long last = number(words[words.length - 1]);
        for (long each = words.length == 2 ? number(words[0]) : 1; each <= last; each++) {
            Output.STANDARD.decimal(each).line();
        }
        return 0;
    }
}
