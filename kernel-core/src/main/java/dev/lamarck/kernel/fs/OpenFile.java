package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Limits;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.toolchain.magic.Cell32;
import dev.lamarck.toolchain.magic.Cell64;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * A file as opened once: where the next read begins, and what is allowed. Descriptors of several processes may share one; each is a
 * hold. The offset is guarded by the vnode's transfer lock.
 */
public final class OpenFile {
    public static final int FROM_START = 0;
    public static final int FROM_HERE = 1;
    public static final int FROM_END = 2;
    /** To the next byte that has been written, or the next that has not: a file is taken to have no holes but the one behind its end. */
    private static final int TO_DATA = 3;
    private static final int TO_HOLE = 4;
    /** What {@code fcntl} may change: the rest is fixed at open. */
    private static final int CHANGEABLE = OpenFlags.APPEND | OpenFlags.NONBLOCKING;
    private static final int ONLY_AT_OPEN = OpenFlags.CREATE | OpenFlags.EXCLUSIVE | OpenFlags.TRUNCATE | OpenFlags.CLOSE_ON_EXEC;

    private static final Cell64 LAST_SERIAL = new Cell64(0);

    private final Vnode vnode;
    /** No other open file has, had or will have the same. */
    private final long serial = LAST_SERIAL.getAndAdd(1);
    private final Cell32 holds = new Cell32(1);
    /** Where it was opened, null if that is not known: its path is looked for from there. */
    private final Vnode directory;
    private int flags;
    private long offset;

    /** Takes the vnode's hold over. */
    OpenFile(Vnode vnode, int flags) {
        this(vnode, null, flags);
    }

    /** Takes both holds over. */
    OpenFile(Vnode vnode, Vnode directory, int flags) {
        this.vnode = vnode;
        this.directory = directory;
        this.flags = flags & ~ONLY_AT_OPEN;
    }

    public Vnode vnode() {
        return vnode;
    }

    /** The directory that had the name by which it was opened; null if there is none. */
    Vnode directory() {
        return directory;
    }

    public long serial() {
        return serial;
    }

    public int flags() {
        return flags;
    }

    public void setFlags(int wanted) {
        flags = flags & ~CHANGEABLE | wanted & CHANGEABLE;
    }

    public void hold() {
        holds.getAndAdd(1);
    }

    /** One user less; the last ends it, and what waits in a socket with it: sockets, in their queues other files. */
    @Symbol("closef")
    @MaxDepth(4)
    public void release() {
        if (holds.getAndAdd(-1) == 1) {
            RecordLocks.releaseAll(vnode, this);
            vnode.close(flags);
            vnode.release();
            if (directory != null) {
                directory.release();
            }
            Kmem.free(holds);
            Kmem.free(this);
        }
    }

    public long read(Uio to) {
        if (!OpenFlags.reads(flags)) {
            return -Errno.EBADF;
        }
        to.setFlags(flags);
        vnode.lockTransfers();
        long n = vnode.readTo(offset, to);
        if (n > 0 && !vnode.isStream()) {
            offset += n;
        }
        vnode.unlockTransfers();
        return n;
    }

    public long write(Uio from) {
        if (!OpenFlags.writes(flags)) {
            return -Errno.EBADF;
        }
        from.setFlags(flags);
        vnode.lockTransfers();
        if ((flags & OpenFlags.APPEND) != 0) {
            offset = vnode.size();
        }
        long n = isTooLong(offset, from) ? -Errno.EFBIG : vnode.writeFrom(offset, from);
        if (n > 0 && !vnode.isStream()) {
            offset += n;
        }
        vnode.unlockTransfers();
        vnode.written();
        return n;
    }

    /** Whether a write begins where the process's limit lets no file reach, of which it then is told; one that begins below is cut there. */
    private boolean isTooLong(long position, Uio from) {
        Proc self = Proc.current();
        long limit = self == null || vnode.kind() != FileMode.REGULAR ? Limits.UNLIMITED : self.limits.soft(Limits.FILE_SIZE);
        if (limit == Limits.UNLIMITED || from.residual() == 0) {
            return false;
        }
        if (position >= limit) {
            Signals.sendToCurrent(Signal.SIGXFSZ);
            return true;
        }
        from.limit(limit - position);
        return false;
    }

    public long readAt(long position, Uio to) {
        if (!OpenFlags.reads(flags)) {
            return -Errno.EBADF;
        }
        if (!vnode.takesPositions()) {
            return -Errno.ESPIPE;
        }
        vnode.shareTransfers();
        long n = vnode.readTo(position, to);
        vnode.unshareTransfers();
        return n;
    }

    public long writeAt(long position, Uio from) {
        if (!OpenFlags.writes(flags)) {
            return -Errno.EBADF;
        }
        if (!vnode.takesPositions()) {
            return -Errno.ESPIPE;
        }
        vnode.lockTransfers();
        // Appending wins over the position, as on Linux.
        long at = (flags & OpenFlags.APPEND) != 0 ? vnode.size() : position;
        long n = isTooLong(at, from) ? -Errno.EFBIG : vnode.writeFrom(at, from);
        vnode.unlockTransfers();
        vnode.written();
        return n;
    }

    /** Moves the offset; where it then is. */
    @MaxDepth(2)
    public long seek(long distance, int from) {
        if (vnode.isStream()) {
            return vnode.takesPositions() ? 0 : -Errno.ESPIPE;
        }
        if (from < FROM_START || from > TO_HOLE) {
            return -Errno.EINVAL;
        }
        if (from == TO_DATA || from == TO_HOLE) {
            long size = vnode.size();
            return distance < 0 || distance >= size ? -Errno.ENXIO : seek(from == TO_DATA ? distance : size, FROM_START);
        }
        vnode.lockTransfers();
        long origin = from == FROM_START ? 0 : from == FROM_HERE ? offset : vnode.size();
        long target = origin + distance;
        boolean valid = target >= 0;
        if (valid) {
            offset = target;
        }
        vnode.unlockTransfers();
        return valid ? target : -Errno.EINVAL;
    }

    /** Makes a file this long, if the process's limit lets it be; else the process is told. */
    public static int truncate(Vnode file, long length) {
        if (length > file.size() && length > Proc.current().limits.soft(Limits.FILE_SIZE) && Proc.current().limits.soft(Limits.FILE_SIZE) != Limits.UNLIMITED) {
            Signals.sendToCurrent(Signal.SIGXFSZ);
            return -Errno.EFBIG;
        }
        int error = UncommonOpening.refusal(file, OpenFlags.WRITE_ONLY);
        return error == 0 ? file.truncate(length) : error;
    }

    public int truncate(long length) {
        return OpenFlags.writes(flags) ? truncate(vnode, length) : -Errno.EINVAL;
    }

    /** Shows a directory's entries from the offset on. The visitor tells where it stopped. */
    public int list(DirectoryVisitor visitor) {
        return vnode.list(offset, visitor);
    }

    /** Where a listing goes on. */
    public void setListPosition(long position) {
        offset = position;
    }
}
