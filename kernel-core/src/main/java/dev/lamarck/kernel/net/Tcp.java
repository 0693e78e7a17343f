package dev.lamarck.kernel.net;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Entropy;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.text.TextBuffer;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The transmission control protocol (RFC 9293): the connections there are, and what their users do with them. What segments do to them is in {@link TcpInput},
 * what time does in {@link TcpTimers}. Users call with the network locked.
 */
public final class Tcp {
    /** Bytes that a user may leave to be sent. */
    public static final int CAPACITY = 1 << 16;
    /** Larger segments gain nothing where nothing limits them. */
    private static final int LARGEST_MSS = 8192;
    private static final int BUCKETS = 64;
    private static final int PAGES_OF_A_CONNECTION = 2;
    private static final long ISS_STEP_NANOSECONDS = 4000;
    private static final int MIX = 0x9E37_79B1;

    private static final TcpConnection[] CONNECTIONS = new TcpConnection[BUCKETS];
    private static TcpConnection listeners;
    private static int secret;

    /** As before the first connection. For hosted runs. */
    static void reset() {
        for (int i = 0; i < BUCKETS; i++) {
            CONNECTIONS[i] = null;
        }
        listeners = null;
        secret = 0;
    }

    private static int bucket(int remoteAddress, int remotePort, int localPort) {
        int mixed = (remoteAddress ^ remotePort << 16 ^ localPort) * MIX;
        return mixed >>> 26;
    }

    /** The connection that a segment is for, or who listens for such ones; null if nobody does. */
    @Symbol("tcp_lookup")
    static TcpConnection lookup(int source, int sourcePort, int destination, int destinationPort) {
        TcpConnection each = CONNECTIONS[bucket(source, sourcePort, destinationPort)];
        while (each != null && (each.remotePort != sourcePort || each.localPort != destinationPort
                || each.remoteAddress != source || each.localAddress != destination)) {
            each = each.next;
        }
        return each != null ? each : lookupListener(destination, destinationPort);
    }

    /** Who listens at an address rather than who listens at all. */
    static TcpConnection lookupListener(int address, int port) {
        TcpConnection any = null;
        for (TcpConnection each = listeners; each != null; each = each.next) {
            if (each.localPort == port && each.localAddress == address) {
                return each;
            }
            if (each.localPort == port && each.localAddress == 0) {
                any = each;
            }
        }
        return any;
    }

    /** Whether a port is in use by a connection, if only to wait for what may still come. */
    public static boolean isInUse(int address, int port) {
        for (int i = 0; i < BUCKETS; i++) {
            for (TcpConnection each = CONNECTIONS[i]; each != null; each = each.next) {
                if (each.localPort == port && (address == 0 || each.localAddress == address)) {
                    return true;
                }
            }
        }
        return false;
    }

    static void insert(TcpConnection c) {
        int bucket = bucket(c.remoteAddress, c.remotePort, c.localPort);
        c.next = CONNECTIONS[bucket];
        CONNECTIONS[bucket] = c;
    }

    private static void remove(TcpConnection c) {
        int bucket = bucket(c.remoteAddress, c.remotePort, c.localPort);
        CONNECTIONS[bucket] = without(CONNECTIONS[bucket], c);
    }

    private static TcpConnection without(TcpConnection list, TcpConnection gone) {
        if (list == gone) {
            return gone.next;
        }
        TcpConnection before = list;
        while (before != null && before.next != gone) {
            before = before.next;
        }
        if (before != null) {
            before.next = gone.next;
        }
        return list;
    }

    /** What a segment to an address may hold. */
    static int ownMss(int remote) {
        return Math.min(Ip.mtu(remote) - Ip.HEADER_BYTES - TcpOutput.HEADER_BYTES, LARGEST_MSS);
    }

