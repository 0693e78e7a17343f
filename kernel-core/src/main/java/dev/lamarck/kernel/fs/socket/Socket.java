package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.StreamFile;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.kernel.sync.WaitQueue;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.MaxDepth;

/**
 * A socket: a queue of what was sent to it, and what it knows of others. It has one open file, whose end is its own; what remains then is for those who
 * still hold it to see.
 */
public final class Socket extends StreamFile {
    public static final int STREAM = 1;
    public static final int DATAGRAM = 2;
    public static final int SEQUENCED_PACKETS = 5;

    // What is sent or received may be accompanied by these (linux/socket.h).
    public static final int PEEK = 0x02;
    public static final int WHOLE_LENGTH = 0x20;
    public static final int DONT_WAIT = 0x40;
    public static final int WAIT_FOR_ALL = 0x100;
    public static final int NO_SIGNAL = 0x4000;

    /** Bytes that wait for a receiver, at most; a message may be as long. */
    public static final int CAPACITY = 1 << 16;
    public static final int MOST_WAITING = 128;
    private static final int READ_AND_WRITE = 0x1B6;
    /** In the readiness of a socket: its peer sends no more. */
    private static final int READ_HANG_UP = 0x800;

    /** Guards all sockets. */
    static final Mutex LOCK = new Mutex();

    private static final int IDLE = 0;
    private static final int LISTENING = 1;
    private static final int CONNECTED = 2;
    private static final int CLOSED = 3;

    public final int family;
    public final int type;
    private int state;
    private byte[] name;
    private boolean isBound;
    /** Of AF_UNIX, bound to a path: its name there, held. */
    SocketNode node;
    Socket nextNamed;
    /** Whom it is connected to, or to whom its datagrams go; held. */
    private Socket peer;
    private byte[] peerName;
    private Message first;
    private Message last;
    private int queued;
    /** How many messages bring it. */
    private int travelling;
    /** Connected to it and not accepted yet, each with a hold, in the order of arrival. */
    private Socket firstWaiting;
    private Socket nextWaiting;
    private int waiting;
    private int backlog;
    private boolean isReadingOver;
    private boolean isWritingOver;
    private int error;
    private final WaitQueue sleepers = new WaitQueue();
    /** Why {@link #destination} found none. */
    int lookupError;

