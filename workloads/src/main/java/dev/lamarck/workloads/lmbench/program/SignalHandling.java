package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.SignalCounter;

/** Saying what a signal does, or taking one. */
final class SignalHandling extends Task {
    private static final int SIGUSR1 = 30;

    private final boolean takes;
    private int self;

    SignalHandling(boolean takes) {
        this.takes = takes;
    }

    @Override
    public String name() {
        return takes ? "signalDelivery" : "signalInstall";
    }

    @Override
    public String round() {
        return takes ? "a signal to oneself, its handler, and the return" : "sigaction";
    }

    @Override
    public int rounds() {
        return 300;
    }

    @Override
    void prepare() {
        self = Posix.processNumber();
        SignalCounter.count(SIGUSR1);
    }

    @Override
    void run(int rounds) {
        int before = SignalCounter.received();
        for (int i = 0; i < rounds; i++) {
            if (takes) {
                Check.succeeded(Posix.kill(self, SIGUSR1));
            } else {
                SignalCounter.count(SIGUSR1);
            }
        }
        Check.holds(!takes || SignalCounter.received() - before == rounds);
    }
}
