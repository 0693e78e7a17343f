package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** A child, which ends at once or executes a program that does. */
final class Begetting extends Task {
    private final boolean executes;

    Begetting(boolean executes) {
        this.executes = executes;
    }

    @Override
    public String name() {
        return executes ? "forkExec" : "fork";
    }

    @Override
    public String round() {
        return executes ? "fork, execve of a program that ends at once, wait" : "fork, the child's exit, wait";
    }

    @Override
    public int rounds() {
        return 20;
    }

    @Override
    void run(int rounds) {
        for (int i = 0; i < rounds; i++) {
            if (Posix.fork() == 0) {
                if (executes) {
                    Posix.execute(Text.bytes("/bin/lmbench"), new byte[][] {Text.bytes("lmbench"), Text.bytes("nothing")});
                }
                Posix.exit(0);
            }
            Check.succeeded(Posix.waitFor(-1, 0));
            Check.holds(Posix.lastStatus() == 0);
        }
    }
}
