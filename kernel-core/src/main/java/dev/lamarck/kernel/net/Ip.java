package dev.lamarck.kernel.net;

import dev.lamarck.kernel.Errno;
import dev.lamarck.toolchain.magic.Symbol;

/** The internet protocol, version 4 (RFC 791, RFC 1122): what comes in goes to its protocol, what goes out to the link that reaches it. Nothing is forwarded. */
public final class Ip {
    static final int HEADER_BYTES = 20;
    /** Room in front of a packet of a protocol above. */
    static final int FRONT = Ethernet.FRONT + HEADER_BYTES;

    // Where the fields of a header are.
    private static final int LENGTH = 2;
    private static final int IDENTIFICATION = 4;
    static final int FRAGMENT = 6;
    private static final int TIME_TO_LIVE = 8;
    static final int PROTOCOL = 9;
    private static final int CHECKSUM = 10;
    static final int SOURCE = 12;
    static final int DESTINATION = 16;

    private static final int VERSION_4 = 4;
    private static final int PLAIN_HEADER = 0x45;
    private static final int DONT_FRAGMENT = 0x4000;
    static final int MORE_FRAGMENTS = 0x2000;
    static final int FRAGMENT_OFFSET = 0x1FFF;
    /** Offsets of fragments count in units of this. */
    static final int FRAGMENT_UNIT = 8;
    private static final int LONGEST = 65_535;
    private static final int HOPS = 64;
    private static final int CLASS_D = 0xE000_0000;

    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;

    private static Link links;
    private static Loopback loopback;
    private static int identification;
    static long received;
    static long malformed;
    static long sent;

    /** A network that this machine is on from now on. */
    static void attach(Link link) {
        link.next = links;
        links = link;
        if (link instanceof Loopback own) {
            loopback = own;
        }
    }

    /** As before any network was attached. For hosted runs, which have several kernels in one. */
    static void reset() {
        links = null;
        loopback = null;
        identification = 0;
    }

    static Link loopback() {
        return loopback;
    }

    /** A datagram from a link, which is this layer's from now on. */
    @Symbol("ip_rput")
    static void rput(Mblk datagram, Link from) {
        received++;
        int length = datagram.length();
        int header = length < HEADER_BYTES ? 0 : (datagram.get8(0) & 15) << 2;
        boolean isGood = header >= HEADER_BYTES && header <= length && datagram.get8(0) >>> 4 == VERSION_4
                && csumHdr(datagram, header) == 0;
        int total = isGood ? datagram.get16(LENGTH) : 0;
        if (total < header || total > length || !isGood) {
            malformed++;
            datagram.free();
            return;
        }
        // Ethernet pads short frames.
        datagram.trim(total);
        boolean isMartian = from != loopback && (isOfLoop(datagram.get32(DESTINATION)) || isOfLoop(datagram.get32(SOURCE)));
        if (isMartian || !isForUs(datagram.get32(DESTINATION)) || isForeign(datagram.get32(SOURCE))) {
            datagram.free();
            return;
        }
        Mblk whole = (datagram.get16(FRAGMENT) & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) == 0 ? datagram : Reassembly.add(datagram, header);
        if (whole != null) {
            deliver(whole);
        }
    }

    /** The checksum of a datagram's header, which is 0 over one that contains it. */
    @Symbol("ip_csum_hdr")
    static int csumHdr(Mblk datagram, int header) {
        return Checksum.fold(Checksum.sum(datagram.at(0), header));
    }

    private static boolean isOfLoop(int address) {
        return address >>> 24 == Loopback.ADDRESS >>> 24;
    }

    private static boolean isForUs(int address) {
        if (isOfLoop(address)) {
            return true;
        }
        Link each = links;
        while (each != null && each.address != address && !each.isBroadcast(address)) {
            each = each.next;
        }
        return each != null;
    }

    /** Of no single machine: nobody speaks from such an address. */
    private static boolean isForeign(int address) {
        boolean isForeign = address >>> 28 >= CLASS_D >>> 28;
        for (Link each = links; each != null; each = each.next) {
            isForeign |= each.isBroadcast(address);
        }
        return isForeign;
    }

