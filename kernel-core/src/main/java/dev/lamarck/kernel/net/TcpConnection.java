package dev.lamarck.kernel.net;

import dev.lamarck.kernel.sched.Clock;

/**
 * One end of a connection of TCP, or an end that listens for connections: what RFC 9293 calls the transmission control block, with its names for the
 * sequence variables. Numbers of bytes wrap around; {@code a − b < 0} says that a comes before b. Guarded by {@link Network#LOCK}.
 */
public final class TcpConnection {
    // States. From ESTABLISHED on both ends have synchronized; from CLOSE_WAIT on one of them has said all.
    public static final int CLOSED = 0;
    public static final int LISTEN = 1;
    public static final int SYN_SENT = 2;
    public static final int SYN_RECEIVED = 3;
    public static final int ESTABLISHED = 4;
    public static final int CLOSE_WAIT = 5;
    public static final int FIN_WAIT_1 = 6;
    public static final int CLOSING = 7;
    public static final int LAST_ACK = 8;
    public static final int FIN_WAIT_2 = 9;
    public static final int TIME_WAIT = 10;

    // How a silent peer is probed if nothing is said (RFC 9293, 3.8.4).
    public static final int KEEP_IDLE_SECONDS = 7200;
    public static final int KEEP_INTERVAL_SECONDS = 75;
    public static final int KEEP_PROBES = 9;

    static final long NEVER = Clock.NEVER;
    /** What a peer takes that does not say (RFC 9293, 3.7.1). */
    public static final int DEFAULT_MSS = 536;
    static final int LARGEST_WINDOW = 65_535;
    static final int LARGEST_SCALE = 14;

    int state;
    /** Null if nobody does any more. */
    TcpUser user;
    int localAddress;
    int localPort;
    int remoteAddress;
    int remotePort;
    /** The next of the same bucket, or of those that listen. */
    TcpConnection next;
    /** Who listened for it, until it is accepted; and of one that listens, how many such there are, and may be. */
    TcpConnection listener;
    int embryos;
    int backlog;

    // ---- sending: what is acknowledged, sent now and sent at most; the peer's window and the segment that set it
    int iss;
    int sndUna;
    int sndNxt;
    int sndMax;
    int sndWnd;
    int sndWl1;
    int sndWl2;
    int sndScale;
    int largestSndWnd;
    /** Behind the last urgent byte. */
    int sndUp;
    /** The most data in a segment. */
    int mss = DEFAULT_MSS;
    final SendQueue queue = new SendQueue();
    /** The user has nothing more to say; and that has been said, once at least. */
    boolean isClosing;
    boolean isFinSent;

    // ---- receiving: what is expected next, and the end of what the peer was allowed
    int irs;
    int rcvNxt;
    int rcvAdv;
    /** Behind the last urgent byte that the peer has spoken of; and that byte, −1 if it is not here. */
    int rcvUp;
    int urgentByte = -1;
    boolean isUrgentExpected;
    boolean isUrgentInline;
    /** Segments that came before their time, in the order of their numbers. */
    Mblk early;
    int earlyCount;

    // ---- congestion (RFC 5681, RFC 6582)
    int cwnd;
    int ssthresh = Integer.MAX_VALUE;
    int duplicates;
    int recover;
    boolean isRecovering;

    // ---- round trips, in cycles (RFC 6298)
    long srtt;
    long rttvar;
    long rto;
    boolean isTiming;
    int timedSeq;
    long timedAt;
    long lastSent;
    long lastHeard;

    // ---- timers: when they are due
    long retransmitAt = NEVER;
    long persistAt = NEVER;
    long acknowledgeAt = NEVER;
    long probeAt = NEVER;
    long endAt = NEVER;
    /** How often the segment has been sent again, or the window or the silent peer probed, without an answer. */
    int retries;
    int probes;

    // ---- what the user wants
    boolean isImpatient;
    boolean isKeptAlive;
    int keepIdleSeconds = KEEP_IDLE_SECONDS;
    int keepIntervalSeconds = KEEP_INTERVAL_SECONDS;
    int keepProbes = KEEP_PROBES;

    /** An acknowledgement is owed at once. */
    boolean isAckNow;

    public TcpConnection(TcpUser user) {
        this.user = user;
        rto = TcpTimers.initialTimeout();
    }

