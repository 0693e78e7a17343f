package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.syscalls.user.Posix;

/** Bytes between two processes: one there and one back, or many there. */
final class Exchange extends Task {
    private static final int PORTION = 8192;
    private static final byte[] BUFFER = new byte[PORTION];

    private final String name;
    private final String round;
    private final Link link;
    private final boolean isStream;

    private Exchange(String name, String round, Link link, boolean isStream) {
        this.name = name;
        this.round = round;
        this.link = link;
        this.isStream = isStream;
    }

    static Exchange latency(String name, String round, Link link) {
        return new Exchange(name, round, link, false);
    }

    static Exchange bandwidth(String name, String round, Link link) {
        return new Exchange(name, round, link, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String round() {
        return round;
    }

    @Override
    public int rounds() {
        return isStream ? 64 : 200;
    }

    @Override
    public long bytes() {
        return isStream ? PORTION : 0;
    }

    @Override
    void prepare() {
        link.prepare();
        if (Posix.fork() == 0) {
            link.beginPartner();
            serve();
            Posix.exit(0);
        }
        link.begin();
    }

    /** The partner: sends back what it gets, or swallows it and says at the end of each lap that it has all. */
    private void serve() {
        long taken = 0;
        long n = Posix.read(link.input, BUFFER, 0, PORTION);
        while (n > 0) {
            taken += n;
            if (!isStream || taken == (long) PORTION * rounds()) {
                Check.holds(Posix.write(link.output, BUFFER, 0, 1) == 1);
                taken = 0;
            }
            n = Posix.read(link.input, BUFFER, 0, PORTION);
        }
    }

    @Override
    void run(int rounds) {
        for (int i = 0; i < rounds; i++) {
            int length = isStream ? PORTION : 1;
            int sent = 0;
            while (sent < length) {
                sent += (int) Check.succeeded(Posix.write(link.output, BUFFER, sent, length - sent));
            }
            if (!isStream || i + 1 == rounds) {
                Check.holds(Posix.read(link.input, BUFFER, 0, 1) == 1);
            }
        }
    }

    @Override
    void clear() {
        link.end();
        Posix.waitFor(-1, 0);
    }
}
