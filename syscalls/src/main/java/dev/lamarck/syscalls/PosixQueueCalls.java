package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.Permission;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.ipc.PosixQueue;
import dev.lamarck.kernel.ipc.PosixQueues;
import dev.lamarck.kernel.ipc.QueuedMessage;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Text;
import dev.lamarck.toolchain.magic.Uva;

/** POSIX message queues. A queue's descriptor is one of a file that only these calls read and write. */
final class PosixQueueCalls {
    private static final int LONGEST_NAME = 256;
    private static final int DEFAULT_MOST = 10;
    private static final int DEFAULT_LONGEST = 8192;
    /** For the superuser. */
    private static final int UPPER_MOST = 1024;
    private static final int UPPER_LONGEST = 65536;
    private static final int PRIORITIES = 32768;

    // struct mq_attr
    private static final int ATTRIBUTE_BYTES = 64;
    private static final int MOST = 8;
    private static final int LONGEST = 16;
    private static final int COUNT = 24;

    /** The name comes without the slash that it has in POSIX. */
    @Syscall(SyscallNumber.MQ_OPEN)
    static long mqOpen(@Uva long name, long flags, long mode, @Uva long attributes) {
        byte[] text = new byte[LONGEST_NAME];
        int length = readName(name, text);
        long result = length < 0 ? length : open(text, length, (int) flags, (int) mode, attributes);
        Kmem.free(text);
        return result;
    }

    /** @return the length, or why it is no name */
    private static int readName(@Uva long name, byte[] text) {
        int length = UserMemory.copyInString(name, text);
        if (length == 0) {
            return -Errno.ENOENT;
        }
        boolean isPath = length > 0 && Bytes.indexOf(text, 0, length, '/') < length || Bytes.is(text, Math.max(0, length), Text.bytes(".")) || Bytes.is(text, Math.max(0, length), Text.bytes(".."));
        return isPath ? -Errno.EACCES : length;
    }

    private static int open(byte[] name, int length, int flags, int mode, @Uva long attributes) {
        PosixQueue queue = PosixQueues.find(name, length);
        if (queue != null && (flags & OpenFlags.CREATE) != 0 && (flags & OpenFlags.EXCLUSIVE) != 0) {
            queue.release();
            return -Errno.EEXIST;
        }
        if (queue == null && (flags & OpenFlags.CREATE) == 0) {
            return -Errno.ENOENT;
        }
        if (queue == null) {
            return create(name, length, flags, mode, attributes);
        }
        int wanted = (OpenFlags.reads(flags) ? Permission.READ : 0) | (OpenFlags.writes(flags) ? Permission.WRITE : 0);
        return openHeld(queue, Permission.check(queue, wanted), flags);
    }

    private static int create(byte[] name, int length, int flags, int mode, @Uva long attributes) {
        byte[] structure = new byte[ATTRIBUTE_BYTES];
        BigEndian.put64(structure, MOST, DEFAULT_MOST);
        BigEndian.put64(structure, LONGEST, DEFAULT_LONGEST);
        int error = attributes == 0 ? 0 : UserMemory.copyIn(attributes, structure, 0, ATTRIBUTE_BYTES);
        error = error == 0 ? attributeRefusal(structure) : error;
        int most = (int) BigEndian.get64(structure, MOST);
        int longest = (int) BigEndian.get64(structure, LONGEST);
        Kmem.free(structure);
        if (error != 0) {
            return error;
        }
        PosixQueue queue = new PosixQueue(mode & ~Proc.current().files.creationMask(), most, longest);
        return openHeld(queue, PosixQueues.add(name, length, queue), flags);
    }

    /** A descriptor for a queue, whose hold it takes over, unless there is an error. */
    private static int openHeld(PosixQueue queue, int error, int flags) {
        int descriptor = error == 0 ? FileOpen.openNamed(Proc.current().files, queue, flags) : error;
        if (descriptor < 0) {
            queue.release();
        }
        return descriptor;
    }

    private static int attributeRefusal(byte[] structure) {
        boolean isSuperuser = Proc.current().isSuperuser();
        long most = BigEndian.get64(structure, MOST);
        long longest = BigEndian.get64(structure, LONGEST);
        boolean isGood = most > 0 && longest > 0 && most <= (isSuperuser ? UPPER_MOST : DEFAULT_MOST) && longest <= (isSuperuser ? UPPER_LONGEST : DEFAULT_LONGEST);
        return !isGood ? -Errno.EINVAL : Pages.mayGive(1) ? 0 : -Errno.ENOMEM;
    }

    @Syscall(SyscallNumber.MQ_UNLINK)
    static long mqUnlink(@Uva long name) {
        byte[] text = new byte[LONGEST_NAME];
        int length = readName(name, text);
        long result = length < 0 ? length : PosixQueues.remove(text, length);
        Kmem.free(text);
        return result;
    }

    /** The queue of an open file; null if it is none. */
    private static PosixQueue queueOf(OpenFile file) {
        return file != null && file.vnode() instanceof PosixQueue ? (PosixQueue) file.vnode() : null;
    }

    private static boolean waits(OpenFile file) {
        return (file.flags() & OpenFlags.NONBLOCKING) == 0;
    }

