package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Permission;
import dev.lamarck.kernel.fs.Vnode;

/** The names of the POSIX message queues: the directory {@code /dev/mqueue}, in which there may be other files too. */
public final class PosixQueues {
    private static Vnode directory;

    /** Takes the hold over. */
    public static void start(Vnode names) {
        directory = names;
    }

    /** The queue with a name, held; null if there is none. */
    public static PosixQueue find(byte[] name, int length) {
        Vnode found = directory.lookup(name, 0, length);
        boolean isQueue = found instanceof PosixQueue;
        if (found != null && !isQueue) {
            found.release();
        }
        return isQueue ? (PosixQueue) found : null;
    }

    /** Names a queue. @return 0 or −EEXIST */
    public static int add(byte[] name, int length, PosixQueue queue) {
        queue.setOwner(Permission.user(), Permission.group());
        return directory.link(name, 0, length, queue);
    }

    /** Takes a queue's name; who has it open may go on. @return 0, −ENOENT or −EACCES */
    public static int remove(byte[] name, int length) {
        PosixQueue queue = find(name, length);
        if (queue == null) {
            return -Errno.ENOENT;
        }
        int error = Permission.isOwn(queue) ? directory.remove(name, 0, length, false) : -Errno.EACCES;
        queue.release();
        return error;
    }

    private PosixQueues() {}
}
