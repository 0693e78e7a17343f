package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** {@code wc [-l] [-w] [-c] [FILE…]}: lines, words and bytes, all three without options; and of several files their sum. */
final class CountWords extends Utility {
    private final long[] counts = new long[3];
    private final long[] sums = new long[3];

    CountWords() {
        super("wc");
    }

    @Override
    int run(byte[][] words) {
        int from = options(words);
        int status = 0;
        if (from == words.length) {
            count(0);
            print(words, from, null, counts);
        }
        for (int i = from; i < words.length; i++) {
            int descriptor = open(words[i]);
            if (descriptor < 0) {
                status = complain(words[i], descriptor);
            } else {
                count(descriptor);
                close(descriptor);
                print(words, from, words[i], counts);
            }
        }
        if (words.length - from > 1) {
            print(words, from, Text.bytes("total"), sums);
        }
        return status;
    }

    private void count(int descriptor) {
        byte[] buffer = new byte[4096];
        boolean isInWord = false;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 0;
        }
        for (long n = Posix.read(descriptor, buffer, 0, buffer.length); n > 0; n = Posix.read(descriptor, buffer, 0, buffer.length)) {
            counts[2] += n;
            for (int i = 0; i < n; i++) {
                boolean isBlank = buffer[i] == ' ' || buffer[i] == '\t' || buffer[i] == '\n';
                counts[0] += buffer[i] == '\n' ? 1 : 0;
                counts[1] += isBlank || isInWord ? 0 : 1;
                isInWord = !isBlank;
            }
        }
        for (int i = 0; i < counts.length; i++) {
            sums[i] += counts[i];
        }
    }

    private static void print(byte[][] words, int options, byte[] name, long[] values) {
        boolean isFirst = true;
        for (int i = 0; i < values.length; i++) {
            int letter = i == 0 ? 'l' : i == 1 ? 'w' : 'c';
            if (options == 0 || has(words, letter)) {
                Output.STANDARD.text(isFirst ? "" : " ").decimal(values[i]);
                isFirst = false;
            }
        }
        if (name != null) {
            Output.STANDARD.text(" ").bytes(name, 0, name.length);
        }
        Output.STANDARD.line();
    }
}
