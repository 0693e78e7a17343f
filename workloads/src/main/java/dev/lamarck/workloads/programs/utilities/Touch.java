package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.Posix;

/** {@code touch FILE…}: makes those that are not there. */
final class Touch extends Utility {
    private static final int WRITE_CREATE = 0x201;
    private static final int PERMISSIONS = 0x1B6;

    Touch() {
        super("touch");
    }

    @Override
    int run(byte[][] words) {
        int status = words.length > 0 ? 0 : usage("FILE…");
        for (int i = 0; i < words.length; i++) {
            int descriptor = Posix.open(words[i], WRITE_CREATE, PERMISSIONS);
            status |= descriptor >= 0 ? 0 : complain(words[i], descriptor);
            close(descriptor);
        }
        return status;
    }
}
