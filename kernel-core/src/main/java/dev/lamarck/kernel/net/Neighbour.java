package dev.lamarck.kernel.net;

/** What is known of a machine on the wire. */
final class Neighbour {
    final int address;
    /** 0 as long as nobody has answered. */
    long hardwareAddress;
    /** Until when that holds, or when to ask again. */
    long until;
    int asked;
    /** What waits for the answer, in the order of sending. */
    Mblk first;
    Mblk last;
    int waiting;
    Neighbour next;

    Neighbour(int address) {
        this.address = address;
    }
}
