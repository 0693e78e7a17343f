package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** What is done to a file by its name. */
final class NamedFile extends Task {
    private static final byte[] STATUS = new byte[256];

    private final boolean opens;
    private final byte[] path = Text.bytes("/tmp/lmbench");

    /** Opens and closes it, or asks for its status. */
    NamedFile(boolean opens) {
        this.opens = opens;
    }

    @Override
    public String name() {
        return opens ? "openClose" : "stat";
    }

    @Override
    public String round() {
        return opens ? "open and close of a file in /tmp" : "stat of a file in /tmp";
    }

    @Override
    public int rounds() {
        return 300;
    }

    @Override
    void prepare() {
        CreateDelete.create(path, 0);
    }

    @Override
    void run(int rounds) {
        for (int i = 0; i < rounds; i++) {
            if (opens) {
                Check.succeeded(Posix.close((int) Check.succeeded(Posix.open(path, 0, 0))));
            } else {
                Check.succeeded(Posix.status(path, STATUS));
            }
        }
    }

    @Override
    void clear() {
        Posix.unlink(path);
    }
}