    /** A first number that no segment of an earlier connection of the same name has, and that others cannot guess (RFC 6528). */
    static void chooseIss(TcpConnection c) {
        if (secret == 0) {
            secret = (int) Entropy.next() | 1;
        }
        int hash = (c.localAddress ^ c.remoteAddress) * MIX ^ (c.localPort << 16 ^ c.remotePort) * secret;
        hash = (hash ^ hash >>> 15) * secret;
        c.setIss((int) (TimeOfDay.nanoseconds() / ISS_STEP_NANOSECONDS) + hash);
    }

    /** Listens at a port, of an address or, if that is 0, of all; or, if it does so already, for another number of connections. */
    public static void listen(TcpConnection c, int address, int port, int backlog) {
        c.backlog = backlog;
        if (c.state != TcpConnection.LISTEN) {
            c.state = TcpConnection.LISTEN;
            c.localAddress = address;
            c.localPort = port;
            c.next = listeners;
            listeners = c;
        }
    }

    /** A connection that somebody who may be our peer asks a listener for; null if there are too many. */
    static TcpConnection conceive(TcpConnection listener, int source, int sourcePort, int destination) {
        if (listener.embryos > listener.backlog || !Pages.mayGive(PAGES_OF_A_CONNECTION)) {
            return null;
        }
        TcpConnection c = new TcpConnection(null);
        c.listener = listener;
        listener.embryos++;
        c.localAddress = destination;
        c.localPort = listener.localPort;
        c.remoteAddress = source;
        c.remotePort = sourcePort;
        c.isImpatient = listener.isImpatient;
        c.isKeptAlive = listener.isKeptAlive;
        c.keepIdleSeconds = listener.keepIdleSeconds;
        c.keepIntervalSeconds = listener.keepIntervalSeconds;
        c.keepProbes = listener.keepProbes;
        c.isUrgentInline = listener.isUrgentInline;
        chooseIss(c);
        insert(c);
        return c;
    }

    /** Begins to connect a port to another. @return 0, or −EADDRINUSE if the two are connected already */
    @Symbol("tcp_connect")
    public static int connect(TcpConnection c, int local, int localPort, int remote, int remotePort) {
        TcpConnection other = lookup(remote, remotePort, local, localPort);
        if (other != null && other.state != TcpConnection.LISTEN) {
            return -Errno.EADDRINUSE;
        }
        c.localAddress = local;
        c.localPort = localPort;
        c.remoteAddress = remote;
        c.remotePort = remotePort;
        chooseIss(c);
        c.state = TcpConnection.SYN_SENT;
        insert(c);
        TcpOutput.synchronize(c);
        Ip.drain();
        return 0;
    }

    /** Bytes that may be given to send. */
    public static int room(TcpConnection c) {
        return Math.max(0, CAPACITY - c.queue.bytes());
    }

    /** Sends bytes, which are the connection's from now on; the last of them is urgent, if that is said. */
    @Symbol("tcp_wput")
    public static void wput(TcpConnection c, Mblk data, boolean isUrgent) {
        assert c.state == TcpConnection.ESTABLISHED || c.state == TcpConnection.CLOSE_WAIT;
        c.queue.append(data);
        if (isUrgent) {
            c.sndUp = c.sndUna + c.queue.bytes();
        }
        TcpOutput.send(c);
        Ip.drain();
    }

    /** The user has taken bytes: the peer is told if that makes a difference. */
    public static void taken(TcpConnection c) {
        int more = c.receiveWindow() - (c.rcvAdv - c.rcvNxt);
        if (c.isSynchronized() && !c.isPeerDone() && more >= Math.min(2 * c.mss, TcpConnection.LARGEST_WINDOW / 2)) {
            c.isAckNow = true;
            TcpOutput.send(c);
            Ip.drain();
        }
    }

    /** The user has nothing more to say. */
    public static void finish(TcpConnection c) {
        sayEnd(c);
        Ip.drain();
    }

