package dev.lamarck.workloads.storm.program;

import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** What the kernel keeps of a disk because it may be wanted again: how much that is tells of the past, not of what has been lost. */
final class Caches {
    private static final int TO_WRITE = 0x0001;
    private static final byte[] ORDER = Text.bytes("1");

    private Caches() {}

    /** Has the kernel give up what it can. Where there is no disk it has nothing. */
    static void drop() {
        int file = Posix.open(Text.bytes("/proc/drop_caches"), TO_WRITE, 0);
        Posix.write(file, ORDER, 0, ORDER.length);
        Posix.close(file);
    }
}
