package dev.lamarck.kernel.net;

/**
 * The network on the interface's wire. Its address is 10.0.0.N/24, N being the last byte of the interface's Ethernet address. Datagrams leave when {@link
 * Arp} knows to whom.
 */
final class Ethernet extends Link {
    static final int HEADER_BYTES = 14;
    /** Room for headers of this and the layers above in front of what is sent: a multiple of 8 with IP's and TCP's or UDP's. */
    static final int FRONT = 16;
    private static final int TYPE = 12;
    private static final int SOURCE = 6;
    private static final int TYPE_IP = 0x0800;
    static final int TYPE_ARP = 0x0806;
    static final long ALL = 0xFFFF_FFFF_FFFFL;

    private static final int NETWORK = 0x0A00_0000;
    private static final int MASK = 0xFFFF_FF00;
    private static final int MTU = 1500;

    private final Hme interfaceDriver;
    private final long hardwareAddress;
    private final Arp arp;

    Ethernet(Hme interfaceDriver) {
        super(NETWORK | (int) Hme.address() & ~MASK, MASK, MTU);
        this.interfaceDriver = interfaceDriver;
        hardwareAddress = Hme.address();
        arp = new Arp(this);
        interfaceDriver.start(this);
    }

    long hardwareAddress() {
        return hardwareAddress;
    }

    /** A frame from the wire, which is this layer's from now on. */
    void rput(Mblk frame) {
        if (frame.length() < HEADER_BYTES) {
            frame.free();
            return;
        }
        int type = frame.get16(TYPE);
        frame.pull(HEADER_BYTES);
        if (type == TYPE_IP) {
            Ip.rput(frame, this);
        } else if (type == TYPE_ARP) {
            arp.rput(frame);
        } else {
            frame.free();
        }
    }

    @Override
    void output(Mblk datagram, int to) {
        if (isBroadcast(to)) {
            send(datagram, ALL, TYPE_IP);
        } else {
            arp.send(datagram, to);
        }
    }

    void sendDatagram(Mblk datagram, long to) {
        send(datagram, to, TYPE_IP);
    }

    /** Puts the header in front and sends. */
    void send(Mblk packet, long to, int type) {
        packet.push(HEADER_BYTES);
        putAddress(packet, 0, to);
        putAddress(packet, SOURCE, hardwareAddress);
        packet.put16(TYPE, type);
        interfaceDriver.send(packet);
    }

    static void putAddress(Mblk packet, int at, long address) {
        packet.put16(at, (int) (address >>> 32));
        packet.put16(at + 2, (int) (address >>> 16));
        packet.put16(at + 4, (int) address);
    }

    static long address(Mblk packet, int at) {
        return (long) packet.get16(at) << 32 | (long) packet.get16(at + 2) << 16 | packet.get16(at + 4);
    }

    void tick(long now) {
        arp.tick(now);
    }
}
