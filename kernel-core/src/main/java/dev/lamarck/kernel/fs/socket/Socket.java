package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.StreamFile;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.net.Mblk;
import dev.lamarck.kernel.net.Network;
import dev.lamarck.kernel.net.Tcp;
import dev.lamarck.kernel.net.TcpConnection;
import dev.lamarck.kernel.net.TcpUser;
import dev.lamarck.kernel.net.Udp;
import dev.lamarck.kernel.net.UdpPort;
import dev.lamarck.kernel.net.UdpUser;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.kernel.sync.WaitQueue;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.MaxDepth;

/**
 * A socket: a queue of what was sent to it, and what it knows of others. It has one open file, whose end is its own; what remains then is for those who
 * still hold it to see. How it finds others is in {@link Connecting}, what passes between them in {@link Sending} and {@link Receiving}.
 */
public final class Socket extends StreamFile implements TcpUser, UdpUser {
    public static final int STREAM = 1;
    public static final int DATAGRAM = 2;
    public static final int SEQUENCED_PACKETS = 5;

    // What is sent or received may be accompanied by these (linux/socket.h).
    public static final int OUT_OF_BAND = 0x01;
    public static final int PEEK = 0x02;
    public static final int WHOLE_LENGTH = 0x20;
    public static final int DONT_WAIT = 0x40;
    public static final int WAIT_FOR_ALL = 0x100;
    public static final int NO_SIGNAL = 0x4000;

    /** Bytes that wait for a receiver, at most; a message may be as long. */
    public static final int CAPACITY = 1 << 16;
    public static final int MOST_WAITING = 128;
    private static final int READ_AND_WRITE = 0x1B6;
    /** Who made a peer that is not of this machine. */
    private static final int NOBODY = -1;

    /** Guards all sockets, and the protocols below them. */
    static final Mutex LOCK = Network.LOCK;

    static final int IDLE = 0;
    static final int LISTENING = 1;
    static final int CONNECTED = 2;
    static final int CLOSED = 3;
    static final int CONNECTING = 4;
    /** A connection was not to be had, and nobody has asked for the reason by {@code connect}. */
    static final int FAILED = 5;

    public final int family;
    public final int type;
    int state;
    byte[] name;
    boolean isBound;
    /** Of AF_UNIX, bound to a path: its name there, held. */
    SocketNode node;
    Socket nextNamed;
    /** Of AF_INET: its end of a connection of TCP, null before there is one; or its port of UDP. */
    TcpConnection connection;
    UdpPort port;
    /** Of AF_UNIX: whom it is connected to, or to whom its datagrams go; held. */
    Socket peer;
    byte[] peerName;
    Message first;
    private Message last;
    int queued;
    /** Whether the peer's urgent byte stands before what comes next. */
    private boolean isMarkNext;
    /** Who is told of urgent data by SIGURG: a process, below 0 a group, 0 for nobody. */
    private int owner;
    /** How many messages bring it. */
    int travelling;
    /** Connected to it and not accepted yet, each with a hold, in the order of arrival. */
    Socket firstWaiting;
    Socket nextWaiting;
    int waiting;
    int backlog;
    boolean isReadingOver;
    boolean isWritingOver;
    int error;
    private final WaitQueue sleepers = new WaitQueue();
    /** Why {@link Connecting#destination} found none. */
    int lookupError;

    /** Whether {@code connect} has told that it is connected. */
    boolean isConnectionTold;

    public boolean reusesAddress;
    public boolean mayBroadcast;
    /** Whether messages tell who sent them: {@code SO_PASSCRED}. */
    public boolean tellsSenders;
    /** What its program wants of TCP; after a change {@link #applyOptions}. */
    public final StreamOptions options = new StreamOptions();
    /** Cycles that a receiver or sender waits at most; 0 for ever. */
    public long receiveTimeout;
    public long sendTimeout;
    /** Who made or connected its peer: {@code SO_PEERCRED}. */
    public int peerPid;
    public int peerUid;

    public Socket(int family, int type) {
        super(FileMode.SOCKET | READ_AND_WRITE);
        this.family = family;
        this.type = type;
        name = SocketName.unnamed(family);
        if (family == SocketName.INTERNET && type == DATAGRAM) {
            port = new UdpPort(this);
        }
    }

    /** Whether it is, or may become, an end of a connection of TCP. */
    boolean isOfTcp() {
        return family == SocketName.INTERNET && type == STREAM;
    }

