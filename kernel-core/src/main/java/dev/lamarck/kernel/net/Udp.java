package dev.lamarck.kernel.net;

import dev.lamarck.kernel.Errno;
import dev.lamarck.toolchain.magic.Symbol;

/** Datagrams between ports (RFC 768). */
public final class Udp {
    private static final int HEADER_BYTES = 8;
    private static final int LENGTH = 4;
    private static final int CHECKSUM = 6;
    /** The most bytes of data in a datagram. */
    public static final int LONGEST = 65_535 - Ip.HEADER_BYTES - HEADER_BYTES;

    private static UdpPort ports;

    /** As before any port was bound. For hosted runs. */
    static void reset() {
        ports = null;
    }

    /** Puts a port to use. */
    public static void bind(UdpPort bound, int address, int port) {
        bound.address = address;
        bound.port = port;
        bound.next = ports;
        ports = bound;
    }

    /** Lets a port hear one peer only; all, if the peer's port is 0. */
    public static void connect(UdpPort port, int address, int peerAddress, int peerPort) {
        port.address = address;
        port.peerAddress = peerAddress;
        port.peerPort = peerPort;
    }

    /** A port is in use no more, if it was. */
    public static void unbind(UdpPort gone) {
        UdpPort before = null;
        UdpPort each = ports;
        while (each != null && each != gone) {
            before = each;
            each = each.next;
        }
        if (each != null && before == null) {
            ports = gone.next;
        } else if (each != null) {
            before.next = gone.next;
        }
    }

    /** Who hears what one port sends to another: the most particular. */
    private static UdpPort lookup(int source, int sourcePort, int destination, int destinationPort) {
        UdpPort best = null;
        for (UdpPort each = ports; each != null; each = each.next) {
            if (each.takes(source, sourcePort, destination, destinationPort) && (best == null || particularity(each) > particularity(best))) {
                best = each;
            }
        }
        return best;
    }

    private static int particularity(UdpPort port) {
        return (port.peerPort != 0 ? 2 : 0) + (port.address != 0 ? 1 : 0);
    }

    /** A datagram with IP's header; this layer's from now on. What was sent to all goes to every port. */
    @Symbol("udp_rput")
    static void rput(Mblk datagram, int header) {
        int source = datagram.get32(Ip.SOURCE);
        int destination = datagram.get32(Ip.DESTINATION);
        datagram.pull(header);
        int length = datagram.length() < HEADER_BYTES ? 0 : datagram.get16(LENGTH);
        boolean isGood = length >= HEADER_BYTES && length <= datagram.length();
        if (isGood) {
            datagram.trim(length);
            isGood = datagram.get16(CHECKSUM) == 0 || Checksum.withPorts(datagram, source, destination, Ip.UDP) == 0;
        }
        if (isGood) {
            deliver(datagram, header, source, destination);
        }
        datagram.free();
    }

    private static void deliver(Mblk packet, int header, int source, int destination) {
        int sourcePort = packet.get16(0);
        int destinationPort = packet.get16(2);
        if (Ip.isBroadcast(destination)) {
            packet.pull(HEADER_BYTES);
            for (UdpPort each = ports; each != null; each = each.next) {
                if (each.takes(source, sourcePort, destination, destinationPort)) {
                    each.user.receivedFrom(source, sourcePort, packet);
                }
            }
            return;
        }
        UdpPort port = lookup(source, sourcePort, destination, destinationPort);
        if (port != null) {
            packet.pull(HEADER_BYTES);
            port.user.receivedFrom(source, sourcePort, packet);
        } else {
            packet.push(header);
            Icmp.unreachable(packet, Icmp.PORT_UNREACHABLE);
        }
    }

    /** An empty packet with room for so much data; null if there is no memory. */
    public static Mblk allocate(int length) {
        return Mblk.allocate(Ip.FRONT + HEADER_BYTES, length);
    }

    /** Sends data, in a packet of {@link #allocate}, from a port to a machine's port. The packet is the network's from now on. @return 0 or an error */
    @Symbol("udp_wput")
    public static int wput(UdpPort from, Mblk packet, int to, int port) {
        int source = from.address != 0 ? from.address : Ip.sourceFor(to);
        if (packet.length() > LONGEST) {
            packet.free();
            return -Errno.EMSGSIZE;
        }
        packet.push(HEADER_BYTES);
        packet.put16(0, from.port);
        packet.put16(2, port);
        packet.put16(LENGTH, packet.length());
        packet.put16(CHECKSUM, 0);
        int checksum = Checksum.withPorts(packet, source, to, Ip.UDP);
        // 0 says that there is none.
        packet.put16(CHECKSUM, checksum == 0 ? 0xFFFF : checksum);
        int error = Ip.wput(packet, source, to, Ip.UDP);
        Ip.drain();
        return error;
    }

    /** News of a packet that a port sent. */
    static void undeliverable(int source, int sourcePort, int destination, int destinationPort, int error) {
        UdpPort port = lookup(destination, destinationPort, source, sourcePort);
        if (port != null && port.peerPort != 0) {
            port.user.failed(error);
        }
    }

    private Udp() {}
}
