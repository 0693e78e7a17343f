package dev.lamarck.kernel.net;

import java.io.ByteArrayOutputStream;

/** An end of a stream that keeps all it gets; it reads as fast as the test lets it. */
class StreamUser implements TcpUser {
    final ByteArrayOutputStream got = new ByteArrayOutputStream();
    /** What has come and was not read. */
    int waiting;
    int capacity = 65_536;
    int error;
    int urgencies;
    /** How much it had got at the last mark. */
    int mark = -1;
    TcpConnection connection;
    /** Of one that listens: the last that it accepted. */
    StreamUser accepted;
    boolean isFull;

    @Override
    public int room() {
        return isFull ? 0 : capacity - waiting;
    }

    @Override
    public boolean received(Mblk data, int offset, int length) {
        got.write(HostedNetwork.bytes(data), offset, length);
        waiting += length;
        return true;
    }

    /** Reads so many bytes at most. */
    void read(int most) {
        waiting -= Math.min(most, waiting);
        Tcp.taken(connection);
    }

    @Override
    public void urgent() {
        urgencies++;
    }

    @Override
    public void mark() {
        mark = got.size();
    }

    @Override
    public void progressed() {}

    @Override
    public void failed(int reason) {
        error = reason;
    }

    @Override
    public TcpUser accept(TcpConnection made) {
        accepted = new StreamUser();
        accepted.connection = made;
        return accepted;
    }

    boolean isEnded() {
        return connection.isPeerDone() || connection.state() == TcpConnection.CLOSED;
    }
}
