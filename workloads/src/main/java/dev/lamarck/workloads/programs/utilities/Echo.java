package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.Output;

/** {@code echo [-n] [WORD…]}: the words, and a newline; for programs, as the shell has its own. */
final class Echo extends Utility {
    Echo() {
        super("echo");
    }

    @Override
    int run(byte[][] words) {
        int from = words.length > 0 && is(words[0], "-n") ? 1 : 0;
        for (int i = from; i < words.length; i++) {
            Output.STANDARD.text(i == from ? "" : " ").bytes(words[i], 0, words[i].length);
        }
        Output.STANDARD.text(from == 0 ? "\n" : "").flush();
        return 0;
    }
}
