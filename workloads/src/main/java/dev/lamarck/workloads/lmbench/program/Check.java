package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Output;

/** Ends the program when something that is measured does not work. */
final class Check {
    static long succeeded(long result) {
        if (result < 0) {
            Output.ERROR.text("lmbench: error ").decimal(-result).line();
            Exit.now(1);
        }
        return result;
    }

    static void holds(boolean condition) {
        succeeded(condition ? 0 : -1);
    }

    private Check() {}
}
