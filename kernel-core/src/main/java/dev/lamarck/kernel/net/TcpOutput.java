package dev.lamarck.kernel.net;

import dev.lamarck.toolchain.magic.Symbol;

/** What a connection sends and when: as much as the peer's window and the network's permit (RFC 9293, 3.8.6; RFC 5681), small segments one at a time. */
final class TcpOutput {
    static final int HEADER_BYTES = 20;
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int PSH = 0x08;
    static final int ACK = 0x10;
    static final int URG = 0x20;

    // Where the fields of a header are.
    static final int SEQUENCE = 4;
    static final int ACKNOWLEDGEMENT = 8;
    static final int DATA_OFFSET = 12;
    static final int FLAGS = 13;
    static final int WINDOW = 14;
    private static final int CHECKSUM = 16;
    static final int URGENT = 18;

    static final int OPTION_END = 0;
    static final int OPTION_NOTHING = 1;
    static final int OPTION_MSS = 2;
    static final int OPTION_SCALE = 3;
    /** MSS and, padded, the scale: what a SYN says. */
    private static final int SYN_OPTIONS = 8;

    static long segments;
    static long retransmitted;

    /** Sends what may be sent now, and an acknowledgement if one is owed. */
    @Symbol("tcp_output")
    static void send(TcpConnection c) {
        if (c.state == TcpConnection.SYN_RECEIVED) {
            if (c.isAckNow) {
                synchronize(c);
            }
            return;
        }
        restartIfIdle(c);
        boolean sent = true;
        while (sent && c.isSynchronized()) {
            sent = sendOne(c, false);
        }
    }

    /** After a pause longer than the time-out nothing is known of the network any more (RFC 5681, 4.1). */
    private static void restartIfIdle(TcpConnection c) {
        if (c.flight() == 0 && c.lastSent != 0 && Network.now() - c.lastSent > c.rto) {
            int grown = c.cwnd;
            c.openWindow();
            c.cwnd = Math.min(grown, c.cwnd);
        }
    }

    /**
     * Sends one segment, if there is reason to.
     *
     * @param probes whether to send a byte that the peer's window does not allow
     * @return whether another may follow
     */
    static boolean sendOne(TcpConnection c, boolean probes) {
        int offset = c.sndNxt - c.sndUna;
        int queued = c.queue.bytes();
        int window = Math.max(Math.min(c.sndWnd, c.cwnd), probes ? 1 : 0);
        int length = Math.max(Math.min(queued, window) - offset, 0);
        boolean isFull = length >= c.mss;
        length = Math.min(length, c.mss);
        boolean isEnd = offset + length >= queued;
        boolean finishes = c.isClosing && isEnd && offset <= queued && (!c.isFinSent || c.sndNxt != c.sndMax);
        boolean isUseful = length > 0 && isWorthSending(c, offset, length, isFull, isEnd, probes);
        if (!isUseful && !finishes && !c.isAckNow) {
            awaitWindow(c, queued);
            return false;
        }
        if (!isUseful && length > 0) {
            length = 0;
            finishes = false;
        }
        int flags = ACK | (finishes ? FIN : 0) | (length > 0 && isEnd ? PSH : 0);
        if (!transmit(c, c.sndNxt, length, flags)) {
            // No memory: as if it had been lost.
            startTimer(c);
            return false;
        }
        account(c, length, finishes);
        return length > 0 && !probes;
    }

    /** A full segment, the last of all, half of what the peer ever took, or one sent again (RFC 9293, 3.8.6.2.1; Nagle's rule in 3.7.4). */
    private static boolean isWorthSending(TcpConnection c, int offset, int length, boolean isFull, boolean isEnd, boolean probes) {
        boolean isIdle = offset == 0;
        boolean isSmallAllowed = isEnd && (isIdle || c.isImpatient || c.isClosing || c.sndUp - c.sndNxt > 0);
        return isFull || isSmallAllowed || probes || length >= c.largestSndWnd / 2 || c.sndNxt - c.sndMax < 0;
    }

    /** With something to send that does not go, and no acknowledgement to come, only a probe will tell when the window opens. */
    private static void awaitWindow(TcpConnection c, int queued) {
        if (queued > 0 && c.retransmitAt == TcpConnection.NEVER && c.persistAt == TcpConnection.NEVER) {
            TcpTimers.startPersisting(c);
        }
    }

    private static void account(TcpConnection c, int length, boolean finishes) {
        int end = c.sndNxt + length + (finishes ? 1 : 0);
        if (end == c.sndNxt) {
            return;
        }
        if (c.sndNxt - c.sndMax < 0) {
            retransmitted++;
        } else if (!c.isTiming) {
            c.isTiming = true;
            c.timedSeq = end;
            c.timedAt = Network.now();
        }
        c.isFinSent |= finishes;
        c.sndNxt = end;
        if (end - c.sndMax > 0) {
            c.sndMax = end;
        }
        startTimer(c);
    }

    private static void startTimer(TcpConnection c) {
        if (c.retransmitAt == TcpConnection.NEVER && c.persistAt == TcpConnection.NEVER) {
            TcpTimers.startRetransmitting(c);
        }
    }

