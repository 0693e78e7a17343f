package dev.lamarck.kernel.net;

import dev.lamarck.kernel.Errno;

/** Messages about IP itself (RFC 792): echoes, and the news that a packet reached nobody, which goes to whose packet it was. */
final class Icmp {
    private static final int HEADER_BYTES = 8;
    private static final int CHECKSUM = 2;
    private static final int ECHO_REPLY = 0;
    private static final int UNREACHABLE = 3;
    private static final int ECHO = 8;

    // Codes of UNREACHABLE.
    private static final int NETWORK_UNREACHABLE = 0;
    private static final int HOST_UNREACHABLE = 1;
    static final int PROTOCOL_UNREACHABLE = 2;
    static final int PORT_UNREACHABLE = 3;
    /** Of the packet that is spoken of, behind its header: both ports of TCP and UDP, and TCP's sequence number. */
    private static final int QUOTED = 8;

    /** A message, without IP's header; this layer's from now on. */
    static void rput(Mblk message, int source, int destination) {
        if (message.length() < HEADER_BYTES || Checksum.of(message) != 0) {
            message.free();
            return;
        }
        int type = message.get8(0);
        if (type == ECHO && Ip.isOwn(destination)) {
            reply(message, source, destination);
            return;
        }
        if (type == UNREACHABLE) {
            int code = message.get8(1);
            message.pull(HEADER_BYTES);
            inform(message, code == PORT_UNREACHABLE || code == PROTOCOL_UNREACHABLE ? Errno.ECONNREFUSED
                    : code == NETWORK_UNREACHABLE ? Errno.ENETUNREACH : Errno.EHOSTUNREACH);
        }
        message.free();
    }

    private static void reply(Mblk echo, int source, int destination) {
        Mblk reply = Mblk.allocate(Ip.FRONT, echo.length());
        if (reply != null) {
            reply.append(echo, 0, echo.length());
            reply.put8(0, ECHO_REPLY);
            send(reply, destination, source);
        }
        echo.free();
    }

    private static void send(Mblk message, int source, int destination) {
        message.put16(CHECKSUM, 0);
        message.put16(CHECKSUM, Checksum.of(message));
        Ip.wput(message, source, destination, Ip.ICMP);
    }

    /** Tells whose packet it was, one that begins with IP's header and is at least quoted. */
    private static void inform(Mblk quoted, int error) {
        int header = quoted.length() < Ip.HEADER_BYTES ? 0 : (quoted.get8(0) & 15) << 2;
        if (header < Ip.HEADER_BYTES || quoted.length() < header + QUOTED) {
            return;
        }
        int source = quoted.get32(Ip.SOURCE);
        int destination = quoted.get32(Ip.DESTINATION);
        int sourcePort = quoted.get16(header);
        int destinationPort = quoted.get16(header + 2);
        if (quoted.get8(Ip.PROTOCOL) == Ip.UDP) {
            Udp.undeliverable(source, sourcePort, destination, destinationPort, error);
        } else if (quoted.get8(Ip.PROTOCOL) == Ip.TCP) {
            Tcp.undeliverable(source, sourcePort, destination, destinationPort, quoted.get32(header + 4), error);
        }
    }

    /** A datagram of this machine's own found nobody on the wire; it stays the caller's. */
    static void undeliverable(Mblk datagram) {
        inform(datagram, Errno.EHOSTUNREACH);
    }

    /** Tells the sender that a datagram, which stays the caller's, is for nobody here; of other than first fragments and of what was sent to all, nothing is told. */
    static void unreachable(Mblk datagram, int code) {
        int source = datagram.get32(Ip.SOURCE);
        int destination = datagram.get32(Ip.DESTINATION);
        int quoted = Math.min(datagram.length(), ((datagram.get8(0) & 15) << 2) + QUOTED);
        Mblk message = Ip.isOwn(destination) ? Mblk.allocate(Ip.FRONT, HEADER_BYTES + quoted) : null;
        if (message != null) {
            message.extend(HEADER_BYTES);
            message.put32(0, UNREACHABLE << 24 | code << 16);
            message.put32(4, 0);
            message.append(datagram, 0, quoted);
            send(message, destination, source);
        }
    }

    private Icmp() {}
}
