package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.Input;
import dev.lamarck.syscalls.user.Output;

/** {@code head [-n N] [FILE…]}: the first lines, ten if it is not said how many. */
final class Head extends Filter {
    private long wanted;

    Head() {
        super("head");
    }

    @Override
    int run(byte[][] words) {
        wanted = optionNumber(words, 10);
        return wanted < 0 ? usage("[-n N] [FILE…]") : filterAll(words, optionWords(words));
    }

    @Override
    void filter(Input input, byte[] name) {
        for (long left = wanted; left > 0; left--) {
            int length = input.line(line);
            if (length < 0) {
                return;
            }
            Output.STANDARD.bytes(line, 0, length).line();
        }
    }
}