    /** Numbers what it will send, from the SYN on. */
    void setIss(int first) {
        iss = first;
        sndUna = first;
        sndNxt = first;
        sndMax = first;
        sndUp = first;
        recover = first;
    }

    public int state() {
        return state;
    }

    public int localAddress() {
        return localAddress;
    }

    public int localPort() {
        return localPort;
    }

    public int remoteAddress() {
        return remoteAddress;
    }

    public int remotePort() {
        return remotePort;
    }

    /** The most data in a segment. */
    public int segmentBytes() {
        return mss;
    }

    /** Bytes that wait to be acknowledged. */
    public int unacknowledged() {
        return queue.bytes();
    }

    /** Whether the peer has said that it has nothing more to say. */
    public boolean isPeerDone() {
        return state == CLOSE_WAIT || state == CLOSING || state == LAST_ACK || state == TIME_WAIT;
    }

    /** Whether both ends know each other. */
    public boolean isSynchronized() {
        return state >= ESTABLISHED;
    }

    /** Sends small segments at once (RFC 9293, 3.7.4 lets them wait). */
    public void setImpatient(boolean impatient) {
        isImpatient = impatient;
    }

    public boolean isImpatient() {
        return isImpatient;
    }

    /** How long the peer may be silent before it is probed, how long before the next probe, and how many are not to be answered. */
    public void setKeepAlive(int idleSeconds, int intervalSeconds, int mostProbes) {
        keepIdleSeconds = idleSeconds;
        keepIntervalSeconds = intervalSeconds;
        keepProbes = mostProbes;
        TcpTimers.keepAlive(this);
    }

    public void setUrgentInline(boolean inline) {
        isUrgentInline = inline;
    }

    /** The urgent byte, once; −1 if none is here, −2 if one is expected. */
    public int takeUrgent(boolean stays) {
        int taken = urgentByte >= 0 ? urgentByte : isUrgentExpected ? -2 : -1;
        if (!stays) {
            urgentByte = -1;
        }
        return taken;
    }

    public boolean hasUrgent() {
        return urgentByte >= 0;
    }

    /** Bytes in flight. */
    int flight() {
        return sndMax - sndUna;
    }

    /** What the peer may still send, so that it never shrinks. */
    int receiveWindow() {
        int room = user == null ? 0 : Math.min(user.room(), LARGEST_WINDOW);
        return Math.max(Math.max(room, 0), rcvAdv - rcvNxt);
    }

    /** The peer has all bytes before a number; so many of them were data. Numbers that only comparisons need come along, lest they fall half a circle behind. */
    void acknowledged(int ack, int data) {
        queue.drop(data);
        retries = 0;
        duplicates = 0;
        sndUna = ack;
        if (sndNxt - ack < 0) {
            sndNxt = ack;
        }
        if (sndUp - ack < 0) {
            sndUp = ack;
        }
        if (!isRecovering && recover - ack < 0) {
            recover = ack;
        }
    }

    /** The initial window (RFC 5681, 3.1). */
    void openWindow() {
        cwnd = mss > 2190 ? 2 * mss : mss > 1095 ? 3 * mss : 4 * mss;
        largestSndWnd = Math.max(largestSndWnd, sndWnd);
    }

    /** Half of what is in flight, when some of it was lost (RFC 5681, equation 4). */
    void halve() {
        ssthresh = Math.max(flight() / 2, 2 * mss);
    }

    /** New data was acknowledged in time: slow start below the threshold, one segment a round trip above (RFC 5681, 3.1). */
    void grow(int acknowledged) {
        int increase = cwnd < ssthresh ? Math.min(acknowledged, mss) : Math.max(1, (int) ((long) mss * mss / cwnd));
        cwnd = Math.min(cwnd + increase, LARGEST_WINDOW << LARGEST_SCALE);
    }

    /** A segment took so long to be acknowledged (RFC 6298, 2). */
    void sample(long cycles) {
        if (srtt == 0) {
            srtt = Math.max(cycles, 1);
            rttvar = cycles / 2;
        } else {
            rttvar += (Math.abs(srtt - cycles) - rttvar) / 4;
            srtt += (cycles - srtt) / 8;
        }
        rto = TcpTimers.clamp(srtt + Math.max(TcpTimers.granularity(), 4 * rttvar));
    }
}
