package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** A file's whole life. */
final class CreateDelete extends Task {
    private static final int CREATE_TO_WRITE = 0x0001 | 0x0200 | 0x0400;
    private static final int MODE = 0x1B6;
    private static final byte[] CONTENT = new byte[10 * 1024];

    private final int size;
    private final byte[] path = Text.bytes("/tmp/lmbench");

    CreateDelete(int size) {
        this.size = size;
    }

    @Override
    public String name() {
        return size == 0 ? "fileCreateDelete" : "fileCreateDelete10k";
    }

    @Override
    public String round() {
        return size == 0 ? "creation and deletion of an empty file in /tmp" : "the same of a file of 10 KB";
    }

    @Override
    public int rounds() {
        return 100;
    }

    @Override
    void run(int rounds) {
        for (int i = 0; i < rounds; i++) {
            create(path, size);
            Check.succeeded(Posix.unlink(path));
        }
    }

    static void create(byte[] path, int size) {
        int descriptor = (int) Check.succeeded(Posix.open(path, CREATE_TO_WRITE, MODE));
        Check.holds(size == 0 || Posix.write(descriptor, CONTENT, 0, size) == size);
        Check.succeeded(Posix.close(descriptor));
    }
}
