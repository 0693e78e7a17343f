package dev.lamarck.workloads.programs;

import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;

/** Greets, and tells its arguments. */
public final class Hello {
    public static void main(String[] args) {
        Output.STANDARD.text("Hello from process ").decimal(Posix.processNumber()).line();
        for (int i = 0; i < args.length; i++) {
            Output.STANDARD.text("argument ").decimal(i + 1).text(": ").text(args[i]).line();
        }
    }

    private Hello() {}
}
