package dev.lamarck.hardware.network;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * A capture file as {@code tcpdump} writes it (pcap, version 2.4, with nanoseconds: draft-ietf-opsawg-pcap), in big-endian order. The moments are the
 * guest's: its date at reset and the cycles since. What passes again, because a debugger went back, is not written again.
 */
public final class PcapFile implements FrameObserver {
    private static final int MAGIC_NANOSECONDS = 0xA1B2_3C4D;
    private static final short MAJOR = 2;
    private static final short MINOR = 4;
    private static final int LONGEST = 262_144;
    private static final int LINKTYPE_ETHERNET = 1;
    private static final int HEADER_BYTES = 24;
    private static final int RECORD_BYTES = 16;
    private static final long NANOSECONDS = 1_000_000_000;

    private final OutputStream to;
    private final long secondsAtReset;
    private final long hertz;
    private long latest;

    /** Writes the header. Whoever opened the stream closes it. */
    public PcapFile(OutputStream to, long secondsAtReset, long hertz) {
        this.to = to;
        this.secondsAtReset = secondsAtReset;
        this.hertz = hertz;
        write(ByteBuffer.allocate(HEADER_BYTES)
                .putInt(MAGIC_NANOSECONDS).putShort(MAJOR).putShort(MINOR).putInt(0).putInt(0).putInt(LONGEST).putInt(LINKTYPE_ETHERNET));
    }

    @Override
    public void passed(long cycle, byte[] frame) {
        if (cycle < latest) {
            return;
        }
        latest = cycle;
        long nanoseconds = cycle % hertz * NANOSECONDS / hertz;
        write(ByteBuffer.allocate(RECORD_BYTES + frame.length)
                .putInt((int) (secondsAtReset + cycle / hertz)).putInt((int) nanoseconds).putInt(frame.length).putInt(frame.length).put(frame));
    }

    private void write(ByteBuffer bytes) {
        try {
            to.write(bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
