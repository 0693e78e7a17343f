package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.Sched;

/** A System V message queue. */
public final class MessageQueue extends IpcObject {
    private static final int ROOM = 16384;

    private QueuedMessage first;
    private QueuedMessage last;
    private int messages;
    private long bytes;
    private long room = ROOM;
    private int lastSender;
    private int lastReceiver;
    private long sentAt;
    private long receivedAt;

    MessageQueue(int key, int mode) {
        super(key, mode);
    }

    public int messages() {
        return messages;
    }

    public long bytes() {
        return bytes;
    }

    public long room() {
        return room;
    }

    /** Of how many bytes the messages may be together. Only the superuser gives more than there are at first. @return 0 or −EPERM */
    public int setRoom(long wanted) {
        if (wanted > ROOM && !Proc.current().isSuperuser()) {
            return -Errno.EPERM;
        }
        room = wanted;
        Readiness.changed();
        return 0;
    }

    public int lastSender() {
        return lastSender;
    }

    public int lastReceiver() {
        return lastReceiver;
    }

    public long sentAt() {
        return sentAt;
    }

    public long receivedAt() {
        return receivedAt;
    }

    /** Puts a message at the end, which it then owns, waiting for room if wanted. @return 0, −EAGAIN, −EINTR, −EIDRM */
    public int send(QueuedMessage message, boolean waits) {
        while (true) {
            int seen = Readiness.changes();
            Sched.disablePreemption();
            boolean fits = bytes + message.length() <= room && messages < room;
            int result = isRemoved() ? -Errno.EIDRM : fits ? 0 : -Errno.EAGAIN;
            if (result == 0) {
                append(message);
            }
            Sched.enablePreemption();
            if (result == 0) {
                Readiness.changed();
            }
            if (result != -Errno.EAGAIN || !waits) {
                return result;
            }
            int error = Readiness.await(seen, Clock.NEVER);
            if (error != 0) {
                return isRemoved() ? -Errno.EIDRM : error;
            }
        }
    }

    private void append(QueuedMessage message) {
        message.next = null;
        if (first == null) {
            first = message;
        } else {
            last.next = message;
        }
        last = message;
        messages++;
        bytes += message.length();
        lastSender = Proc.current().pid;
        sentAt = TimeOfDay.seconds();
    }

    /**
     * Takes a message, waiting for one if wanted: the first (type 0), the first of a type, or of any other type ({@code except}), or of the lowest type up to −type.
     *
     * @param most bytes that it may have, unless it may be cut; −1 if any
     * @param taken its first element gets it
     * @return 0, −ENOMSG, −E2BIG, −EINTR, −EIDRM
     */
    public int receive(long type, boolean except, long most, boolean waits, QueuedMessage[] taken) {
        while (true) {
            int seen = Readiness.changes();
            Sched.disablePreemption();
            QueuedMessage found = isRemoved() ? null : find(type, except);
            int result = isRemoved() ? -Errno.EIDRM : found == null ? -Errno.ENOMSG : most >= 0 && found.length() > most ? -Errno.E2BIG : 0;
            if (result == 0) {
                take(found);
                taken[0] = found;
            }
            Sched.enablePreemption();
            if (result == 0) {
                Readiness.changed();
            }
            if (result != -Errno.ENOMSG || !waits) {
                return result;
            }
            int error = Readiness.await(seen, Clock.NEVER);
            if (error != 0) {
                return isRemoved() ? -Errno.EIDRM : error;
            }
        }
    }

    private QueuedMessage find(long type, boolean except) {
        QueuedMessage best = null;
        for (QueuedMessage each = first; each != null; each = each.next) {
            boolean fits = type == 0 || type > 0 && each.type() == type != except || type < 0 && each.type() <= -type;
            if (fits && (best == null || type < 0 && each.type() < best.type())) {
                best = each;
            }
        }
        return best;
    }

    private void take(QueuedMessage taken) {
        QueuedMessage before = null;
        for (QueuedMessage each = first; each != taken; each = each.next) {
            before = each;
        }
        if (before == null) {
            first = taken.next;
        } else {
            before.next = taken.next;
        }
        if (last == taken) {
            last = before;
        }
        messages--;
        bytes -= taken.length();
        lastReceiver = Proc.current().pid;
        receivedAt = TimeOfDay.seconds();
    }

    @Override
    void removed() {
        Readiness.changed();
    }

    @Override
    void free() {
        while (first != null) {
            QueuedMessage gone = first;
            first = gone.next;
            gone.free();
        }
        Kmem.free(this);
    }
}
