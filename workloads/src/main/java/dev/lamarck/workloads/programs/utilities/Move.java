package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.FileStatus;
import dev.lamarck.syscalls.user.Posix;

/** {@code mv FROM TO}, {@code mv FROM… DIRECTORY}, within a file system. */
final class Move extends Utility {
    Move() {
        super("mv");
    }

    @Override
    int run(byte[][] words) {
        FileStatus target = new FileStatus();
        boolean isDirectory = words.length > 1 && target.of(words[words.length - 1]) && target.kind() == FileStatus.DIRECTORY;
        if (words.length < 2 || words.length > 2 && !isDirectory) {
            return usage("FROM TO, or FROM… DIRECTORY");
        }
        int status = 0;
        byte[] last = words[words.length - 1];
        for (int i = 0; i + 1 < words.length; i++) {
            int error = Posix.rename(words[i], isDirectory ? in(last, words[i]) : last);
            status |= error == 0 ? 0 : complain(words[i], error);
        }
        return status;
    }
}
