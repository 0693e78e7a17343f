package dev.lamarck.workloads.evolution;

import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** A guest program that runs {@code mixedload} with its own arguments, and then rests for long: so the kernel is seen when the load has ended. Ends as the load did. */
public final class LoadAndRest {
    private static final long REST_NANOSECONDS = 20_000_000_000L;

    public static void main(String[] args) {
        if (Posix.fork() == 0) {
            Posix.execute(Text.bytes("/bin/mixedload"), new byte[][] {Text.bytes("mixedload"), Text.bytes(args[0]), Text.bytes(args[1])});
            Exit.now(1);
        }
        Posix.waitFor(-1, 0);
        int status = Posix.lastStatus();
        Posix.sleep(REST_NANOSECONDS);
        Exit.now(status == 0 ? 0 : 1);
    }

    private LoadAndRest() {}
}
