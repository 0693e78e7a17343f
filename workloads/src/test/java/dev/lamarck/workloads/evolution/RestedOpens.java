package dev.lamarck.workloads.evolution;

import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/**
 * A guest program that rests, has two processes open files that are there, that are not, and that they make, and rests again: at rest
 * nothing of the kernel runs that opening files needs.
 */
public final class RestedOpens {
    private static final long REST_NANOSECONDS = 30_000_000_000L;
    private static final int CREATE = 0x0001 | 0x0200;
    private static final int OPENS = 60;

    public static void main(String[] args) {
        Posix.sleep(REST_NANOSECONDS);
        int child = Posix.fork();
        open(child == 0 ? Text.bytes("/tmp/child") : Text.bytes("/tmp/parent"));
        if (child == 0) {
            Posix.sleep(2 * REST_NANOSECONDS);
            Exit.now(0);
        }
        Posix.sleep(REST_NANOSECONDS);
        Exit.now(0);
    }

    private static void open(byte[] own) {
        for (int i = 0; i < OPENS; i++) {
            Posix.close(Posix.open(own, CREATE, 0x1B6));
            Posix.close(Posix.open(Text.bytes("/bin/restedopens"), 0, 0));
            Posix.open(Text.bytes("/bin/missing"), 0, 0);
            Posix.open(Text.bytes("/none/of/these"), 0, 0);
            if (i % 3 == 0) {
                Posix.unlink(own);
            }
        }
    }

    private RestedOpens() {}
}
