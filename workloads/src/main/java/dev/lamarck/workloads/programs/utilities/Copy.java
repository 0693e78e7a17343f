package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.FileStatus;
import dev.lamarck.syscalls.user.Posix;

/** {@code cp FROM TO}, {@code cp FROM… DIRECTORY}: regular files, with their permissions. */
final class Copy extends Utility {
    private static final int WRITE_CREATE_TRUNCATE = 0x601;

    Copy() {
        super("cp");
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
            int error = copy(words[i], isDirectory ? in(last, words[i]) : last);
            status |= error == 0 ? 0 : complain(words[i], error);
        }
        return status;
    }

    private static int copy(byte[] from, byte[] to) {
        int reading = Posix.open(from, 0, 0);
        if (reading < 0) {
            return reading;
        }
        FileStatus status = new FileStatus();
        status.ofDescriptor(reading);
        int writing = Posix.open(to, WRITE_CREATE_TRUNCATE, status.mode() & 0x1FF);
        long error = writing < 0 ? writing : copyBytes(reading, writing);
        close(reading);
        close(writing);
        return (int) Math.min(error, 0);
    }

    private static long copyBytes(int from, int to) {
        byte[] buffer = new byte[4096];
        long n = Posix.read(from, buffer, 0, buffer.length);
        while (n > 0) {
            long written = Posix.write(to, buffer, 0, (int) n);
            n = written < 0 ? written : Posix.read(from, buffer, 0, buffer.length);
        }
        return n;
    }
}
