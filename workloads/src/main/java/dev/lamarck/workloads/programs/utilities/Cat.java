package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;

/** {@code cat [FILE…]}: the files' bytes, one after the other. */
final class Cat extends Utility {
    Cat() {
        super("cat");
    }

    @Override
    int run(byte[][] words) {
        int status = words.length == 0 && copy(0) < 0 ? 1 : 0;
        for (int i = 0; i < words.length; i++) {
            int descriptor = open(words[i]);
            long error = descriptor < 0 ? descriptor : copy(descriptor);
            if (error < 0) {
                status = complain(words[i], (int) error);
            }
            close(descriptor);
        }
        return status;
    }

    private static long copy(int descriptor) {
        byte[] buffer = new byte[4096];
        long n = Posix.read(descriptor, buffer, 0, buffer.length);
        while (n > 0) {
            Output.STANDARD.bytes(buffer, 0, (int) n).flush();
            n = Posix.read(descriptor, buffer, 0, buffer.length);
        }
        return n;
    }
}
