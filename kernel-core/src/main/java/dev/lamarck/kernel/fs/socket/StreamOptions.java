package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.net.Tcp;
import dev.lamarck.kernel.net.TcpConnection;

/** What a program wants of TCP: kept with the socket, for it may be said before there is a connection, and passed on to what a listener accepts. */
public final class StreamOptions {
    public boolean isImpatient;
    public boolean isUrgentInline;
    public boolean isKeptAlive;
    public int keepIdleSeconds = TcpConnection.KEEP_IDLE_SECONDS;
    public int keepIntervalSeconds = TcpConnection.KEEP_INTERVAL_SECONDS;
    public int keepProbes = TcpConnection.KEEP_PROBES;
    /** How long {@code close} waits for the peer; 0 to reset, below 0 not to wait. */
    public int lingerSeconds = -1;

    /** Has a connection go by them. Sockets are locked. */
    void apply(TcpConnection connection) {
        connection.setImpatient(isImpatient);
        connection.setUrgentInline(isUrgentInline);
        connection.setKeepAlive(keepIdleSeconds, keepIntervalSeconds, keepProbes);
        Tcp.keepAlive(connection, isKeptAlive);
    }

    /** Takes over what a listener's program wants. */
    void inherit(StreamOptions listener) {
        isImpatient = listener.isImpatient;
        isUrgentInline = listener.isUrgentInline;
        isKeptAlive = listener.isKeptAlive;
        keepIdleSeconds = listener.keepIdleSeconds;
        keepIntervalSeconds = listener.keepIntervalSeconds;
        keepProbes = listener.keepProbes;
        lingerSeconds = listener.lingerSeconds;
    }
}
