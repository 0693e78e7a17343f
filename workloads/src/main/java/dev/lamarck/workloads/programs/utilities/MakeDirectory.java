package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Posix;

/** {@code mkdir [-p] DIRECTORY…}; with {@code -p} also those above, and none is missed that exists. */
final class MakeDirectory extends Utility {
    private static final int PERMISSIONS = 0x1FF;
    private static final int EEXIST = -17;

    MakeDirectory() {
        super("mkdir");
    }

    @Override
    int run(byte[][] words) {
        int from = options(words);
        int status = from < words.length ? 0 : usage("[-p] DIRECTORY…");
        for (int i = from; i < words.length; i++) {
            int error = has(words, 'p') ? makeAll(words[i]) : Posix.makeDirectory(words[i], PERMISSIONS);
            status |= error == 0 ? 0 : complain(words[i], error);
        }
        return status;
    }

    private static int makeAll(byte[] path) {
        int error = 0;
        for (int end = 1; end <= path.length && error == 0; end++) {
            if (end == path.length || path[end] == '/') {
                byte[] part = new byte[end];
                Bytes.copy(path, 0, part, 0, end);
                error = Posix.makeDirectory(part, PERMISSIONS);
                error = error == EEXIST ? 0 : error;
            }
        }
        return error;
    }
}