    @Override
    protected void inactive() {
        if (port != null) {
            Kmem.free(port);
        }
        Kmem.free(options);
        SocketName.free(name);
        SocketName.free(peerName);
        Kmem.free(sleepers);
    }

    byte[] name() {
        return name;
    }

    /** Takes the array over. */
    void setName(byte[] wanted) {
        rename(wanted);
        isBound = true;
    }

    /** The same under a name that says more, which it takes over. */
    void rename(byte[] wanted) {
        SocketName.free(name);
        name = wanted;
    }

    boolean isListening() {
        return state == LISTENING;
    }

    /** A copy of its name, or of its peer's, null if it has no peer. */
    public byte[] nameOf(boolean ofPeer) {
        LOCK.acquire();
        boolean hasPeer = peerName != null && (family == SocketName.INTERNET ? state == CONNECTED : peer != null);
        byte[] copy = !ofPeer ? Bytes.copyOf(name) : hasPeer ? Bytes.copyOf(peerName) : null;
        LOCK.release();
        return copy;
    }

    /** What {@code SO_ERROR} tells, once. */
    public int takeError() {
        LOCK.acquire();
        int taken = error;
        error = 0;
        LOCK.release();
        return taken;
    }

    /** Whether it accepts connections. */
    public boolean accepts() {
        return state == LISTENING;
    }

    /** Has its connection, if there is one, go by its options. */
    public void applyOptions() {
        LOCK.acquire();
        if (connection != null) {
            options.apply(connection);
        }
        LOCK.release();
    }

    /** The most data in a segment of its connection. */
    public int segmentBytes() {
        LOCK.acquire();
        int bytes = connection == null ? TcpConnection.DEFAULT_MSS : connection.segmentBytes();
        LOCK.release();
        return bytes;
    }

    /** Gives it a name, which stays the caller's. */
    public int bind(byte[] wanted) {
        boolean isInternet = family == SocketName.INTERNET;
        if (SocketName.family(wanted) != family) {
            return isInternet ? -Errno.EAFNOSUPPORT : -Errno.EINVAL;
        }
        if (isBound || isInternet && wanted.length < SocketName.INTERNET_BYTES) {
            return -Errno.EINVAL;
        }
        boolean isAny = !isInternet && wanted.length == SocketName.FAMILY_BYTES;
        boolean isPath = !isInternet && !isAny && !SocketName.isAbstract(wanted);
        SocketNode made = isPath ? LocalNames.make(wanted, this) : null;
        if (isPath && made == null) {
            return lookupError;
        }
        LOCK.acquire();
        int result = isBound ? -Errno.EINVAL : take(wanted, made);
        LOCK.release();
        if (result != 0 && made != null) {
            made.release();
        }
        return result;
    }

    /** Takes a name, and the hold on its node if it has one. Sockets are locked. */
    private int take(byte[] wanted, SocketNode made) {
        if (family == SocketName.INTERNET) {
            return bindInternet(SocketName.address(wanted), SocketName.port(wanted));
        }
        if (made == null) {
            return wanted.length == SocketName.FAMILY_BYTES ? LocalNames.bindAny(this) : LocalNames.bindAbstract(this, wanted);
        }
        setName(Bytes.copyOf(wanted));
        node = made;
        made.owner = this;
        return 0;
    }

    private int bindInternet(int address, int number) {
        int error = InternetNames.bind(this, address, number);
        if (error == 0 && port != null) {
            Udp.bind(port, address, SocketName.port(name));
        }
        return error;
    }

    public int listen(int most) {
        if (type == DATAGRAM) {
            return -Errno.EOPNOTSUPP;
        }
        LOCK.acquire();
        int result = state == CONNECTED || state == CONNECTING || family == SocketName.UNIX && !isBound ? -Errno.EINVAL : nameIfNeeded();
        if (result == 0) {
            state = LISTENING;
            backlog = Math.max(1, Math.min(most, MOST_WAITING));
            if (isOfTcp()) {
                Streams.listen(this);
            }
        }
        LOCK.release();
        return result;
    }

    /** Sockets are locked. */
    int nameIfNeeded() {
        return family == SocketName.INTERNET && !isBound ? bindInternet(0, 0) : 0;
    }

    /** Wakes all who wait for something here, in {@code poll} too. Sockets are locked. */
    void wake() {
        Sched.LOCK.acquire();
        while (!sleepers.isEmpty()) {
            Sched.wakeFirst(sleepers);
        }
        Sched.LOCK.release();
        Readiness.changed();
    }

