package dev.lamarck.kernel.ufs;

/** The checksum of the log: of doublewords, in order. Tells a log that was written to its end from one that was not; it is no defence against malice. */
public final class LogSum {
    public static final long START = 0x9E37_79B9_7F4A_7C15L;
    private static final long FACTOR = 0xD6E8_FEB8_6659_FD93L;
    private static final int TURN = 29;

    public static long add(long sum, long word) {
        long mixed = (sum ^ word) * FACTOR;
        return mixed << TURN | mixed >>> 64 - TURN;
    }

    private LogSum() {}
}
