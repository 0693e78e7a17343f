package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.FileStatus;

/** What takes {@code FROM TO}, or {@code FROM… DIRECTORY}. */
abstract class Transfer extends Utility {
    Transfer(String name) {
        super(name);
    }

    @Override
    final int run(byte[][] words) {
        FileStatus target = new FileStatus();
        boolean isDirectory = words.length > 1 && target.of(words[words.length - 1]) && target.kind() == FileStatus.DIRECTORY;
        if (words.length < 2 || words.length > 2 && !isDirectory) {
            return usage("FROM TO, or FROM… DIRECTORY");
        }
        int status = 0;
        byte[] last = words[words.length - 1];
        for (int i = 0; i + 1 < words.length; i++) {
            int error = transfer(words[i], isDirectory ? in(last, words[i]) : last);
            status |= error == 0 ? 0 : complain(words[i], error);
        }
        return status;
    }

    /** @return 0, or a negated error number */
    abstract int transfer(byte[] from, byte[] to);
}