    public boolean reusesAddress;
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
    }

    @Override
    protected void inactive() {
        SocketName.free(name);
        SocketName.free(peerName);
        Kmem.free(sleepers);
    }

    byte[] name() {
        return name;
    }

    /** Takes the array over. */
    void setName(byte[] wanted) {
        SocketName.free(name);
        name = wanted;
        isBound = true;
    }

    boolean isListening() {
        return state == LISTENING;
    }

    /** A copy of its name, or of its peer's, null if it has no peer. */
    public byte[] nameOf(boolean ofPeer) {
        LOCK.acquire();
        byte[] copy = !ofPeer ? Bytes.copyOf(name) : peer == null || peerName == null ? null : Bytes.copyOf(peerName);
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

    /** Gives it a name, which stays the caller's. */
    public int bind(byte[] wanted) {
        if (SocketName.family(wanted) != family || family == SocketName.INTERNET && wanted.length < SocketName.INTERNET_BYTES) {
            return -Errno.EINVAL;
        }
        boolean isPath = family == SocketName.UNIX && !SocketName.isAbstract(wanted);
        if (isBound || isPath && wanted.length == SocketName.FAMILY_BYTES) {
            return -Errno.EINVAL;
        }
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
            return InternetNames.bind(this, SocketName.address(wanted), SocketName.port(wanted));
        }
        if (made == null) {
            return LocalNames.bindAbstract(this, wanted);
        }
        setName(Bytes.copyOf(wanted));
        node = made;
        made.owner = this;
        return 0;
    }

    public int listen(int most) {
        if (type == DATAGRAM) {
            return -Errno.EOPNOTSUPP;
        }
        LOCK.acquire();
        int result = state == CONNECTED || family == SocketName.UNIX && !isBound ? -Errno.EINVAL : nameIfNeeded();
        if (result == 0) {
            state = LISTENING;
            backlog = Math.max(1, Math.min(most, MOST_WAITING));
        }
        LOCK.release();
        return result;
    }

    /** Sockets are locked. */
    private int nameIfNeeded() {
        return family == SocketName.INTERNET && !isBound ? InternetNames.bind(this, 0, 0) : 0;
    }

    /** The socket that a name is of, held; null if there is none, and why in {@link #lookupError}. No socket is locked. */
    private Socket destination(byte[] wanted) {
        lookupError = -Errno.EINVAL;
        if (SocketName.family(wanted) != family) {
            lookupError = -Errno.EAFNOSUPPORT;
            return null;
        }
        if (family == SocketName.UNIX) {
            return wanted.length == SocketName.FAMILY_BYTES ? null : LocalNames.find(wanted, this);
        }
        if (wanted.length < SocketName.INTERNET_BYTES) {
            return null;
        }
        lookupError = SocketName.isHere(SocketName.address(wanted)) ? -Errno.ECONNREFUSED : -Errno.ENETUNREACH;
        LOCK.acquire();
        Socket found = lookupError == -Errno.ENETUNREACH ? null : InternetNames.find(type, SocketName.address(wanted), SocketName.port(wanted), type != DATAGRAM);
        if (found != null) {
            found.hold();
        }
        LOCK.release();
        return found;
    }

    /** Connects to the socket with a name, waiting for room in its queue; datagrams go there from now on, or with no family to nobody. */
    public int connect(byte[] wanted, boolean waits) {
        if (type == DATAGRAM && wanted.length >= SocketName.FAMILY_BYTES && SocketName.family(wanted) == 0) {
            return direct(null, null);
        }
        Socket target = destination(wanted);
        boolean isOfNetwork = type == DATAGRAM && family == SocketName.INTERNET;
        if (target == null) {
            return isOfNetwork && lookupError == -Errno.ECONNREFUSED ? direct(null, wanted) : lookupError;
        }
        int result = target.type != type ? -Errno.EPROTOTYPE : isOfNetwork ? direct(null, wanted) : type == DATAGRAM ? direct(target, wanted) : join(target, wanted, waits);
        if (result != 0 || isOfNetwork) {
            target.release();
        }
        return result;
    }

    /** Where datagrams go: to a socket, whose hold it takes over, or in the network to whoever has the name when they are sent. */
    private int direct(Socket target, byte[] wanted) {
        LOCK.acquire();
        nameIfNeeded();
        name = speaking(name);
        Socket old = peer;
        peer = target;
        SocketName.free(peerName);
        peerName = wanted == null ? null : Bytes.copyOf(wanted);
        state = target == null && wanted == null ? IDLE : CONNECTED;
        LOCK.release();
        if (old != null) {
            old.release();
        }
        return 0;
    }

    /** Puts a socket connected to this one into a listener's queue. The hold on the listener stays the caller's if this fails. */
    private int join(Socket listener, byte[] wanted, boolean waits) {
        if (!Pages.mayGive(1)) {
            return -Errno.ENOBUFS;
        }
        Socket made = new Socket(family, type);
        LOCK.acquire();
        int result = state == CONNECTED ? -Errno.EISCONN : state == LISTENING ? -Errno.EINVAL : nameIfNeeded();
        while (result == 0 && listener.state == LISTENING && listener.waiting >= listener.backlog) {
            result = waits ? listener.sleep(sendTimeout == 0 ? Clock.NEVER : Clock.after(sendTimeout)) : -Errno.EAGAIN;
        }
        if (result == 0 && listener.state != LISTENING) {
            result = -Errno.ECONNREFUSED;
        }
        if (result == 0) {
            name = speaking(name);
            made.name = copyOver(made.name, family == SocketName.INTERNET ? wanted : listener.name);
            made.name = speaking(made.name);
            pair(this, made);
            listener.enqueue(made);
        }
        LOCK.release();
        if (result != 0) {
            made.state = CLOSED;
            made.release();
        } else {
            listener.release();
        }
        return result;
    }

    private static byte[] speaking(byte[] old) {
        byte[] name = SocketName.concrete(old);
        SocketName.free(old);
        return name;
    }

    private static byte[] copyOver(byte[] old, byte[] from) {
        SocketName.free(old);
        return Bytes.copyOf(from);
    }

    /** Connects two sockets that have no peers. Sockets are locked. */
    private static void pair(Socket a, Socket b) {
        Proc self = Proc.current();
        a.hold();
        b.hold();
        a.peer = b;
        b.peer = a;
        a.peerName = copyOver(a.peerName, b.name);
        b.peerName = copyOver(b.peerName, a.name);
        a.state = CONNECTED;
        b.state = CONNECTED;
        a.peerPid = self.pid;
        b.peerPid = self.pid;
        a.peerUid = self.euid;
        b.peerUid = self.euid;
    }

    /** {@code socketpair}. */
    public static void connect(Socket a, Socket b) {
        LOCK.acquire();
        pair(a, b);
        LOCK.release();
    }

    /** Takes a hold over. */
    private void enqueue(Socket made) {
        Socket before = firstWaiting;
        while (before != null && before.nextWaiting != null) {
            before = before.nextWaiting;
        }
        if (before == null) {
            firstWaiting = made;
        } else {
            before.nextWaiting = made;
        }
        waiting++;
        wake();
    }

    /** The first socket that waits to be accepted, with its hold; {@code refused} gets the reason if there is none. */
    public Socket accept(boolean waits, int[] refused) {
        LOCK.acquire();
        int result = state == LISTENING ? 0 : type == DATAGRAM ? -Errno.EOPNOTSUPP : -Errno.EINVAL;
        long limit = receiveTimeout == 0 ? Clock.NEVER : Clock.after(receiveTimeout);
        while (result == 0 && firstWaiting == null) {
            result = waits ? sleep(limit) : -Errno.EAGAIN;
        }
        Socket accepted = result == 0 ? firstWaiting : null;
        if (accepted != null) {
            firstWaiting = accepted.nextWaiting;
            accepted.nextWaiting = null;
            waiting--;
            wake();
        }
        LOCK.release();
        refused[0] = result;
        return accepted;
    }

    /** Wakes all who wait for something here, in {@code poll} too. Sockets are locked. */
    private void wake() {
        Sched.LOCK.acquire();
        while (!sleepers.isEmpty()) {
            Sched.wakeFirst(sleepers);
        }
        Sched.LOCK.release();
        Readiness.changed();
    }

    /** Waits for {@link #wake}, the lock released meanwhile. @return 0, −EAGAIN after a moment in cycles since reset, −ERESTART */
    private int sleep(long limit) {
        Sched.LOCK.acquire();
        LOCK.releaseUnderDispatcher();
        int result = Clock.sleepOn(sleepers, limit);
        Sched.LOCK.release();
        LOCK.acquire();
        return result == -Errno.ETIMEDOUT ? -Errno.EAGAIN : result == -Errno.EINTR ? limit == Clock.NEVER ? -Errno.ERESTART : -Errno.EINTR : result;
    }

    @Override
    public long writeFrom(long offset, Uio from) {
        return send(from, null, 0, !from.isNonblocking(), null);
    }

    @Override
    public long readTo(long offset, Uio to) {
        return receive(to, 0, !to.isNonblocking(), null);
    }

    /**
     * Sends to its peer, or datagrams to the socket with a name.
     *
     * @param rights files to go along, which are taken over; null for none
     * @return bytes sent, or an error
     */
    public long send(Uio from, byte[] to, int flags, boolean mayWait, OpenFile[] rights) {
        boolean waits = mayWait && (flags & DONT_WAIT) == 0;
        long result;
        if (type == DATAGRAM) {
            result = sendDatagram(from, to, waits, rights);
        } else if (to != null && type == STREAM && state == CONNECTED && family == SocketName.UNIX) {
            result = -Errno.EISCONN;
        } else {
            result = sendToPeer(from, waits, rights);
        }
        if (rights != null && (result < 0 || result == 0 && type == STREAM)) {
            Message.releaseAll(rights);
        }
        if (result == -Errno.EPIPE && type == STREAM && (flags & NO_SIGNAL) == 0) {
            Signals.sendToCurrent(Signal.SIGPIPE);
        }
        return result;
    }

    private long sendDatagram(Uio from, byte[] to, boolean waits, OpenFile[] rights) {
        long length = from.residual();
        if (length > CAPACITY) {
            return -Errno.EMSGSIZE;
        }
        LOCK.acquire();
        int result = nameIfNeeded();
        if (result == 0 && to == null && state != CONNECTED) {
            result = family == SocketName.UNIX ? -Errno.ENOTCONN : -Errno.EDESTADDRREQ;
        }
        if (result == 0 && error != 0) {
            result = -error;
            error = 0;
        }
        byte[] wanted = result == 0 && to == null && peer == null ? Bytes.copyOf(peerName) : null;
        Socket target = result == 0 && to == null ? peer : null;
        if (target != null) {
            target.hold();
        }
        LOCK.release();
        if (result == 0 && target == null) {
            target = destination(to == null ? wanted : to);
            boolean isLost = target == null && family == SocketName.INTERNET && lookupError == -Errno.ECONNREFUSED;
            result = isLost ? lose() : target == null ? lookupError : 0;
        }
        SocketName.free(wanted);
        if (target != null) {
            LOCK.acquire();
            result = target.type == type ? deliver(target, from, (int) length, waits, rights) : -Errno.EPROTOTYPE;
            LOCK.release();
            target.release();
        }
        return result == 0 ? length : result;
    }

    /** A datagram to a port of nobody's is gone; who has named the port for good is told so at the next call. */
    private int lose() {
        LOCK.acquire();
        error = state == CONNECTED ? Errno.ECONNREFUSED : 0;
        LOCK.release();
        return 0;
    }

    private long sendToPeer(Uio from, boolean waits, OpenFile[] rights) {
        long wanted = from.residual();
        OpenFile[] files = rights;
        LOCK.acquire();
        int result = error != 0 ? -error : state == CONNECTED ? 0 : family == SocketName.UNIX || state == LISTENING ? -Errno.ENOTCONN : -Errno.EPIPE;
        error = 0;
        if (result == 0 && type == SEQUENCED_PACKETS) {
            result = wanted > CAPACITY ? -Errno.EMSGSIZE : deliver(peer, from, (int) wanted, waits, files);
        }
        while (result == 0 && type == STREAM && from.residual() > 0) {
            result = deliver(peer, from, (int) Math.min(from.residual(), PORTION), waits, files);
            files = result == 0 ? null : files;
        }
        LOCK.release();
        long sent = wanted - from.residual();
        return sent > 0 || result == 0 ? sent : result;
    }

    /** A stream's bytes are carried in portions of up to so many. */
    private static final int PORTION = 8192;

    /** Puts a message of so many bytes into another's queue, waiting for room. Sockets are locked. @return 0 or an error */
    private int deliver(Socket target, Uio from, int length, boolean waits, OpenFile[] rights) {
        long limit = sendTimeout == 0 ? Clock.NEVER : Clock.after(sendTimeout);
        int result = 0;
        boolean mayLose = family == SocketName.INTERNET && type == DATAGRAM;
        if (mayLose && (isRoomless(target, length) || !target.listensTo(this))) {
            return 0;
        }
        while (result == 0 && isRoomless(target, length)) {
            result = waits ? target.sleep(limit) : -Errno.EAGAIN;
        }
        if (result == 0) {
            result = refusal(target, rights);
        }
        Message message = result == 0 ? Message.make(length) : null;
        if (result == 0 && message == null) {
            result = -Errno.ENOBUFS;
        }
        if (message != null && length > 0 && from.moveIn(message.at(), length) != 0) {
            Message.freeAll(message);
            result = -Errno.EFAULT;
        }
        if (result == 0) {
            message.from = isBound ? SocketName.concrete(name) : null;
            message.files = rights;
            count(rights, 1);
            target.append(message);
        }
        return result;
    }

    private boolean isRoomless(Socket target, int length) {
        return target.queued > 0 && target.queued + length > CAPACITY && refusal(target, null) == 0;
    }

    /**
     * Why nothing can be sent to a socket now, besides that it is full; 0 if it can. One that brings sockets does not travel, and to one that travels no
     * sockets are sent: so none waits in itself, and the last to hold one does not end a chain of them.
     */
    private int refusal(Socket target, OpenFile[] rights) {
        if (isWritingOver) {
            return -Errno.EPIPE;
        }
        if (target.state == CLOSED || target.isReadingOver) {
            return type == DATAGRAM ? -Errno.ECONNREFUSED : -Errno.EPIPE;
        }
        if (type == DATAGRAM && family == SocketName.UNIX && target.peer != null && target.peer != this) {
            return -Errno.EPERM;
        }
        for (int i = 0; rights != null && i < rights.length; i++) {
            if (rights[i].vnode() instanceof Socket sent && (sent == target || target.travelling > 0 || sent.holdsSockets())) {
                return -Errno.ETOOMANYREFS;
            }
        }
        return 0;
    }

    /** Whether a datagram of the network from another one is for it: it is connected to nobody else. */
    private boolean listensTo(Socket other) {
        boolean listens = state != CONNECTED;
        if (!listens) {
            byte[] from = SocketName.concrete(other.name);
            listens = SocketName.areEqual(peerName, from);
            SocketName.free(from);
        }
        return listens;
    }

    /** Files have come to be, or are no more, in a message. Sockets are locked. */
    private static void count(OpenFile[] files, int amount) {
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

    private boolean holdsSockets() {
        boolean holds = firstWaiting != null;
        for (Message each = first; each != null; each = each.next) {
            holds |= each.bringsSockets();
        }
        return holds;
    }

    private void append(Message message) {
        if (first == null) {
            first = message;
        } else {
            last.next = message;
        }
        last = message;
        queued += message.length;
        wake();
    }

    /**
     * Receives what was sent, waiting for it.
     *
     * @param details gets what comes besides the bytes; null to drop that
     * @return bytes received, 0 at the end of what a peer sends, or an error
     */
    public long receive(Uio to, int flags, boolean mayWait, Received details) {
        boolean waits = mayWait && (flags & DONT_WAIT) == 0;
        long limit = receiveTimeout == 0 ? Clock.NEVER : Clock.after(receiveTimeout);
        Message done = null;
        long moved = 0;
        LOCK.acquire();
        int result = type == STREAM && to.residual() == 0 ? 0 : awaitMessage(waits, limit);
        if (result == 0 && first != null && type != STREAM) {
            moved = takeMessage(to, flags, details);
            done = moved < 0 || (flags & PEEK) != 0 ? null : removeFirst();
        }
        boolean more = result == 0 && type == STREAM && first != null;
        while (more) {
            int n = takePart(to, (flags & PEEK) == 0 ? first : peeked(moved), flags, details);
            moved = n < 0 && moved == 0 ? n : moved + Math.max(0, n);
            boolean isBarrier = details != null && details.files != null;
            while ((flags & PEEK) == 0 && first != null && first.left() == 0) {
                Message empty = removeFirst();
                empty.next = done;
                done = empty;
            }
            more = n > 0 && to.residual() > 0 && !isBarrier;
            if (more && (flags & WAIT_FOR_ALL) != 0 && (flags & PEEK) == 0 && first == null) {
                more = awaitMessage(waits, limit) == 0;
            }
            more = more && ((flags & PEEK) == 0 ? first : peeked(moved)) != null;
        }
        LOCK.release();
        Message.freeAll(done);
        return moved != 0 || result == 0 ? moved : result;
    }

    /** The message of a stream in which so many bytes behind the next begin, null if none does. */
    private Message peeked(long skipped) {
        Message each = first;
        long before = 0;
        while (each != null && before + each.left() <= skipped) {
            before += each.left();
            each = each.next;
        }
        return each;
    }

    /** Waits until there is a message or never will be one: then there is none, and the result is 0. */
    private int awaitMessage(boolean waits, long limit) {
        int result = 0;
        while (result == 0 && first == null && !isOver()) {
            if (error != 0) {
                result = -error;
                error = 0;
            } else if (type != DATAGRAM && state != CONNECTED) {
                result = family == SocketName.UNIX ? -Errno.EINVAL : -Errno.ENOTCONN;
            } else {
                result = waits ? sleep(limit) : -Errno.EAGAIN;
            }
        }
        return result;
    }

    /** Whether nothing comes any more, and no error is left to be told. */
    private boolean isOver() {
        return isReadingOver || type != DATAGRAM && error == 0 && state == CONNECTED && (peer.state == CLOSED || peer.isWritingOver);
    }

    /** A message as a whole; what does not fit is lost. @return bytes moved, or with {@link #WHOLE_LENGTH} those there were */
    private long takeMessage(Uio to, int flags, Received details) {
        int n = (int) Math.min(first.left(), to.residual());
        if (n > 0 && to.moveOut(first.at(), n) != 0) {
            return -Errno.EFAULT;
        }
        describe(first, (flags & PEEK) != 0, details);
        if (details != null) {
            details.isCut = n < first.left();
        }
        return (flags & WHOLE_LENGTH) != 0 ? first.left() : n;
    }

    /** As much of a stream's message as there is room for. @return bytes moved, or an error */
    private int takePart(Uio to, Message message, int flags, Received details) {
        int n = (int) Math.min(message.left(), to.residual());
        if (n > 0 && to.moveOut(message.at(), n) != 0) {
            return -Errno.EFAULT;
        }
        describe(message, (flags & PEEK) != 0, details);
        if ((flags & PEEK) == 0) {
            message.taken += n;
            queued -= n;
            wake();
        }
        return n;
    }

    private static void describe(Message message, boolean stays, Received details) {
        if (details != null && details.from == null && message.from != null) {
            details.from = Bytes.copyOf(message.from);
        }
        if (details != null && details.files == null && message.files != null && !stays) {
            details.files = message.files;
            message.files = null;
            count(details.files, -1);
        }
    }

    private Message removeFirst() {
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
            wake();
            if (peer != null) {
                peer.wake();
            }
        }
        LOCK.release();
        return result;
    }

    /** Its one open file is no more. */
    @Override
    @MaxDepth(4)
    public void close(int flags) {
        LOCK.acquire();
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
            waited.close(0);
            waited.release();
            waited = next;
        }
    }

    @Override
    public int ready(int flags) {
        LOCK.acquire();
        int events = first != null || firstWaiting != null ? Readiness.IN : 0;
        if (type == DATAGRAM) {
            events |= Readiness.OUT;
        } else if (state == CONNECTED) {
            boolean isEnd = isOver();
            boolean isBroken = peer.state == CLOSED || isReadingOver && isWritingOver || isEnd && isWritingOver;
            events |= isEnd ? Readiness.IN | READ_HANG_UP : 0;
            events |= isBroken ? Readiness.HANG_UP : 0;
            events |= isBroken || peer.queued < CAPACITY ? Readiness.OUT : 0;
        } else if (state == IDLE) {
            events |= Readiness.OUT | Readiness.HANG_UP;
        }
        events |= error != 0 ? Readiness.ERROR : 0;
        LOCK.release();
        return events;
    }

    /** Bytes that could be read: {@code FIONREAD}. */
    public int available() {
        LOCK.acquire();
        int bytes = type == STREAM ? queued : first == null ? 0 : first.left();
        LOCK.release();
        return bytes;
    }
}
