package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.ipc.IpcObject;
import dev.lamarck.kernel.ipc.MessageQueue;
import dev.lamarck.kernel.ipc.MessageQueues;
import dev.lamarck.kernel.ipc.QueuedMessage;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** System V message queues. */
final class MessageCalls {
    private static final int NONBLOCKING = 0x800;
    private static final int CUT = 0x1000;
    private static final int EXCEPT = 0x2000;
    private static final int KNOWN_TO_RECEIVE = NONBLOCKING | CUT | EXCEPT;
    private static final int LONGEST = 8192;
    /** Before the message's bytes is its type. */
    private static final int TYPE_BYTES = 8;

    @Syscall(SyscallNumber.MSGGET)
    static long msgget(long key, long flags) {
        return MessageQueues.ALL.get((int) key, 0, (int) flags);
    }

    @Syscall(SyscallNumber.MSGSND)
    static long msgsnd(long id, @Uva long from, long length, long flags) {
        if (length < 0 || length > LONGEST || (int) id < 0) {
            return -Errno.EINVAL;
        }
        if (!UserWord.isReadable(from)) {
            return -Errno.EFAULT;
        }
        long type = UserWord.get(from);
        if (type < 1) {
            return -Errno.EINVAL;
        }
        QueuedMessage message = QueuedMessage.make(type, (int) length);
        if (message == null) {
            return -Errno.ENOMEM;
        }
        int result = message.copyIn(from + TYPE_BYTES);
        if (result == 0) {
            result = send((int) id, message, (flags & NONBLOCKING) == 0);
        }
        if (result != 0) {
            message.free();
        }
        return result;
    }

    private static int send(int id, QueuedMessage message, boolean waits) {
        IpcObject found = MessageQueues.ALL.begin(id);
        if (found == null) {
            return -Errno.EINVAL;
        }
        int result = found.permits(IpcObject.WRITE) ? ((MessageQueue) found).send(message, waits) : -Errno.EACCES;
        MessageQueues.ALL.finish(found);
        return result;
    }

    @Syscall(SyscallNumber.MSGRCV)
    static long msgrcv(long id, @Uva long to, long length, long type, long flags) {
        if (length < 0 || ((int) flags & ~KNOWN_TO_RECEIVE) != 0) {
            return -Errno.EINVAL;
        }
        IpcObject found = MessageQueues.ALL.begin((int) id);
        if (found == null) {
            return -Errno.EINVAL;
        }
        QueuedMessage[] taken = new QueuedMessage[1];
        long most = (flags & CUT) != 0 ? -1 : length;
        long result = found.permits(IpcObject.READ)
                ? ((MessageQueue) found).receive(type, (flags & EXCEPT) != 0, most, (flags & NONBLOCKING) == 0, taken) : -Errno.EACCES;
        MessageQueues.ALL.finish(found);
        if (result == 0) {
            result = give(taken[0], to, length);
        }
        Kmem.free(taken);
        return result;
    }

    /** @return how many bytes, or −EFAULT; the message is gone */
    private static int give(QueuedMessage message, @Uva long to, long length) {
        int count = (int) Math.min(length, message.length());
        byte[] type = new byte[TYPE_BYTES];
        BigEndian.put64(type, 0, message.type());
        int error = UserMemory.copyOut(type, 0, to, TYPE_BYTES);
        error = error == 0 ? message.copyOut(to + TYPE_BYTES, count) : error;
        Kmem.free(type);
        message.free();
        return error == 0 ? count : error;
    }

    // struct msqid64_ds
    private static final int STATUS_BYTES = 120;
    private static final int SENT_AT = 48;
    private static final int RECEIVED_AT = 56;
    private static final int CHANGED_AT = 64;
    private static final int BYTES = 72;
    private static final int MESSAGES = 80;
    private static final int ROOM = 88;
    private static final int LAST_SENDER = 96;
    private static final int LAST_RECEIVER = 100;

    /** Of the object at a place in the table, whose number is the result: how {@code ipcs} finds all. */
    private static final int STATUS_OF_PLACE = 11;

    @Syscall(SyscallNumber.MSGCTL)
    static long msgctl(long id, long command, @Uva long structure) {
        boolean isPlace = IpcStructures.command(command) == STATUS_OF_PLACE;
        IpcObject found = IpcStructures.begin(MessageQueues.ALL, id, isPlace);
        if (found == null) {
            return -Errno.EINVAL;
        }
        MessageQueue queue = (MessageQueue) found;
        long result = switch (IpcStructures.command(command)) {
            case IpcStructures.REMOVE -> IpcStructures.remove(MessageQueues.ALL, queue);
            case IpcStructures.SET -> set(queue, structure);
            case IpcStructures.STATUS, STATUS_OF_PLACE -> status(queue, structure);
            default -> -Errno.EINVAL;
        };
        result = isPlace && result == 0 ? found.id() : result;
        MessageQueues.ALL.finish(found);
        return result;
    }

    private static int set(MessageQueue queue, @Uva long structure) {
        if (!UserWord.isReadable(structure + ROOM)) {
            return -Errno.EFAULT;
        }
        int error = queue.changeRefusal();
        error = error == 0 ? queue.setRoom(UserWord.get(structure + ROOM)) : error;
        return error == 0 ? IpcStructures.set(queue, structure) : error;
    }

    private static int status(MessageQueue queue, @Uva long to) {
        int error = IpcStructures.readRefusal(queue);
        if (error != 0) {
            return error;
        }
        byte[] status = new byte[STATUS_BYTES];
        IpcStructures.putPermissions(status, queue);
        BigEndian.put64(status, SENT_AT, queue.sentAt());
        BigEndian.put64(status, RECEIVED_AT, queue.receivedAt());
        BigEndian.put64(status, CHANGED_AT, queue.changed());
        BigEndian.put64(status, BYTES, queue.bytes());
        BigEndian.put64(status, MESSAGES, queue.messages());
        BigEndian.put64(status, ROOM, queue.room());
        BigEndian.put32(status, LAST_SENDER, queue.lastSender());
        BigEndian.put32(status, LAST_RECEIVER, queue.lastReceiver());
        return IpcStructures.give(status, to);
    }

    private MessageCalls() {}
}
