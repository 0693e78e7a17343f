package dev.lamarck.hardware.network;

import java.nio.ByteBuffer;

/** Frames with a datagram in them, taken apart and put together for {@link Endpoint}: Ethernet, IP, and the checksums of IP and what it carries. */
final class Packet {
    static final int ETHERNET = 14;
    static final int IP = 20;
    static final int TYPE_IP = 0x0800;
    static final int TYPE_ARP = 0x0806;
    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    private static final int ADDRESS_BYTES = 6;
    private static final int HOPS = 64;
    /** Where checksums are in IP's header, and in what UDP and TCP send. */
    private static final int IP_CHECKSUM = 10;
    private static final int UDP_CHECKSUM = 6;
    private static final int TCP_CHECKSUM = 16;

    static void putAddress(ByteBuffer to, long address) {
        to.putShort((short) (address >>> 32)).putInt((int) address);
    }

    static long address(ByteBuffer from, int at) {
        return (long) (from.getShort(at) & 0xFFFF) << 32 | from.getInt(at + 2) & 0xFFFF_FFFFL;
    }

    static ByteBuffer frame(long to, long from, int type, int length) {
        ByteBuffer frame = ByteBuffer.allocate(ETHERNET + length);
        putAddress(frame, to);
        putAddress(frame, from);
        return frame.putShort((short) type);
    }

    /** A frame with a datagram whose data, its checksum field zero, is given. */
    static byte[] datagram(long to, long from, int destination, int source, int protocol, byte[] data) {
        ByteBuffer frame = frame(to, from, TYPE_IP, IP + data.length);
        frame.put((byte) 0x45).put((byte) 0).putShort((short) (IP + data.length)).putInt(0);
        frame.put((byte) HOPS).put((byte) protocol).putShort((short) 0).putInt(source).putInt(destination);
        frame.putShort(ETHERNET + IP_CHECKSUM, (short) checksum(0, frame.array(), ETHERNET, IP));
        frame.put(data);
        int at = protocol == UDP ? UDP_CHECKSUM : protocol == TCP ? TCP_CHECKSUM : 2;
        frame.putShort(ETHERNET + IP + at, (short) checksum(protocol == ICMP ? 0 : pseudo(source, destination, protocol, data.length),
                frame.array(), ETHERNET + IP, data.length));
        return frame.array();
    }

    /** What UDP's and TCP's checksums add of IP's header. */
    static long pseudo(int source, int destination, int protocol, int length) {
        return (source >>> 16) + (source & 0xFFFF) + (destination >>> 16) + (destination & 0xFFFF) + protocol + length;
    }

    /** RFC 1071; 0 over bytes that contain a right one. */
    static int checksum(long start, byte[] bytes, int from, int length) {
        long sum = start;
        for (int i = 0; i < length; i++) {
            sum += (i & 1) == 0 ? (bytes[from + i] & 0xFF) << 8 : bytes[from + i] & 0xFF;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) ~sum & 0xFFFF;
    }

    private Packet() {}
}