    private static void sayEnd(TcpConnection c) {
        if (c.isClosing || c.state < TcpConnection.SYN_RECEIVED) {
            return;
        }
        c.isClosing = true;
        if (c.state == TcpConnection.ESTABLISHED) {
            c.state = TcpConnection.FIN_WAIT_1;
        } else if (c.state == TcpConnection.CLOSE_WAIT) {
            c.state = TcpConnection.LAST_ACK;
        }
        TcpOutput.send(c);
    }

    /** Nobody uses it any more: it ends when its peer knows, or at once if something was not taken or is not to be waited for. */
    @Symbol("tcp_close")
    public static void close(TcpConnection c, boolean isAborted) {
        c.user = null;
        if (c.state == TcpConnection.LISTEN) {
            listeners = without(listeners, c);
            c.state = TcpConnection.CLOSED;
            abandon(c);
            free(c);
        } else if (c.state < TcpConnection.SYN_RECEIVED) {
            end(c, 0);
        } else if (isAborted && c.state != TcpConnection.TIME_WAIT) {
            TcpOutput.reset(c);
            end(c, 0);
        } else {
            sayEnd(c);
            if (c.state == TcpConnection.FIN_WAIT_2) {
                TcpTimers.startLosingPatience(c);
            }
        }
        Ip.drain();
    }

    /** Ends what a listener's peers have begun. */
    private static void abandon(TcpConnection listener) {
        for (int i = 0; i < BUCKETS; i++) {
            TcpConnection each = CONNECTIONS[i];
            while (each != null) {
                TcpConnection following = each.next;
                if (each.listener == listener) {
                    TcpOutput.reset(each);
                    end(each, 0);
                }
                each = following;
            }
        }
    }

    /** The connection is no more; its user learns why, if there is a reason, and gives it back by closing. Without a user it is freed. */
    static void end(TcpConnection c, int error) {
        TcpTimers.stop(c);
        if (c.state != TcpConnection.CLOSED) {
            remove(c);
            c.state = TcpConnection.CLOSED;
        }
        if (c.listener != null) {
            c.listener.embryos--;
            c.listener = null;
        }
        if (c.user == null) {
            free(c);
        } else if (error != 0) {
            c.user.failed(error);
        } else {
            c.user.progressed();
        }
    }

    private static void free(TcpConnection c) {
        c.queue.drop(c.queue.bytes());
        Kmem.free(c.queue);
        Mblk.freeAll(c.early);
        Kmem.free(c);
    }

    /** News of a segment that was sent: while connecting they are final, later the segment may find its way (RFC 1122, 4.2.3.9). */
    static void undeliverable(int source, int sourcePort, int destination, int destinationPort, int sequence, int error) {
        TcpConnection c = lookup(destination, destinationPort, source, sourcePort);
        if (c != null && c.state == TcpConnection.SYN_SENT && sequence == c.iss) {
            end(c, error);
        }
    }

    /** Serves all timers that are due. */
    static void tick(long now) {
        for (int i = 0; i < BUCKETS; i++) {
            TcpConnection each = CONNECTIONS[i];
            while (each != null) {
                TcpConnection following = each.next;
                TcpTimers.tick(each, now);
                each = following;
            }
        }
    }

    /** Appends a line for each connection: its ends, its state, and what is not acknowledged. */
    static void describe(TextBuffer text) {
        for (int i = 0; i < BUCKETS; i++) {
            for (TcpConnection each = CONNECTIONS[i]; each != null; each = each.next) {
                text.hexadecimal(each.localAddress & 0xFFFF_FFFFL).character(':').decimal(each.localPort).character(' ');
                text.hexadecimal(each.remoteAddress & 0xFFFF_FFFFL).character(':').decimal(each.remotePort);
                text.text(" state ").decimal(each.state).text(" unacknowledged ").decimal(each.unacknowledged()).line();
            }
        }
    }

    /** Whether probes keep a silent connection alive, and how. */
    public static void keepAlive(TcpConnection c, boolean keeps) {
        c.isKeptAlive = keeps;
        TcpTimers.keepAlive(c);
    }

    private Tcp() {}
}
