package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Input;
import dev.lamarck.syscalls.user.Output;

/** {@code sort [-r] [-u] [FILE…]}: all lines, in order of their bytes; backwards; each but once. */
final class Sort extends Filter {
    private byte[][] lines = new byte[64][];
    private int count;

    Sort() {
        super("sort");
    }

    @Override
    int run(byte[][] words) {
        int status = filterAll(words, options(words));
        boolean isReversed = has(words, 'r');
        boolean isUnique = has(words, 'u');
        for (int i = 0; i < count; i++) {
            byte[] each = lines[isReversed ? count - 1 - i : i];
            byte[] before = i == 0 ? null : lines[isReversed ? count - i : i - 1];
            if (!isUnique || before == null || Lines.compare(each, before) != 0) {
                Output.STANDARD.bytes(each, 0, each.length).line();
            }
        }
        return status;
    }

    @Override
    void filter(Input input, byte[] name) {
        for (int length = input.line(line); length >= 0; length = input.line(line)) {
            if (count == lines.length) {
                byte[][] more = new byte[2 * count][];
                for (int i = 0; i < count; i++) {
                    more[i] = lines[i];
                }
                lines = more;
            }
            byte[] copy = new byte[length];
            Bytes.copy(line, 0, copy, 0, length);
            Lines.insert(lines, count++, copy);
        }
    }
}
