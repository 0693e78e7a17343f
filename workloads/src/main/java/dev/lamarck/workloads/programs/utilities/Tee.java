package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;

/** {@code tee [-a] [FILE…]}: the standard input to the standard output and to files. */
final class Tee extends Utility {
    private static final int WRITE_CREATE = 0x201;
    private static final int TRUNCATE = 0x400;
    private static final int APPEND = 0x8;
    private static final int PERMISSIONS = 0x1B6;

    Tee() {
        super("tee");
    }

    @Override
    int run(byte[][] words) {
        int from = options(words);
        int status = 0;
        int[] files = new int[words.length];
        for (int i = from; i < words.length; i++) {
            files[i] = Posix.open(words[i], WRITE_CREATE | (has(words, 'a') ? APPEND : TRUNCATE), PERMISSIONS);
            status |= files[i] < 0 ? complain(words[i], files[i]) : 0;
        }
        byte[] buffer = new byte[4096];
        for (long n = Posix.read(0, buffer, 0, buffer.length); n > 0; n = Posix.read(0, buffer, 0, buffer.length)) {
            Output.STANDARD.bytes(buffer, 0, (int) n).flush();
            for (int i = from; i < words.length; i++) {
                Posix.write(files[i], buffer, 0, (int) n);
            }
        }
        return status;
    }
}
