package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.kernel.Errno;
import dev.lamarck.syscalls.user.FileStatus;
import dev.lamarck.syscalls.user.Posix;

/** {@code cp FROM TO}, {@code cp FROM… DIRECTORY}: regular files, with their permissions. A file is not copied onto itself. */
final class Copy extends Transfer {
    private static final int WRITE_CREATE_TRUNCATE = 0x601;

    Copy() {
        super("cp");
    }

    @Override
    int transfer(byte[] from, byte[] to) {
        int reading = Posix.open(from, 0, 0);
        if (reading < 0) {
            return reading;
        }
        FileStatus status = new FileStatus();
        status.ofDescriptor(reading);
        FileStatus target = new FileStatus();
        if (target.of(to) && target.isOfSameFile(status)) {
            close(reading);
            return -Errno.EINVAL;
        }
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
