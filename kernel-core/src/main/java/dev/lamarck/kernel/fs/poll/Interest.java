package dev.lamarck.kernel.fs.poll;

/** What an {@link Epoll} waits for of one file, which it knows by its descriptor and serial number: when either is gone, so is this. */
final class Interest {
    final int descriptor;
    final long serial;
    /** Events wanted, with the flags of {@code epoll_ctl}; none once a single report is made. */
    int wanted;
    long data;
    /** {@code Readiness.changes} when it was last reported, and whether it was. */
    int reportedAt;
    boolean isReported;
    Interest next;

    Interest(int descriptor, long serial) {
        this.descriptor = descriptor;
        this.serial = serial;
    }
}
