package dev.lamarck.kernel.net;

/** Who has a port of UDP. Called with the network locked; may not call back. */
public interface UdpUser {
    /** Data has come, which stays the caller's. */
    void receivedFrom(int source, int sourcePort, Mblk data);

    /** What was sent to the port's peer reached nobody. */
    void failed(int error);
}