    private static void deliver(Mblk datagram) {
        int header = (datagram.get8(0) & 15) << 2;
        int source = datagram.get32(SOURCE);
        int destination = datagram.get32(DESTINATION);
        switch (datagram.get8(PROTOCOL)) {
            case TCP -> {
                datagram.pull(header);
                TcpInput.rputData(datagram, source, destination);
            }
            case UDP -> Udp.rput(datagram, header);
            case ICMP -> {
                datagram.pull(header);
                Icmp.rput(datagram, source, destination);
            }
            default -> {
                Icmp.unreachable(datagram, Icmp.PROTOCOL_UNREACHABLE);
                datagram.free();
            }
        }
    }

    /** Whether an address is this machine's own. */
    public static boolean isOwn(int address) {
        Link each = links;
        while (each != null && each.address != address) {
            each = each.next;
        }
        return each != null || isOfLoop(address);
    }

    /** Whether an address is all machines' of a network. */
    public static boolean isBroadcast(int address) {
        Link each = links;
        while (each != null && (each == loopback || !each.isBroadcast(address))) {
            each = each.next;
        }
        return each != null;
    }

    /** The link by which an address is reached; null if none does. */
    private static Link route(int to) {
        if (isOwn(to)) {
            return loopback;
        }
        Link each = links;
        while (each != null && !each.reaches(to) && (to != -1 || each == loopback)) {
            each = each.next;
        }
        return each;
    }

    /** The address from which this machine speaks to another; 0 if that cannot be reached. */
    public static int sourceFor(int to) {
        Link link = route(to);
        return link == null ? 0 : link != loopback ? link.address : isOfLoop(to) ? Loopback.ADDRESS : to;
    }

    /** The most bytes that a datagram to an address may have without being cut into fragments. */
    static int mtu(int to) {
        Link link = route(to);
        return link == null ? HEADER_BYTES : link.mtu;
    }

    /**
     * Sends a packet of a protocol, which is this layer's from now on. Before it there are {@link #FRONT} bytes of room.
     *
     * @return 0, −ENETUNREACH or −EMSGSIZE
     */
    @Symbol("ip_wput")
    static int wput(Mblk packet, int source, int destination, int protocol) {
        Link link = route(destination);
        int error = link == null ? -Errno.ENETUNREACH : packet.length() + HEADER_BYTES > LONGEST ? -Errno.EMSGSIZE : 0;
        if (error != 0) {
            packet.free();
            return error;
        }
        sent++;
        identification++;
        if (packet.length() + HEADER_BYTES <= link.mtu) {
            output(link, packet, source, destination, protocol, protocol == TCP ? DONT_FRAGMENT : 0);
        } else {
            sendFragments(link, packet, source, destination, protocol);
        }
        return 0;
    }

    private static void output(Link link, Mblk packet, int source, int destination, int protocol, int fragment) {
        packet.push(HEADER_BYTES);
        packet.put8(0, PLAIN_HEADER);
        packet.put8(1, 0);
        packet.put16(LENGTH, packet.length());
        packet.put16(IDENTIFICATION, identification);
        packet.put16(FRAGMENT, fragment);
        packet.put8(TIME_TO_LIVE, HOPS);
        packet.put8(PROTOCOL, protocol);
        packet.put16(CHECKSUM, 0);
        packet.put32(SOURCE, source);
        packet.put32(DESTINATION, destination);
        packet.put16(CHECKSUM, csumHdr(packet, HEADER_BYTES));
        link.output(packet, destination);
    }

    /** A packet that is longer than the link's datagrams; if there is no memory for a fragment, the rest is lost and so is all. */
    private static void sendFragments(Link link, Mblk packet, int source, int destination, int protocol) {
        int most = link.mtu - HEADER_BYTES & -FRAGMENT_UNIT;
        for (int done = 0; done < packet.length(); done += most) {
            int length = Math.min(most, packet.length() - done);
            Mblk fragment = Mblk.allocate(FRONT, length);
            if (fragment == null) {
                break;
            }
            fragment.append(packet, done, length);
            int more = done + length < packet.length() ? MORE_FRAGMENTS : 0;
            output(link, fragment, source, destination, protocol, done / FRAGMENT_UNIT | more);
        }
        packet.free();
    }

    /** Receives what this machine has sent to itself. Every way into the protocols ends with it. */
    static void drain() {
        for (Mblk each = loopback.take(); each != null; each = loopback.take()) {
            rput(each, loopback);
        }
    }

    private Ip() {}
}
