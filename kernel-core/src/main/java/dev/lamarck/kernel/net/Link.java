package dev.lamarck.kernel.net;

/** A network that this machine is on: its address there, and the way out. */
abstract class Link {
    final int address;
    final int mask;
    /** The most bytes of a datagram. */
    final int mtu;
    Link next;

    Link(int address, int mask, int mtu) {
        this.address = address;
        this.mask = mask;
        this.mtu = mtu;
    }

    /** Whether an address is of this network. */
    final boolean reaches(int other) {
        return ((other ^ address) & mask) == 0;
    }

    /** Whether an address is all machines' of this network. */
    final boolean isBroadcast(int other) {
        return other == -1 || other == (address | ~mask);
    }

    /** Sends a datagram, which is the link's from now on, to a machine of this network. */
    abstract void output(Mblk datagram, int to);
}
