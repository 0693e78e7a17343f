package dev.lamarck.kernel.net;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.sched.Clock;

/** What happens to a connection when nothing does: segments are sent again, closed windows and silent peers probed, ends waited for. */
final class TcpTimers {
    // RFC 6298: 1 s at first and at least; 60 s at most.
    private static final long LEAST_TIMEOUT = 1000;
    private static final long MOST_TIMEOUT = 60_000;
    /** The clock's. */
    private static final long GRANULARITY = 1000 / Clock.TICKS_PER_SECOND;
    /** RFC 9293, 3.8.6.3: less than half a second. */
    private static final long ACKNOWLEDGE_AFTER = 40;
    /** How long what was sent may still wander about, both ways; and how long the peer of a connection that nobody uses may take to end it. */
    private static final long TWO_LIFETIMES = 60_000;
    private static final long END_PATIENCE = 60_000;
    private static final int MOST_SYN_RETRIES = 6;
    private static final int MOST_RETRIES = 15;

    private static final long MILLISECONDS = 1000;

    static long initialTimeout() {
        return Network.milliseconds(LEAST_TIMEOUT);
    }

    static long granularity() {
        return Network.milliseconds(GRANULARITY);
    }

    static long clamp(long timeout) {
        return Math.max(Network.milliseconds(LEAST_TIMEOUT), Math.min(timeout, Network.milliseconds(MOST_TIMEOUT)));
    }

    private static long set(long moment) {
        Network.lookAt(moment);
        return moment;
    }

    private static long backedOff(TcpConnection c) {
        return clamp(c.rto << Math.min(c.retries, 10));
    }

    static void startRetransmitting(TcpConnection c) {
        c.persistAt = TcpConnection.NEVER;
        c.retransmitAt = set(Clock.after(backedOff(c)));
    }

    static void startPersisting(TcpConnection c) {
        c.persistAt = set(Clock.after(backedOff(c)));
    }

    static void startAcknowledging(TcpConnection c) {
        c.acknowledgeAt = set(Clock.after(Network.milliseconds(ACKNOWLEDGE_AFTER)));
    }

    /** Both have said all: what still wanders about shall meet this end and not a new one of the same name. */
    static void startWaiting(TcpConnection c) {
        stop(c);
        c.endAt = set(Clock.after(Network.milliseconds(TWO_LIFETIMES)));
    }

    /** Nobody would see the peer's end any more. */
    static void startLosingPatience(TcpConnection c) {
        c.endAt = set(Clock.after(Network.milliseconds(END_PATIENCE)));
    }

    /** The peer has been heard of. */
    static void heard(TcpConnection c) {
        c.lastHeard = Network.now();
        c.probes = 0;
        if (c.isKeptAlive) {
            keepAlive(c);
        }
    }

    static void keepAlive(TcpConnection c) {
        boolean keeps = c.isKeptAlive && c.isSynchronized() && c.state != TcpConnection.TIME_WAIT;
        c.probeAt = keeps ? set(Clock.after(Network.milliseconds(c.keepIdleSeconds * MILLISECONDS))) : TcpConnection.NEVER;
    }

    static void stop(TcpConnection c) {
        c.retransmitAt = TcpConnection.NEVER;
        c.persistAt = TcpConnection.NEVER;
        c.acknowledgeAt = TcpConnection.NEVER;
        c.probeAt = TcpConnection.NEVER;
        c.endAt = TcpConnection.NEVER;
    }

    /** Does what is due. The connection may be no more afterwards. */
    static void tick(TcpConnection c, long now) {
        if (c.endAt <= now) {
            Tcp.end(c, 0);
            return;
        }
        if (c.acknowledgeAt <= now) {
            c.acknowledgeAt = TcpConnection.NEVER;
            c.isAckNow = true;
            TcpOutput.send(c);
        }
        boolean isAlive = c.persistAt > now || persist(c);
        isAlive = isAlive && (c.retransmitAt > now || retransmit(c));
        isAlive = isAlive && (c.probeAt > now || probe(c));
        if (isAlive) {
            set(Math.min(Math.min(c.endAt, c.acknowledgeAt), Math.min(Math.min(c.persistAt, c.retransmitAt), c.probeAt)));
        }
    }

    /** RFC 9293, 3.8.6.1: a peer that answers may keep its window closed as long as it likes. @return whether the connection goes on */
    private static boolean persist(TcpConnection c) {
        c.persistAt = TcpConnection.NEVER;
        if (c.retries >= MOST_RETRIES && Network.now() - c.lastHeard > Network.milliseconds(2 * MOST_TIMEOUT)) {
            Tcp.end(c, Errno.ETIMEDOUT);
            return false;
        }
        c.retries++;
        c.sndNxt = c.sndUna;
        TcpOutput.sendOne(c, true);
        // The byte has not been sent: if the window opens it goes with what follows.
        c.sndNxt = c.sndUna;
        c.retransmitAt = TcpConnection.NEVER;
        startPersisting(c);
        return true;
    }

    /** @return whether the connection goes on */
    private static boolean retransmit(TcpConnection c) {
        c.retransmitAt = TcpConnection.NEVER;
        boolean isOpening = c.state == TcpConnection.SYN_SENT || c.state == TcpConnection.SYN_RECEIVED;
        if (c.retries >= (isOpening ? MOST_SYN_RETRIES : MOST_RETRIES)) {
            Tcp.end(c, Errno.ETIMEDOUT);
            return false;
        }
        c.retries++;
        c.isTiming = false;
        if (isOpening) {
            TcpOutput.synchronize(c);
            return true;
        }
        if (c.retries == 1) {
            c.halve();
        }
        c.cwnd = c.mss;
        c.duplicates = 0;
        c.isRecovering = false;
        c.recover = c.sndMax;
        c.sndNxt = c.sndUna;
        TcpOutput.send(c);
        if (c.retransmitAt == TcpConnection.NEVER && c.persistAt == TcpConnection.NEVER && c.flight() > 0) {
            startRetransmitting(c);
        }
        return true;
    }

    /** @return whether the connection goes on */
    private static boolean probe(TcpConnection c) {
        if (c.probes >= c.keepProbes) {
            TcpOutput.reset(c);
            Tcp.end(c, Errno.ETIMEDOUT);
            return false;
        }
        c.probes++;
        TcpOutput.probe(c);
        c.probeAt = set(Clock.after(Network.milliseconds(c.keepIntervalSeconds * MILLISECONDS)));
        return true;
    }

    private TcpTimers() {}
}