    /** Waits for {@link #wake}, the lock released meanwhile. @return 0, −EAGAIN after a moment in cycles since reset, −ERESTART, or up to a moment −ERESTART_UNHANDLED */
    int sleep(long limit) {
        Sched.LOCK.acquire();
        LOCK.releaseUnderDispatcher();
        int result = Clock.sleepOn(sleepers, limit);
        Sched.LOCK.release();
        LOCK.acquire();
        return result == -Errno.ETIMEDOUT ? -Errno.EAGAIN : result == -Errno.EINTR ? limit == Clock.NEVER ? -Errno.ERESTART : -Errno.ERESTART_UNHANDLED : result;
    }

    /** The moment at which a wait of so many cycles ends, 0 for one without end. A call that is made again goes on with the wait that it had begun. */
    static long limit(long timeout) {
        return timeout == 0 ? Clock.NEVER : KThread.current().signals.begin(Clock.after(timeout));
    }

    /** What a call gives that waited up to a moment and moved nothing: if no handler runs, it is made again up to the same moment. */
    static long outcome(long result, long limit) {
        return result == -Errno.ERESTART_UNHANDLED ? KThread.current().signals.interrupt(limit) : result;
    }

    @Override
    public long writeFrom(long offset, Uio from) {
        return Sending.send(this, from, null, 0, !from.isNonblocking(), null);
    }

    @Override
    public long readTo(long offset, Uio to) {
        return Receiving.receive(this, to, 0, !to.isNonblocking(), null);
    }

    /** Files have come to be, or are no more, in a message. Sockets are locked. */
    static void count(OpenFile[] files, int amount) {
        for (int i = 0; files != null && i < files.length; i++) {
            if (files[i].vnode() instanceof Socket socket) {
                socket.travelling += amount;
            }
        }
    }

    /** The files of a message that is dropped. No socket is locked. */
    static void land(OpenFile[] files) {
        LOCK.acquire();
        count(files, -1);
        LOCK.release();
    }

    boolean holdsSockets() {
        boolean holds = firstWaiting != null;
        for (Message each = first; each != null; each = each.next) {
            holds |= each.bringsSockets();
        }
        return holds;
    }

    void append(Message message) {
        if (first == null) {
            first = message;
        } else {
            last.next = message;
        }
        last = message;
        message.isBehindMark = isMarkNext;
        isMarkNext = false;
        queued += message.length;
        wake();
    }

    /** Whether nothing comes any more, and no error is left to be told. */
    boolean isOver() {
        return isReadingOver || type != DATAGRAM && error == 0 && state == CONNECTED && isPeerDone();
    }

    private boolean isPeerDone() {
        return isOfTcp() ? Streams.isPeerDone(connection) : peer.state == CLOSED || peer.isWritingOver;
    }

    Message removeFirst() {
        Message removed = first;
        first = removed.next;
        removed.next = null;
        queued -= removed.left();
        wake();
        return removed;
    }

    // how to shut down
    private static final int READING = 0;
    private static final int WRITING = 1;
    private static final int BOTH = 2;

    public int shutdown(int how) {
        if (how < READING || how > BOTH) {
            return -Errno.EINVAL;
        }
        LOCK.acquire();
        int result = state == CONNECTED || state == LISTENING ? 0 : -Errno.ENOTCONN;
        if (result == 0) {
            isReadingOver |= how != WRITING;
            isWritingOver |= how != READING;
            if (isOfTcp()) {
                shutDownStream(how);
            }
            wake();
            if (peer != null) {
                peer.wake();
            }
        }
        LOCK.release();
        return result;
    }

    private void shutDownStream(int how) {
        if (state == CONNECTED && how != READING) {
            Tcp.finish(connection);
        } else if (state == LISTENING && how != WRITING) {
            Tcp.close(connection, true);
            connection = null;
            state = IDLE;
        }
    }

    /** Its one open file is no more. */
    @Override
    @MaxDepth(4)
    public void close(int flags) {
        LOCK.acquire();
        Streams.close(this);
        if (port != null) {
            Udp.unbind(port);
        }
        InternetNames.unbind(this);
        LocalNames.unbind(this);
        Message left = first;
        Socket gone = peer;
        Socket waited = firstWaiting;
        if (gone != null && type != DATAGRAM) {
            gone.error = left != null && gone.state == CONNECTED ? Errno.ECONNRESET : gone.error;
            gone.wake();
        }
        state = CLOSED;
        first = null;
        last = null;
        queued = 0;
        peer = null;
        firstWaiting = null;
        wake();
        SocketNode named = node;
        node = null;
        LOCK.release();
        Message.freeAll(left);
        if (gone != null) {
            gone.release();
        }
        if (named != null) {
            named.release();
        }
        while (waited != null) {
            Socket next = waited.nextWaiting;
            waited.options.lingerSeconds = 0;
            waited.close(0);
            waited.release();
            waited = next;
        }
    }

