package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.syscalls.user.Posix;

/** A system call that does next to nothing. */
final class NullCall extends Task {
    @Override
    public String name() {
        return "nullCall";
    }

    @Override
    public String round() {
        return "getppid";
    }

    @Override
    public int rounds() {
        return 1000;
    }

    @Override
    void run(int rounds) {
        for (int i = 0; i < rounds; i++) {
            Posix.parentNumber();
        }
    }
}
