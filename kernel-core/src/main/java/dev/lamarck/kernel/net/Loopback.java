package dev.lamarck.kernel.net;

/** The network 127/8, and the way to this machine's own addresses: what is sent waits in a queue until the sender has come out of the layers. */
class Loopback extends Link {
    static final int ADDRESS = 0x7F00_0001;
    private static final int MASK = 0xFF00_0000;
    /** A datagram of any length is one packet. */
    static final int MTU = 65_535;

    private Mblk first;
    private Mblk last;

    Loopback(int mtu) {
        super(ADDRESS, MASK, mtu);
    }

    @Override
    void output(Mblk datagram, int to) {
        datagram.next = null;
        if (first == null) {
            first = datagram;
        } else {
            last.next = datagram;
        }
        last = datagram;
    }

    /** The next packet, taken off; null if none waits. */
    final Mblk take() {
        Mblk taken = first;
        if (taken != null) {
            first = taken.next;
            taken.next = null;
        }
        return taken;
    }
}
