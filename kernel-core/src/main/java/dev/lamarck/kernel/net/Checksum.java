package dev.lamarck.kernel.net;

import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.NoInline;

/** The internet's checksum: the complement of the ones' complement sum of the 16-bit words (RFC 1071). Over bytes that contain a right one it is 0. */
@Magic
final class Checksum {
    private static final int WORD = 0xFFFF;

    /** The sum, not yet folded, of bytes from an address that is a multiple of 4; an odd last one is a word's first half. */
    @NoInline
    static long sum(@Kva long from, int length) {
        long sum = 0;
        long at = from;
        long end = from + (length & ~3);
        for (; at < end; at += 4) {
            sum += Memory.loadUnsigned32(at);
        }
        if ((length & 2) != 0) {
            sum += Memory.loadUnsigned16(at);
            at += 2;
        }
        if ((length & 1) != 0) {
            sum += (long) Memory.loadUnsigned8(at) << 8;
        }
        return sum;
    }

    /** What the checksum's field must hold for a sum. */
    static int fold(long sum) {
        long folded = (sum & 0xFFFF_FFFFL) + (sum >>> 32);
        while (folded >>> 16 != 0) {
            folded = (folded & WORD) + (folded >>> 16);
        }
        return (int) ~folded & WORD;
    }

    /** Of a whole packet. */
    static int of(Mblk packet) {
        return fold(sum(packet.at(0), packet.length()));
    }

    /** Of a packet of UDP or TCP with what the two add of IP's header (RFC 9293, 3.1). */
    static int withPorts(Mblk packet, int source, int destination, int protocol) {
        long pseudoHeader = (source & 0xFFFF_FFFFL) + (destination & 0xFFFF_FFFFL) + protocol + packet.length();
        return fold(pseudoHeader + sum(packet.at(0), packet.length()));
    }

    private Checksum() {}
}