    /** The segment that was lost, once more, whatever the windows say. */
    static void resend(TcpConnection c) {
        int queued = c.queue.bytes();
        int length = Math.min(queued, c.mss);
        boolean finishes = c.isFinSent && length == queued;
        c.isTiming = false;
        retransmitted++;
        transmit(c, c.sndUna, length, ACK | (finishes ? FIN : 0) | (length > 0 && length == queued ? PSH : 0));
    }

    /** Sends or repeats the SYN, or in answer to one SYN and ACK. */
    static void synchronize(TcpConnection c) {
        int flags = SYN | (c.state == TcpConnection.SYN_RECEIVED ? ACK : 0);
        if (c.sndMax == c.iss) {
            c.isTiming = true;
            c.timedSeq = c.iss + 1;
            c.timedAt = Network.now();
        } else {
            c.isTiming = false;
            retransmitted++;
        }
        transmit(c, c.iss, 0, flags);
        c.sndNxt = c.iss + 1;
        c.sndMax = c.sndNxt;
        startTimer(c);
    }

    /** Says that the connection is no more. */
    static void reset(TcpConnection c) {
        transmit(c, c.sndNxt, 0, RST | ACK);
    }

    /** A segment that is out of order on purpose, so that the peer says what it expects. */
    static void probe(TcpConnection c) {
        transmit(c, c.sndUna - 1, 0, ACK);
    }

    /** Makes a segment of the queue's bytes and sends it. @return whether there was memory */
    private static boolean transmit(TcpConnection c, int sequence, int length, int flags) {
        int header = HEADER_BYTES + ((flags & SYN) != 0 ? SYN_OPTIONS : 0);
        Mblk segment = Mblk.allocate(Ip.FRONT, header + length);
        if (segment == null) {
            return false;
        }
        segment.extend(header);
        if ((flags & SYN) != 0) {
            segment.put32(HEADER_BYTES, OPTION_MSS << 24 | 4 << 16 | Tcp.ownMss(c.remoteAddress));
            segment.put32(HEADER_BYTES + 4, OPTION_NOTHING << 24 | OPTION_SCALE << 16 | 3 << 8);
        }
        if (length > 0) {
            c.queue.copy(sequence - c.sndUna, length, segment);
        }
        int window = (flags & RST) != 0 ? 0 : advertise(c);
        boolean isUrgent = c.sndUp - sequence > 0 && c.isSynchronized();
        segment.put16(URGENT, isUrgent ? Math.min(c.sndUp - sequence, 0xFFFF) : 0);
        c.lastSent = length > 0 ? Network.now() : c.lastSent;
        fill(segment, c.localPort, c.remotePort, sequence, (flags & ACK) != 0 ? c.rcvNxt : 0, flags | (isUrgent ? URG : 0), window);
        put(segment, header, c.localAddress, c.remoteAddress);
        return true;
    }

    /** The window to be told, which the peer may rely on from now on. A small one that grows little is told later (RFC 9293, 3.8.6.2.2). */
    private static int advertise(TcpConnection c) {
        int open = c.rcvAdv - c.rcvNxt;
        int window = c.receiveWindow();
        if (window - open < Math.min(c.mss, TcpConnection.LARGEST_WINDOW / 2) && c.isSynchronized()) {
            window = open;
        }
        c.rcvAdv = c.rcvNxt + window;
        c.isAckNow = false;
        c.acknowledgeAt = TcpConnection.NEVER;
        return window;
    }

    private static void fill(Mblk segment, int from, int to, int sequence, int acknowledgement, int flags, int window) {
        segment.put16(0, from);
        segment.put16(2, to);
        segment.put32(SEQUENCE, sequence);
        segment.put32(ACKNOWLEDGEMENT, acknowledgement);
        segment.put8(FLAGS, flags);
        segment.put16(WINDOW, window);
    }

    private static void put(Mblk segment, int header, int from, int to) {
        segment.put8(DATA_OFFSET, header << 2);
        segment.put16(CHECKSUM, 0);
        segment.put16(CHECKSUM, Checksum.withPorts(segment, from, to, Ip.TCP));
        segments++;
        Ip.wput(segment, from, to, Ip.TCP);
    }

    /** Answers a segment that belongs to no connection (RFC 9293, 3.10.7.1). */
    static void refuse(int from, int fromPort, int to, int toPort, int sequence, int acknowledgement, int flags, int length) {
        if ((flags & RST) != 0) {
            return;
        }
        Mblk answer = Mblk.allocate(Ip.FRONT, HEADER_BYTES);
        if (answer == null) {
            return;
        }
        answer.extend(HEADER_BYTES);
        boolean isAcknowledging = (flags & ACK) != 0;
        int occupied = length + ((flags & SYN) != 0 ? 1 : 0) + ((flags & FIN) != 0 ? 1 : 0);
        answer.put16(URGENT, 0);
        fill(answer, toPort, fromPort, isAcknowledging ? acknowledgement : 0, isAcknowledging ? 0 : sequence + occupied,
                isAcknowledging ? RST : RST | ACK, 0);
        put(answer, HEADER_BYTES, to, from);
    }

    private TcpOutput() {}
}
