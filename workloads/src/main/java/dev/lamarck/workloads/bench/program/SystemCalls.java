package dev.lamarck.workloads.bench.program;

import dev.lamarck.syscalls.user.Posix;

/** Asks for its process number again and again: traps into the kernel and back. */
public final class SystemCalls {
    private static final int CALLS = 1_000;

    private SystemCalls() {
    }

    public static void main(String[] args) {
        int own = Posix.processNumber();
        long equal = 0;
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            for (int i = 0; i < CALLS; i++) {
                equal += Posix.processNumber() == own ? 1 : 0;
            }
        }
        Rounds.report(equal);
    }
}
