package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.syscalls.user.Posix;

/** Two ways between the measured process and a partner. */
abstract class Link {
    /** What the measured process reads from and writes to. */
    int input;
    int output;

    /** Before the partner exists. */
    abstract void prepare();

    /** In the partner: its ends become {@link #input} and {@link #output}. */
    abstract void beginPartner();

    /** In the measured process, when there is a partner. */
    abstract void begin();

    void end() {
        Posix.close(input);
        if (output != input) {
            Posix.close(output);
        }
    }
}
