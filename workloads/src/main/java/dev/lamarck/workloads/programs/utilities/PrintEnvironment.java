package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.Environment;
import dev.lamarck.syscalls.user.Output;

/** {@code env}: what the environment is. */
final class PrintEnvironment extends Utility {
    PrintEnvironment() {
        super("env");
    }

    @Override
    int run(byte[][] words) {
        byte[][] all = Environment.strings();
        for (int i = 0; i < all.length; i++) {
            Output.STANDARD.bytes(all[i], 0, all[i].length).line();
        }
        return 0;
    }
}
