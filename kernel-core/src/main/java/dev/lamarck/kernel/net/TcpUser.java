package dev.lamarck.kernel.net;

/** Who uses a connection of TCP, or listens for some. Called with the network locked; may not call back. */
public interface TcpUser {
    /** Bytes that it would still take; of one that listens, 0 if it can have no more connections. */
    int room();

    /** Takes a part of the stream, which stays the caller's. @return whether there was memory for it */
    boolean received(Mblk data, int offset, int length);

    /** The peer has something urgent to say. */
    void urgent();

    /** What it said before the urgent byte has been received: here is the mark. */
    void mark();

    /** Something is different: the state, room to send, the end of what the peer sends. */
    void progressed();

    /** The connection is no more. */
    void failed(int error);

    /** For one that listens: who uses a connection that has been made; null if it can have no more. */
    TcpUser accept(TcpConnection made);
}