    /** The moment at which a wait ends, given by the date; −EFAULT or −EINVAL if it is none. */
    private static long limit(@Uva long time) {
        if (time == 0) {
            return Clock.NEVER;
        }
        if (!UserWord.isReadable(time) || !UserWord.isReadable(time + 8)) {
            return -Errno.EFAULT;
        }
        boolean isTime = UserWord.get(time) >= 0 && UserWord.get(time + 8) >= 0 && UserWord.get(time + 8) < Times.NANOSECONDS;
        return isTime ? Math.max(0, Clocks.moment(true, UserWord.get(time), UserWord.get(time + 8))) : -Errno.EINVAL;
    }

    @Syscall(SyscallNumber.MQ_TIMEDSEND)
    static long mqTimedsend(long descriptor, @Uva long from, long length, long priority, @Uva long time) {
        long limit = limit(time);
        if (Errno.isError(limit) || (priority & 0xFFFF_FFFFL) >= PRIORITIES) {
            return Errno.isError(limit) ? limit : -Errno.EINVAL;
        }
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        PosixQueue queue = queueOf(file);
        long result = -Errno.EBADF;
        if (queue != null && OpenFlags.writes(file.flags())) {
            result = length < 0 || length > queue.longest() ? -Errno.EMSGSIZE : send(queue, from, (int) length, priority, waits(file), limit);
        }
        files.release(file);
        return result;
    }

    private static int send(PosixQueue queue, @Uva long from, int length, long priority, boolean waits, long limit) {
        QueuedMessage message = QueuedMessage.make(priority, length);
        if (message == null) {
            return -Errno.ENOMEM;
        }
        int result = message.copyIn(from);
        if (result == 0) {
            result = queue.send(message, waits, limit);
        }
        if (result != 0) {
            message.free();
        }
        return result;
    }

    @Syscall(SyscallNumber.MQ_TIMEDRECEIVE)
    static long mqTimedreceive(long descriptor, @Uva long to, long length, @Uva long priority, @Uva long time) {
        long limit = limit(time);
        if (Errno.isError(limit)) {
            return limit;
        }
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        PosixQueue queue = queueOf(file);
        long result = -Errno.EBADF;
        if (queue != null && OpenFlags.reads(file.flags())) {
            result = length < queue.longest() ? -Errno.EMSGSIZE : receive(queue, to, priority, waits(file), limit);
        }
        files.release(file);
        return result;
    }

    private static long receive(PosixQueue queue, @Uva long to, @Uva long priority, boolean waits, long limit) {
        QueuedMessage[] taken = new QueuedMessage[1];
        long result = queue.receive(taken, waits, limit);
        if (result == 0) {
            result = taken[0].copyOut(to, taken[0].length());
            if (result == 0 && priority != 0) {
                result = UserMemory.store32(priority, (int) taken[0].type());
            }
            result = result == 0 ? taken[0].length() : result;
            taken[0].free();
        }
        Kmem.free(taken);
        return result;
    }

    // struct sigevent
    private static final int EVENT_BYTES = 16;
    private static final int EVENT_SIGNAL = 8;
    private static final int EVENT_NOTIFY = 12;
    private static final int NOTIFY_SIGNAL = 0;
    private static final int NOTIFY_NOT = 1;

    @Syscall(SyscallNumber.MQ_NOTIFY)
    static long mqNotify(long descriptor, @Uva long event) {
        byte[] structure = new byte[EVENT_BYTES];
        long error = event == 0 ? 0 : UserMemory.copyIn(event, structure, 0, EVENT_BYTES);
        int notify = BigEndian.get32(structure, EVENT_NOTIFY);
        int signal = notify == NOTIFY_NOT ? 0 : BigEndian.get32(structure, EVENT_SIGNAL);
        long value = BigEndian.get64(structure, 0);
        Kmem.free(structure);
        boolean isBad = event != 0 && (notify != NOTIFY_SIGNAL && notify != NOTIFY_NOT || signal < 0 || signal > Signal.COUNT);
        if (error != 0 || isBad) {
            return error != 0 ? error : -Errno.EINVAL;
        }
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        PosixQueue queue = queueOf(file);
        if (queue == null) {
            error = -Errno.EBADF;
        } else if (event == 0) {
            queue.tellNobody();
        } else {
            error = queue.tell(signal, value);
        }
        files.release(file);
        return error;
    }

    @Syscall(SyscallNumber.MQ_GETSETATTR)
    static long mqGetsetattr(long descriptor, @Uva long wanted, @Uva long old) {
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        PosixQueue queue = queueOf(file);
        long flags = wanted == 0 || !UserWord.isReadable(wanted) ? 0 : UserWord.get(wanted);
        long error = queue == null ? -Errno.EBADF : wanted != 0 && !UserWord.isReadable(wanted) ? -Errno.EFAULT : (flags & ~OpenFlags.NONBLOCKING) != 0 ? -Errno.EINVAL : 0;
        if (error == 0 && old != 0) {
            byte[] structure = new byte[ATTRIBUTE_BYTES];
            BigEndian.put64(structure, 0, file.flags() & OpenFlags.NONBLOCKING);
            BigEndian.put64(structure, MOST, queue.most());
            BigEndian.put64(structure, LONGEST, queue.longest());
            BigEndian.put64(structure, COUNT, queue.count());
            error = IpcStructures.give(structure, old);
        }
        if (error == 0 && wanted != 0) {
            file.setFlags((int) flags);
        }
        files.release(file);
        return error;
    }

    private PosixQueueCalls() {}
}
