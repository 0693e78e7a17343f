package dev.lamarck.hardware.network;

import java.nio.ByteBuffer;

/** A segment of TCP as its header has it (RFC 9293, 3.1); {@code mss} is 0 if it says none. */
record Segment(int sourcePort, int destinationPort, int sequence, int acknowledgement, int flags, int window, int mss, byte[] data) {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int PSH = 8;
    static final int ACK = 16;
    private static final int HEADER = 20;
    private static final int OPTION_MSS = 2;

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Null if it is none. */
    static Segment read(byte[] bytes) {
        int header = bytes.length < HEADER ? 0 : (bytes[12] & 0xF0) >>> 2;
        if (header < HEADER || header > bytes.length) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] data = new byte[bytes.length - header];
        in.get(header, data);
        return new Segment(in.getShort(0) & 0xFFFF, in.getShort(2) & 0xFFFF, in.getInt(4), in.getInt(8), in.get(13) & 0x3F, in.getShort(14) & 0xFFFF,
                mss(in, header), data);
    }

    private static int mss(ByteBuffer in, int header) {
        for (int at = HEADER; at + 3 < header && in.get(at) != 0; at += in.get(at) == 1 ? 1 : Math.max(2, in.get(at + 1))) {
            if (in.get(at) == OPTION_MSS) {
                return in.getShort(at + 2) & 0xFFFF;
            }
        }
        return 0;
    }

    /** Its bytes, the checksum zero. */
    byte[] write() {
        int header = mss == 0 ? HEADER : HEADER + 4;
        ByteBuffer out = ByteBuffer.allocate(header + data.length);
        out.putShort((short) sourcePort).putShort((short) destinationPort).putInt(sequence).putInt(acknowledgement);
        out.put((byte) (header << 2)).put((byte) flags).putShort((short) window).putInt(0);
        if (mss != 0) {
            out.put((byte) OPTION_MSS).put((byte) 4).putShort((short) mss);
        }
        return out.put(data).array();
    }
}
