package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Input;
import dev.lamarck.syscalls.user.Output;

/** {@code tail [-n N] [FILE…]}: the last lines, ten if it is not said how many. */
final class Tail extends Filter {
    private static final int MOST = 1024;

    private final byte[][] last = new byte[MOST][];
    private int wanted;

    Tail() {
        super("tail");
    }

    @Override
    int run(byte[][] words) {
        long number = optionNumber(words, 10);
        wanted = (int) Math.min(number, MOST);
        return number < 0 ? usage("[-n N] [FILE…]") : filterAll(words, optionWords(words));
    }

    @Override
    void filter(Input input, byte[] name) {
        int count = 0;
        for (int length = input.line(line); length >= 0 && wanted > 0; length = input.line(line)) {
            byte[] copy = new byte[length];
            Bytes.copy(line, 0, copy, 0, length);
            int at = count % wanted;
            if (count >= wanted) {
                Heap.free(last[at]);
            }
            last[at] = copy;
            count++;
        }
        for (int i = Math.max(0, count - wanted); i < count; i++) {
            Output.STANDARD.bytes(last[i % wanted], 0, last[i % wanted].length).line();
        }
    }
}
