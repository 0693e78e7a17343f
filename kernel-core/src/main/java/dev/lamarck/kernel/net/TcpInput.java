package dev.lamarck.kernel.net;

import dev.lamarck.kernel.Errno;
import dev.lamarck.toolchain.magic.Symbol;

/** What segments do to connections. */
final class TcpInput {
    private static final int FLAG_BITS = 0x3F;
    /** So many acknowledgements of the same byte say that the segment there is lost (RFC 5681, 3.2). */
    private static final int LOST_AFTER = 3;

    static long segments;
    static long malformed;
    static long predicted;

    /**
     * A segment, from IP and this layer's from now on: the whole read side in the order of RFC 9293, 3.10.7, with what RFC 5681 and RFC 5961 changed. It is
     * one function, as in Solaris, whose subject this is: what a segment in order needs lies between much that is rare.
     */
    @Symbol("tcp_rput_data")
    static void rputData(Mblk m, int source, int destination) {
        segments++;

        // ---- the header
        if (m.length() < TcpOutput.HEADER_BYTES || Checksum.withPorts(m, source, destination, Ip.TCP) != 0) {
            malformed++;
            m.free();
            return;
        }
        int header = m.get8(TcpOutput.DATA_OFFSET) >>> 4 << 2;
        if (header < TcpOutput.HEADER_BYTES || header > m.length()) {
            malformed++;
            m.free();
            return;
        }
        int sourcePort = m.get16(0);
        int destinationPort = m.get16(2);
        int seq = m.get32(TcpOutput.SEQUENCE);
        int ack = m.get32(TcpOutput.ACKNOWLEDGEMENT);
        int flags = m.get8(TcpOutput.FLAGS) & FLAG_BITS;
        int window = m.get16(TcpOutput.WINDOW);
        int urgent = (flags & TcpOutput.URG) != 0 ? m.get16(TcpOutput.URGENT) : 0;
        int mss = 0;
        int scale = -1;
        if ((flags & TcpOutput.SYN) != 0) {
            int at = TcpOutput.HEADER_BYTES;
            while (at < header) {
                int kind = m.get8(at);
                int bytes = kind == TcpOutput.OPTION_NOTHING ? 1 : at + 1 < header ? m.get8(at + 1) : 0;
                if (kind == TcpOutput.OPTION_END || bytes == 0 || kind != TcpOutput.OPTION_NOTHING && bytes < 2 || at + bytes > header) {
                    break;
                }
                if (kind == TcpOutput.OPTION_MSS && bytes == 4) {
                    mss = m.get8(at + 2) << 8 | m.get8(at + 3);
                } else if (kind == TcpOutput.OPTION_SCALE && bytes == 3) {
                    scale = Math.min(m.get8(at + 2), TcpConnection.LARGEST_SCALE);
                }
                at += bytes;
            }
        }
        m.pull(header);
        int length = m.length();
        int occupied = length + ((flags & TcpOutput.SYN) != 0 ? 1 : 0) + ((flags & TcpOutput.FIN) != 0 ? 1 : 0);

        // ---- whose it is
        TcpConnection c = Ip.isOwn(destination) ? Tcp.lookup(source, sourcePort, destination, destinationPort) : null;
        if (c == null) {
            if (Ip.isOwn(destination)) {
                TcpOutput.refuse(source, sourcePort, destination, destinationPort, seq, ack, flags, length);
            }
            m.free();
            return;
        }

        // ---- what most segments are: of an open connection, the next in order, and only data or only an acknowledgement
        if (c.state == TcpConnection.ESTABLISHED
                && (flags & (TcpOutput.SYN | TcpOutput.FIN | TcpOutput.RST | TcpOutput.URG | TcpOutput.ACK)) == TcpOutput.ACK
                && seq == c.rcvNxt && c.early == null && !c.isUrgentExpected && c.sndNxt == c.sndMax && !c.isRecovering
                && window << c.sndScale == c.sndWnd && window != 0) {
            if (length == 0) {
                int acked = ack - c.sndUna;
                if (acked > 0 && ack - c.sndMax <= 0 && acked <= c.queue.bytes()) {
                    predicted++;
                    TcpTimers.heard(c);
                    if (c.isTiming && ack - c.timedSeq >= 0) {
                        c.isTiming = false;
                        c.sample(Network.now() - c.timedAt);
                    }
                    c.grow(acked);
                    c.acknowledged(ack, acked);
                    c.sndWl1 = seq;
                    c.sndWl2 = ack;
                    if (ack == c.sndMax) {
                        c.retransmitAt = TcpConnection.NEVER;
                    } else {
                        TcpTimers.startRetransmitting(c);
                    }
                    if (c.user != null) {
                        c.user.progressed();
                    }
                    if (c.queue.bytes() > 0) {
                        TcpOutput.send(c);
                    }
                    m.free();
                    return;
                }
            } else if (ack == c.sndUna && length <= c.rcvAdv - c.rcvNxt && c.user != null && c.user.room() >= length) {
                if (c.user.received(m, 0, length)) {
                    predicted++;
                    TcpTimers.heard(c);
                    c.rcvNxt += length;
                    c.sndWl1 = seq;
                    if (c.acknowledgeAt != TcpConnection.NEVER) {
                        c.isAckNow = true;
                        TcpOutput.send(c);
                    } else {
                        TcpTimers.startAcknowledging(c);
                    }
                }
                m.free();
                return;
            }
        }

        // ---- a new connection may have the name of one that only waits, and numbers beyond it (RFC 1122, 4.2.2.13)
        boolean isReborn = false;
        int leastIss = 0;
        if (c.state == TcpConnection.TIME_WAIT && (flags & (TcpOutput.SYN | TcpOutput.ACK | TcpOutput.RST)) == TcpOutput.SYN && seq - c.rcvNxt > 0) {
            TcpConnection listener = Tcp.lookupListener(destination, destinationPort);
            if (listener != null) {
                leastIss = c.sndMax;
                isReborn = true;
                Tcp.end(c, 0);
                c = listener;
            }
        }

        // ---- somebody listens (3.10.7.2)
        if (c.state == TcpConnection.LISTEN) {
            if ((flags & TcpOutput.RST) != 0) {
                m.free();
                return;
            }
            if ((flags & TcpOutput.ACK) != 0) {
                TcpOutput.refuse(source, sourcePort, destination, destinationPort, seq, ack, flags, length);
                m.free();
                return;
            }
            TcpConnection made = (flags & TcpOutput.SYN) != 0 && c.user.room() > 0 ? Tcp.conceive(c, source, sourcePort, destination) : null;
            if (made != null) {
                if (isReborn && made.iss - leastIss <= 0) {
                    made.setIss(leastIss + TcpConnection.LARGEST_WINDOW);
                }
                made.state = TcpConnection.SYN_RECEIVED;
                made.irs = seq;
                made.rcvNxt = seq + 1;
                made.rcvAdv = made.rcvNxt + Math.min(c.user.room(), TcpConnection.LARGEST_WINDOW);
                made.rcvUp = made.rcvNxt;
                made.mss = Math.min(mss == 0 ? TcpConnection.DEFAULT_MSS : mss, Tcp.ownMss(source));
                made.sndScale = Math.max(scale, 0);
                made.sndWnd = window;
                made.sndWl1 = seq;
                TcpOutput.synchronize(made);
            }
            // Data that came along will come again.
            m.free();
            return;
        }

        // ---- we want to connect (3.10.7.3)
        if (c.state == TcpConnection.SYN_SENT) {
            boolean isAnswer = (flags & TcpOutput.ACK) != 0;
            if (isAnswer && (ack - c.iss <= 0 || ack - c.sndMax > 0)) {
                TcpOutput.refuse(source, sourcePort, destination, destinationPort, seq, ack, flags, length);
                m.free();
                return;
            }
            if ((flags & TcpOutput.RST) != 0) {
                if (isAnswer) {
                    Tcp.end(c, Errno.ECONNREFUSED);
                }
                m.free();
                return;
            }
            if ((flags & TcpOutput.SYN) == 0) {
                m.free();
                return;
            }
            int allowed = c.rcvAdv - c.rcvNxt;
            c.irs = seq;
            c.rcvNxt = seq + 1;
            c.rcvAdv = c.rcvNxt + allowed;
            c.rcvUp = c.rcvNxt;
            c.mss = Math.min(mss == 0 ? TcpConnection.DEFAULT_MSS : mss, Tcp.ownMss(source));
            c.sndScale = Math.max(scale, 0);
            c.sndWnd = window;
            c.sndWl1 = seq;
            TcpTimers.heard(c);
            if (!isAnswer) {
                // Both have begun at once: theirs is answered, ours is answered by theirs.
                c.state = TcpConnection.SYN_RECEIVED;
                c.isAckNow = true;
                c.retransmitAt = TcpConnection.NEVER;
                TcpOutput.send(c);
                m.free();
                return;
            }
            c.sndUna = ack;
            c.sndWl2 = ack;
            if (c.isTiming) {
                c.isTiming = false;
                c.sample(Network.now() - c.timedAt);
            }
            c.retransmitAt = TcpConnection.NEVER;
            c.retries = 0;
            c.state = TcpConnection.ESTABLISHED;
            c.openWindow();
            TcpTimers.keepAlive(c);
            c.isAckNow = true;
            c.user.progressed();
            TcpOutput.send(c);
            // Data that came along will come again.
            m.free();
            return;
        }

        // ---- first: is it where the window is? (3.10.7.4)
        int allowed = c.rcvAdv - c.rcvNxt;
        boolean isInside = allowed == 0 && occupied == 0 ? seq == c.rcvNxt
                : occupied == 0 ? seq - c.rcvNxt >= 0 && seq - c.rcvAdv < 0
                : seq - c.rcvAdv < 0 && seq + occupied - c.rcvNxt > 0;

        // ---- second: the peer resets; only the number that is expected does, another one that might be right is answered (RFC 5961, 3.2)
        if ((flags & TcpOutput.RST) != 0) {
            if (seq == c.rcvNxt) {
                int error = c.state == TcpConnection.SYN_RECEIVED ? Errno.ECONNREFUSED
                        : c.state == TcpConnection.CLOSE_WAIT ? Errno.EPIPE
                        : c.state == TcpConnection.CLOSING || c.state == TcpConnection.LAST_ACK || c.state == TcpConnection.TIME_WAIT ? 0
                        : Errno.ECONNRESET;
                Tcp.end(c, error);
            } else if (isInside) {
                c.isAckNow = true;
                TcpOutput.send(c);
            }
            m.free();
            return;
        }

        boolean repeatsEnd = (flags & TcpOutput.FIN) != 0 && c.state == TcpConnection.TIME_WAIT;

        // ---- what is known already is cut off; of a segment that is all old, or all beyond the window, only the acknowledgement may count
        int old = c.rcvNxt - seq;
        if (old > 0) {
            if ((flags & TcpOutput.SYN) != 0) {
                flags &= ~TcpOutput.SYN;
                seq++;
                old--;
                urgent = Math.max(urgent - 1, 0);
                if (c.isSynchronized()) {
                    c.isAckNow = true;
                }
            }
            if (old > length || old == length && (flags & TcpOutput.FIN) == 0) {
                // Sent again, because our acknowledgement was lost: it gets another. A keep-alive's probe comes here too.
                if (occupied > 0 || old > 0) {
                    c.isAckNow = true;
                }
                flags &= ~TcpOutput.FIN;
                old = length;
                seq = c.rcvNxt - length;
            }
            m.pull(old);
            seq += old;
            length -= old;
            urgent = Math.max(urgent - old, 0);
        } else if (old < 0 && !isInside) {
            c.isAckNow = true;
            TcpOutput.send(c);
            m.free();
            return;
        }
        if (length > 0 && c.user == null && c.state >= TcpConnection.FIN_WAIT_1) {
            // It says something to nobody (RFC 1122, 4.2.2.13).
            TcpOutput.refuse(source, sourcePort, destination, destinationPort, seq, ack, flags, length);
            Tcp.end(c, 0);
            m.free();
            return;
        }
        int beyond = seq + length - c.rcvAdv;
        if (beyond > 0) {
            // A probe of a closed window: the byte is not taken, the acknowledgement is.
            int excess = Math.min(beyond, length);
            m.trim(length - excess);
            length -= excess;
            flags &= ~(TcpOutput.FIN | TcpOutput.PSH);
            c.isAckNow = true;
        }

        // ---- fourth: a SYN in the middle may be of a peer that has forgotten us: if so it will reset what we answer (RFC 5961, 4.2)
        if ((flags & TcpOutput.SYN) != 0) {
            c.isAckNow = true;
            TcpOutput.send(c);
            m.free();
            return;
        }

        // ---- fifth: what it acknowledges
        if ((flags & TcpOutput.ACK) == 0) {
            if (c.isAckNow) {
                TcpOutput.send(c);
            }
            m.free();
            return;
        }
        TcpTimers.heard(c);
        if (c.state == TcpConnection.SYN_RECEIVED) {
            if (ack - c.sndUna <= 0 || ack - c.sndMax > 0) {
                TcpOutput.refuse(source, sourcePort, destination, destinationPort, seq, ack, flags, length);
                m.free();
                return;
            }
            if (c.listener != null) {
                TcpUser user = c.listener.user.accept(c);
                if (user == null) {
                    // No room among those who wait to be accepted: as if it had not come.
                    m.free();
                    return;
                }
                c.user = user;
                c.listener.embryos--;
                c.listener = null;
            }
            if (c.isTiming) {
                c.isTiming = false;
                c.sample(Network.now() - c.timedAt);
            }
            c.state = c.isClosing ? TcpConnection.FIN_WAIT_1 : TcpConnection.ESTABLISHED;
            c.sndUna = c.iss + 1;
            c.sndWnd = window << c.sndScale;
            c.sndWl1 = seq - 1;
            c.retransmitAt = TcpConnection.NEVER;
            c.retries = 0;
            c.openWindow();
            TcpTimers.keepAlive(c);
            c.user.progressed();
        }
        boolean isFinAcked = false;
        if (ack - c.sndMax > 0) {
            // Of what was never sent.
            c.isAckNow = true;
            TcpOutput.send(c);
            m.free();
            return;
        }
        if (ack - c.sndUna <= 0) {
            boolean isDuplicate = ack == c.sndUna && length == 0 && occupied == 0 && c.flight() > 0 && c.retransmitAt != TcpConnection.NEVER
                    && window << c.sndScale == c.sndWnd;
            if (isDuplicate) {
                c.duplicates++;
                if (c.duplicates == LOST_AFTER && !c.isRecovering && ack - c.recover >= 0) {
                    // Fast retransmit, fast recovery (RFC 6582, 3.2).
                    c.halve();
                    c.recover = c.sndMax;
                    c.isRecovering = true;
                    TcpOutput.resend(c);
                    c.cwnd = c.ssthresh + LOST_AFTER * c.mss;
                } else if (c.isRecovering) {
                    // Another segment has left the network.
                    c.cwnd += c.mss;
                    TcpOutput.send(c);
                } else if (c.duplicates < LOST_AFTER) {
                    // Limited transmit (RFC 3042).
                    int grown = c.cwnd;
                    c.cwnd += c.duplicates * c.mss;
                    TcpOutput.send(c);
                    c.cwnd = grown;
                }
            }
        } else {
            int acked = ack - c.sndUna;
            if (c.isTiming && ack - c.timedSeq >= 0) {
                c.isTiming = false;
                c.sample(Network.now() - c.timedAt);
            }
            int data = Math.min(acked, c.queue.bytes());
            isFinAcked = c.isFinSent && acked > data;
            c.acknowledged(ack, data);
            if (c.isRecovering && ack - c.recover < 0) {
                // Only a part of what was in flight at the loss: the next segment is lost too.
                TcpOutput.resend(c);
                c.cwnd = Math.max(c.cwnd - acked, 0) + c.mss;
            } else if (c.isRecovering) {
                c.isRecovering = false;
                c.cwnd = Math.min(c.ssthresh, Math.max(c.flight(), c.mss) + c.mss);
            } else {
                c.grow(acked);
            }
            if (ack == c.sndMax) {
                c.retransmitAt = TcpConnection.NEVER;
            } else if (c.persistAt == TcpConnection.NEVER) {
                TcpTimers.startRetransmitting(c);
            }
            if (c.user != null) {
                c.user.progressed();
            }
        }

        // ---- the window: only a later segment may close it, an older one that comes late does not count
        int wanted = window << c.sndScale;
        if (c.sndWl1 - seq < 0 || c.sndWl1 == seq && (c.sndWl2 - ack < 0 || c.sndWl2 == ack && wanted > c.sndWnd)) {
            boolean opens = wanted > c.sndWnd;
            c.sndWnd = wanted;
            c.sndWl1 = seq;
            c.sndWl2 = ack;
            c.largestSndWnd = Math.max(c.largestSndWnd, wanted);
            if (opens && c.persistAt != TcpConnection.NEVER) {
                c.persistAt = TcpConnection.NEVER;
                c.retries = 0;
            }
        }

        // ---- what our end being acknowledged means
        if (isFinAcked && c.state == TcpConnection.FIN_WAIT_1) {
            c.state = TcpConnection.FIN_WAIT_2;
            if (c.user == null) {
                TcpTimers.startLosingPatience(c);
            } else {
                c.user.progressed();
            }
        } else if (isFinAcked && c.state == TcpConnection.CLOSING) {
            c.state = TcpConnection.TIME_WAIT;
            TcpTimers.startWaiting(c);
        } else if (isFinAcked && c.state == TcpConnection.LAST_ACK) {
            Tcp.end(c, 0);
            m.free();
            return;
        } else if (repeatsEnd) {
            // The peer has not heard our last acknowledgement.
            c.isAckNow = true;
            TcpTimers.startWaiting(c);
        }

        // ---- sixth: urgent data; the number is that of the byte behind it, as everybody has it (RFC 6093)
        boolean listens = c.state == TcpConnection.ESTABLISHED || c.state == TcpConnection.FIN_WAIT_1 || c.state == TcpConnection.FIN_WAIT_2;
        if (urgent > 0 && listens && seq + urgent - c.rcvUp > 0) {
            c.rcvUp = seq + urgent;
            c.isUrgentExpected = true;
            c.urgentByte = -1;
            if (c.user != null) {
                c.user.urgent();
            }
        } else if (!c.isUrgentExpected && c.rcvUp - c.rcvNxt < 0) {
            c.rcvUp = c.rcvNxt;
        }

        // ---- seventh: data, and what waited for it
        boolean isEnd = false;
        if (listens && (length > 0 || (flags & TcpOutput.FIN) != 0)) {
            if (seq == c.rcvNxt && c.early == null) {
                int taken = length == 0 ? 0 : deliver(c, m, length);
                c.rcvNxt += taken;
                isEnd = taken == length && (flags & TcpOutput.FIN) != 0;
                if (taken < length || c.acknowledgeAt != TcpConnection.NEVER || isEnd) {
                    c.isAckNow = true;
                } else {
                    TcpTimers.startAcknowledging(c);
                }
                m.free();
            } else {
                TcpReassembly.insert(c, m, seq, (flags & TcpOutput.FIN) != 0);
                for (Mblk each = TcpReassembly.take(c); each != null && !isEnd; each = TcpReassembly.take(c)) {
                    int taken = each.length() == 0 ? 0 : deliver(c, each, each.length());
                    c.rcvNxt += taken;
                    isEnd = taken == each.length() && each.isLast;
                    each.free();
                }
                // Something is missing, or was: the peer is to know at once (RFC 5681, 4.2).
                c.isAckNow = true;
            }
        } else {
            m.free();
        }

        // ---- eighth: the peer has said all
        if (isEnd) {
            c.rcvNxt++;
            if (c.rcvAdv - c.rcvNxt < 0) {
                c.rcvAdv = c.rcvNxt;
            }
            c.isAckNow = true;
            if (c.state == TcpConnection.ESTABLISHED) {
                c.state = TcpConnection.CLOSE_WAIT;
            } else if (c.state == TcpConnection.FIN_WAIT_1) {
                c.state = TcpConnection.CLOSING;
            } else {
                c.state = TcpConnection.TIME_WAIT;
                TcpTimers.startWaiting(c);
            }
            if (c.user != null) {
                c.user.progressed();
            }
        }
        if (c.isAckNow || c.queue.bytes() > c.sndNxt - c.sndUna || c.isClosing && !c.isFinSent) {
            TcpOutput.send(c);
        }
    }

    /**
     * Gives the user what comes next, without the urgent byte unless it wants that among the others.
     *
     * @return how many bytes it took: fewer than there are if memory is short
     */
    private static int deliver(TcpConnection c, Mblk data, int length) {
        if (c.user == null) {
            return 0;
        }
        int at = c.rcvUp - 1 - c.rcvNxt;
        if (!c.isUrgentExpected || at < 0 || at >= length) {
            return c.user.received(data, 0, length) ? length : 0;
        }
        if (at > 0 && !c.user.received(data, 0, at)) {
            return 0;
        }
        c.isUrgentExpected = false;
        c.user.mark();
        if (c.isUrgentInline) {
            return c.user.received(data, at, length - at) ? length : at;
        }
        c.urgentByte = data.get8(at);
        return at + 1 == length || c.user.received(data, at + 1, length - at - 1) ? length : at + 1;
    }

    private TcpInput() {}
}
