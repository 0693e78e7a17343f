package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.Posix;

/** {@code rmdir DIRECTORY…}: empty ones. */
final class RemoveDirectory extends Utility {
    RemoveDirectory() {
        super("rmdir");
    }

    @Override
    int run(byte[][] words) {
        int status = words.length > 0 ? 0 : usage("DIRECTORY…");
        for (int i = 0; i < words.length; i++) {
            int error = Posix.removeDirectory(words[i]);
            status |= error == 0 ? 0 : complain(words[i], error);
        }
        return status;
    }
}
