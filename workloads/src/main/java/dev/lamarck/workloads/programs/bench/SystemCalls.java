package dev.lamarck.workloads.programs.bench;

import dev.lamarck.syscalls.user.Posix;

/** Asks for its process number again and again: traps into the kernel and back. */
public final class SystemCalls {
    private static final int ROUNDS = 100_000;

    private SystemCalls() {
    }

    public static void main(String[] args) {
        long sum = 0;
        for (int rounds = Rounds.of(args, ROUNDS); rounds > 0; rounds--) {
            sum += Posix.processNumber();
        }
        Rounds.report(sum);
    }
}
