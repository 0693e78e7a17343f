package dev.lamarck.workloads.storm.program;

import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.user.Mapping;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** A process of another user's, with memory and a file that nobody else may change. */
final class Guard {
    /** What it tells by its exit status. */
    private static final int INTACT = 0;
    private static final int MEMORY_CHANGED = 1;
    private static final int FILE_CHANGED = 2;
    private static final int FILE_UNREADABLE = 3;
    private static final int FILE_NOT_MADE = 4;

    private static final int BYTES = 32 * 8192;
    /** Of its file, in {@code /tmp}. */
    static final byte[] NAME = Text.bytes("guarded");
    private static final byte[] FILE = Text.bytes("/tmp/guarded");
    private static final int CREATE_TO_WRITE = 0x0001 | 0x0200 | 0x0400;
    private static final int OWNERS = 0x180;
    private static final long STRIDE = 0x9E3779B97F4A7C15L;
    private static final long REST_NANOSECONDS = 20_000_000;
    private static final byte[] STATE = new byte[8];

    private final long memory = Mapping.map(BYTES);

    /** Watches until there is a byte to read, then ends with what it has found. */
    void run(int orders) {
        for (long at = 0; at < BYTES; at += 8) {
            Mapping.store(memory + at, at * STRIDE);
        }
        int file = Posix.open(FILE, CREATE_TO_WRITE, OWNERS);
        BigEndian.put64(STATE, 0, STRIDE);
        int finding = Posix.write(file, STATE, 0, 8) == 8 ? INTACT : FILE_NOT_MADE;
        Posix.close(file);
        boolean asked = false;
        while (finding == INTACT && !asked) {
            Posix.sleep(REST_NANOSECONDS);
            finding = isMemoryIntact() ? fileFinding() : MEMORY_CHANGED;
            asked = Posix.read(orders, STATE, 0, 1) == 1;
        }
        Posix.unlink(FILE);
        Posix.exit(finding);
    }

    private boolean isMemoryIntact() {
        long different = 0;
        for (long at = 0; at < BYTES; at += 8) {
            different |= Mapping.load(memory + at) ^ at * STRIDE;
        }
        return different == 0;
    }

    private static int fileFinding() {
        int file = Posix.open(FILE, 0, 0);
        boolean isRead = Posix.read(file, STATE, 0, 8) == 8;
        Posix.close(file);
        return !isRead ? FILE_UNREADABLE : BigEndian.get64(STATE, 0) == STRIDE ? INTACT : FILE_CHANGED;
    }
}
