package dev.lamarck.kernel.net;

/** A port of UDP in use: at an address, or at all if that is 0; of one peer, or of all if that port is 0. Guarded by {@link Network#LOCK}. */
public final class UdpPort {
    final UdpUser user;
    int address;
    int port;
    int peerAddress;
    int peerPort;
    UdpPort next;

    public UdpPort(UdpUser user) {
        this.user = user;
    }

    boolean takes(int source, int sourcePort, int destination, int destinationPort) {
        return port == destinationPort && (address == 0 || address == destination)
                && (peerPort == 0 || peerPort == sourcePort && peerAddress == source);
    }
}
