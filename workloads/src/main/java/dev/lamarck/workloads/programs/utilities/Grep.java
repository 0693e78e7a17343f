package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Input;
import dev.lamarck.syscalls.user.Output;

/** {@code grep [-v] [-c] [-n] [-q] TEXT [FILE…]}: the lines that a text is in; {@code ^} before it and {@code $} behind it hold it to a line's ends. Status 1 if there are none. */
final class Grep extends Filter {
    private byte[] wanted;
    private int from;
    private int to;
    private boolean isInverted;
    private boolean counts;
    private boolean numbers;
    private boolean isQuiet;
    private boolean namesFiles;
    private long found;

    Grep() {
        super("grep");
    }

    @Override
    int run(byte[][] words) {
        int first = options(words);
        if (first == words.length) {
            return usage("[-v] [-c] [-n] [-q] TEXT [FILE…]");
        }
        isInverted = has(words, 'v');
        counts = has(words, 'c');
        numbers = has(words, 'n');
        isQuiet = has(words, 'q');
        wanted = words[first];
        from = wanted.length > 0 && wanted[0] == '^' ? 1 : 0;
        to = wanted.length > from && wanted[wanted.length - 1] == '$' ? wanted.length - 1 : wanted.length;
        namesFiles = words.length - first > 2;
        return filterAll(words, first + 1) != 0 ? 2 : found > 0 ? 0 : 1;
    }

    @Override
    void filter(Input input, byte[] name) {
        long before = found;
        long number = 0;
        for (int length = input.line(line); length >= 0; length = input.line(line)) {
            number++;
            if (isIn(length) != isInverted) {
                found++;
                if (!counts && !isQuiet) {
                    print(name, number, length);
                }
            }
        }
        if (counts && !isQuiet) {
            printName(name);
            Output.STANDARD.decimal(found - before).line();
        }
    }

    private void print(byte[] name, long number, int length) {
        printName(name);
        if (numbers) {
            Output.STANDARD.decimal(number).text(":");
        }
        Output.STANDARD.bytes(line, 0, length).line();
    }

    private void printName(byte[] name) {
        if (namesFiles) {
            Output.STANDARD.bytes(name, 0, name.length).text(":");
        }
    }

    private boolean isIn(int length) {
        int size = to - from;
        int first = to < wanted.length ? length - size : 0;
        int last = from > 0 ? 0 : length - size;
        for (int at = Math.max(0, first); at <= last && at + size <= length; at++) {
            if (Bytes.equal(line, at, wanted, from, size)) {
                return to == wanted.length || at + size == length;
            }
        }
        return false;
    }
}
