package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.StreamFile;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.kernel.sync.WaitQueue;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.MaxDepth;

/**
 * A socket: a queue of what was sent to it, and what it knows of others. It has one open file, whose end is its own; what remains then is for those who
 * still hold it to see. How it finds others is in {@link Connecting}, what passes between them in {@link Sending} and {@link Receiving}.
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

    static final int IDLE = 0;
    static final int LISTENING = 1;
    static final int CONNECTED = 2;
    static final int CLOSED = 3;

    public final int family;
    public final int type;
    int state;
    byte[] name;
    boolean isBound;
    /** Of AF_UNIX, bound to a path: its name there, held. */
    SocketNode node;
    Socket nextNamed;
    /** Whom it is connected to, or to whom its datagrams go; held. */
    Socket peer;
    byte[] peerName;
    Message first;
    private Message last;
    int queued;
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
    int nameIfNeeded() {
        return family == SocketName.INTERNET && !isBound ? InternetNames.bind(this, 0, 0) : 0;
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

    /** Waits for {@link #wake}, the lock released meanwhile. @return 0, −EAGAIN after a moment in cycles since reset, −ERESTART */
    int sleep(long limit) {
        Sched.LOCK.acquire();
        LOCK.releaseUnderDispatcher();
        int result = Clock.sleepOn(sleepers, limit);
        Sched.LOCK.release();
        LOCK.acquire();
        return result == -Errno.ETIMEDOUT ? -Errno.EAGAIN : result == -Errno.EINTR ? limit == Clock.NEVER ? -Errno.ERESTART : -Errno.EINTR : result;
    }

    /** The moment at which a wait of so many cycles ends, 0 for one without end. */
    static long limit(long timeout) {
        return timeout == 0 ? Clock.NEVER : Clock.after(timeout);
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
        queued += message.length;
        wake();
    }

    /** Whether nothing comes any more, and no error is left to be told. */
    boolean isOver() {
        return isReadingOver || type != DATAGRAM && error == 0 && state == CONNECTED && (peer.state == CLOSED || peer.isWritingOver);
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
