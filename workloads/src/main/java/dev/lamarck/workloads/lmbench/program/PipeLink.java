package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.syscalls.user.Posix;

/** A pipe each way. */
final class PipeLink extends Link {
    private final int[] there = new int[2];
    private final int[] back = new int[2];

    @Override
    void prepare() {
        Check.succeeded(Posix.pipe(there));
        Check.succeeded(Posix.pipe(back));
    }

    @Override
    void beginPartner() {
        take(there, back);
    }

    @Override
    void begin() {
        take(back, there);
    }

    private void take(int[] in, int[] out) {
        input = in[0];
        output = out[1];
        Posix.close(in[1]);
        Posix.close(out[0]);
    }
}
