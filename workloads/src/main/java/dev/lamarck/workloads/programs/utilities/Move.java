package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.Posix;

/** {@code mv FROM TO}, {@code mv FROM… DIRECTORY}, within a file system. */
final class Move extends Transfer {
    Move() {
        super("mv");
    }

    @Override
    int transfer(byte[] from, byte[] to) {
        return Posix.rename(from, to);
    }
}