    @Override
    public int ready(int flags) {
        LOCK.acquire();
        int events = PollEvents.of(this);
        LOCK.release();
        return events;
    }

    private void inherit(Socket listener) {
        options.inherit(listener.options);
        reusesAddress = listener.reusesAddress;
        receiveTimeout = listener.receiveTimeout;
        sendTimeout = listener.sendTimeout;
    }

    // ---- what TCP and UDP tell

    @Override
    public int room() {
        return state == LISTENING ? waiting > backlog ? 0 : CAPACITY : CAPACITY - queued;
    }

    @Override
    public boolean received(Mblk data, int offset, int length) {
        Message message = Message.make(length);
        if (message != null) {
            Blocks.copy(data.at(offset), message.at(), length);
            append(message);
        }
        return message != null;
    }

    @Override
    public void receivedFrom(int source, int sourcePort, Mblk data) {
        int length = data.length();
        boolean isWanted = !isReadingOver && (queued == 0 || queued + length <= CAPACITY);
        Message message = isWanted ? Message.make(length) : null;
        if (message != null) {
            Blocks.copy(data.at(0), message.at(), length);
            message.from = SocketName.internet(source, sourcePort);
            append(message);
        }
    }

    @Override
    public void urgent() {
        Streams.tellUrgent(owner);
        wake();
    }

    @Override
    public void mark() {
        isMarkNext = true;
        wake();
    }

    /** Whether the next byte of its stream stands behind the peer's urgent one: {@code sockatmark}. */
    private boolean isAtMark() {
        LOCK.acquire();
        boolean isThere = first == null ? isMarkNext : first.isAtMark();
        LOCK.release();
        return isThere;
    }

    @Override
    public void progressed() {
        if (state == CONNECTING && connection.isSynchronized()) {
            state = CONNECTED;
        }
        wake();
    }

    @Override
    public void failed(int reason) {
        error = reason;
        if (state == CONNECTING) {
            state = FAILED;
        }
        wake();
    }

    @Override
    public TcpUser accept(TcpConnection made) {
        if (waiting > backlog || !Pages.mayGive(1)) {
            return null;
        }
        Socket accepted = new Socket(family, type);
        accepted.connection = made;
        accepted.state = CONNECTED;
        accepted.isConnectionTold = true;
        accepted.rename(SocketName.internet(made.localAddress(), made.localPort()));
        accepted.peerName = SocketName.internet(made.remoteAddress(), made.remotePort());
        accepted.peerUid = NOBODY;
        accepted.inherit(this);
        Connecting.enqueue(this, accepted);
        return accepted;
    }

    // fcntl's commands (asm/fcntl.h of sparc) and ioctl's requests (asm/sockios.h)
    private static final int F_GETOWN = 5;
    private static final int F_SETOWN = 6;
    /** A {@code struct f_owner_ex}, by which the C library asks. */
    private static final int F_GETOWN_EX = 16;
    private static final int F_OWNER_PID = 1;
    private static final int F_OWNER_PGRP = 2;
    private static final int SIOCATMARK = 0x8905;

    @Override
    public long command(int command, long argument) {
        switch (command) {
            case F_SETOWN -> owner = (int) argument;
            case F_GETOWN -> {
                return owner;
            }
            case F_GETOWN_EX -> {
                int error = UserMemory.store32(argument, owner < 0 ? F_OWNER_PGRP : F_OWNER_PID);
                return error == 0 ? UserMemory.store32(argument + Integer.BYTES, Math.abs(owner)) : error;
            }
            default -> {
                return super.command(command, argument);
            }
        }
        return 0;
    }

    @Override
    public long control(int request, long argument) {
        return request == SIOCATMARK && isOfTcp() ? UserMemory.store32(argument, isAtMark() ? 1 : 0) : super.control(request, argument);
    }

    @Override
    public int available() {
        LOCK.acquire();
        int bytes = type == STREAM ? queued : first == null ? 0 : first.left();
        LOCK.release();
        return bytes;
    }
}
