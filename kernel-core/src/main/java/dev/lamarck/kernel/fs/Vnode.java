package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.PageSource;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.kernel.sync.ReaderWriterLock;
import dev.lamarck.toolchain.magic.Cell32;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * A file of any kind. Operations that a kind lacks keep the refusal they have here. What a vnode says about itself (mode, links, times)
 * is guarded by its lock, which is never held while user memory is touched: that may fault, and a fault may read any file.
 */
public abstract class Vnode implements PageSource {
    private static final int IN_MEMORY = 1;
    private static final Cell32 LAST_NUMBER = new Cell32(1);

    private final Cell32 holds = new Cell32(1);
    protected final Mutex lock = new Mutex();
    private final ReaderWriterLock transfers = new ReaderWriterLock();
    private final long number;
    /** Guarded by {@link RecordLocks}. */
    RecordLock recordLocks;
    private int mode;
    private int owner;
    private int group;
    protected int links;
    protected long accessed;
    protected long modified;
    protected long changed;

    /** A number for a file that is not derived from something else. */
    protected static long newNumber() {
        return LAST_NUMBER.getAndAdd(1) + 1;
    }

    protected Vnode(int mode, long number) {
        this.mode = mode;
        this.number = number;
        accessed = TimeOfDay.stamp();
        modified = accessed;
        changed = accessed;
    }

    public final int kind() {
        return mode & FileMode.KIND;
    }

    public final boolean isDirectory() {
        return kind() == FileMode.DIRECTORY;
    }

    public final int mode() {
        return mode;
    }

    /** Unique among all files while this one exists. */
    public final long number() {
        return number;
    }

    public final int links() {
        return links;
    }

    /** The file has got or lost a name. */
    public final void countLink(int amount) {
        lock.acquire();
        links += amount;
        lock.release();
    }

    /** Sets the permission bits; the kind stays. */
    public final void setPermissions(int permissions) {
        mode = kind() | permissions & FileMode.PERMISSIONS;
        attributesChanged();
    }

    public final int owner() {
        return owner;
    }

    public final int group() {
        return group;
    }

    /** Whose it is, as it was made or as is kept elsewhere. */
    protected final void keepOwner(int user, int users) {
        owner = user;
        group = users;
    }

    /** Whose it is from now on. A program that runs as its owner does so no more. */
    public final void setOwner(int user, int users) {
        keepOwner(user, users);
        if (kind() == FileMode.REGULAR && (mode & FileMode.ANY_EXECUTE) != 0) {
            mode &= ~FileMode.RUNS_AS_OWNER;
        }
        changed = TimeOfDay.stamp();
        attributesChanged();
    }

    /** The current process has written to it. A program that runs as its owner does so no more, unless that was the superuser. */
    final void written() {
        if ((mode & FileMode.RUNS_AS_OWNER) != 0 && kind() == FileMode.REGULAR && Permission.user() != 0) {
            setPermissions(mode & ~FileMode.RUNS_AS_OWNER);
        }
    }

    /** Mode, owner or times have been set. */
    protected void attributesChanged() {}

    /** Sets the times of the last access and of the last change of contents, in nanoseconds since 1970, as exactly as they can be kept. */
    public final void setTimes(long access, long modification) {
        lock.acquire();
        accessed = kept(access);
        modified = kept(modification);
        changed = TimeOfDay.stamp();
        lock.release();
        attributesChanged();
    }

    /** The time that is kept for a time. */
    protected long kept(long nanoseconds) {
        return nanoseconds;
    }

    /** Nanoseconds since 1970, as the two times below. */
    public final long accessed() {
        return accessed;
    }

    public final long modified() {
        return modified;
    }

    public final long changed() {
        return changed;
    }

    @Override
    @Symbol("vn_hold")
    public final void hold() {
        holds.getAndAdd(1);
    }

    /** How many holds there are. */
    public final int holders() {
        return holds.get();
    }

    /** For who knows of it without holding it. @return whether there is a hold, and now one more; if not, it is about to end */
    protected final boolean holdIfHeld() {
        int held = holds.get();
        while (held > 0) {
            int found = holds.compareAndSwap(held, held + 1);
            if (found == held) {
                return true;
            }
            held = found;
        }
        return false;
    }

    /** Gives a hold back; the last one ends the vnode, and with it perhaps the hold on its directory. */
    @Override
    @Symbol("vn_rele")
    @MaxDepth(2)
    public final void release() {
        if (holds.getAndAdd(-1) == 1) {
            inactive();
            lock.free();
            transfers.free();
            Kmem.free(holds);
            Kmem.free(this);
        }
    }

    /** Frees what the vnode owns. Nobody holds it any more. */
    protected void inactive() {}

    /** Makes a read or write one step for the others, the file's offset included; {@code VOP_RWLOCK}. */
    public void lockTransfers() {
        transfers.acquire();
    }

    public void unlockTransfers() {
        transfers.release();
    }

    /** Makes a read that moves no offset one step for writers. */
    public void shareTransfers() {
        transfers.acquireShared();
    }

    public void unshareTransfers() {
        transfers.releaseShared();
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public @Kva long share(long offset) {
        return 0;
    }

    @Override
    public int prepareWrite(long offset) {
        return 0;
    }

    /** What is not on a volume is. */
    @Override
    public boolean isInMemory(long offset) {
        return true;
    }

    /** If not, programs get copies, and what they write to these stays theirs. */
    @Override
    public boolean sharesPages() {
        return false;
    }

    /** Whether a mapping of it is as one without a file. */
    public boolean isZeros() {
        return false;
    }

    /** A number of the file system that the file is in. */
    public int fileSystem() {
        return IN_MEMORY;
    }

    /** What the file is kept on; null if that is memory. */
    public Volume volume() {
        return null;
    }

    @Override
    public int sync() {
        return 0;
    }

    /** The device's number if this is one. */
    public long device() {
        return 0;
    }

    public int open(int flags) {
        return 0;
    }

    /** What has just been opened: this, or a new file in its place, held; null if there can be no more such files. */
    public Vnode opened() {
        return this;
    }

    /** An open file made with these flags is no more. */
    public void close(int flags) {}

    /** Moves bytes from {@code offset} on to the consumer; how many. Takes the lock, but not while bytes move. */
    public long readTo(long offset, Uio to) {
        return isDirectory() ? -Errno.EISDIR : -Errno.EINVAL;
    }

    @Override
    public final int read(long offset, @Kva long to, int bytes) {
        Uio memory = Uio.kernel(to, bytes);
        long n = readTo(offset, memory);
        Kmem.free(memory);
        return n < 0 ? (int) n : 0;
    }

    /** Moves bytes from the supplier to {@code offset} on; how many. Takes the lock, but not while bytes move. */
    public long writeFrom(long offset, Uio from) {
        return -Errno.EINVAL;
    }

    /** Makes the file this long. */
    public int truncate(long length) {
        return -Errno.EINVAL;
    }

    /** Bytes of memory or disk that the contents take. */
    public long stored() {
        return size();
    }

    /** Whether the file is a stream, without positions. */
    public boolean isStream() {
        return false;
    }

    /** Whether a position may be given with a transfer: not to a stream, but to one for which it makes no difference. */
    public boolean takesPositions() {
        return !isStream();
    }

    /** Which of {@link Readiness}'s events an open file made with these flags is ready for; files that never wait always are. */
    public int ready(int flags) {
        return Readiness.IN | Readiness.OUT;
    }

    /** From which moment on, in cycles since reset, it may have become ready without anyone's saying so; {@link Clock#NEVER} where all who make it ready say so. */
    public long readyAt() {
        return Clock.NEVER;
    }

    /** Bytes that a stream could give at once, {@code FIONREAD}; −ENOTTY if it cannot tell. */
    public int available() {
        return -Errno.ENOTTY;
    }

    /** A device's own requests; the argument may be a user address. */
    public long control(int request, long argument) {
        return -Errno.ENOTTY;
    }

    /** What {@code fcntl} has for files of its kind alone; the argument may be a user address. */
    public long command(int command, long argument) {
        return -Errno.EINVAL;
    }

    /** A symbolic link's text; not to be changed or freed. */
    public byte[] target() {
        return null;
    }

    /** What a symbolic link leads to whatever its text says, held by the link; null if its text says. */
    public Vnode destination() {
        return null;
    }

    /** Why what is not found in a directory may be there all the same: an error, or 0. */
    public int failure() {
        return 0;
    }

    /** The entry of that name, held; null if there is none. The names {@code .} and {@code ..} never reach this. */
    public Vnode lookup(byte[] name, int at, int length) {
        return null;
    }

    /** Whether a directory still has a name, so that entries may be made in it. */
    public boolean exists() {
        return true;
    }

    /** The directory above, held; the root is above itself. */
    public Vnode parent() {
        hold();
        return this;
    }

    /**
     * Makes a file for the path's component at hand: a regular file, a directory, a named pipe, as {@code mode} says. It is then what the path has found. If the path has found
     * a regular file there already, makes that empty instead.
     *
     * @return 0, −EEXIST if the name has been taken meanwhile, −ENOENT if the directory has been removed, or another error
     */
    public int create(PathName pn, int mode) {
        return -Errno.ENOENT;
    }

    /** Makes a regular file that has no name yet; it is then what the path has found. */
    public int createUnnamed(PathName pn, int mode) {
        return -Errno.EOPNOTSUPP;
    }

    /** Adds a name for an existing file. */
    public int link(byte[] name, int at, int length, Vnode file) {
        return -Errno.EPERM;
    }

    /** Removes a name: a directory's if {@code directory}, and only an empty one, else any other file's. */
    public int remove(byte[] name, int at, int length, boolean directory) {
        return -Errno.EPERM;
    }

    public int symlink(byte[] name, int at, int length, byte[] target) {
        return -Errno.EPERM;
    }

    /** Moves the name at which {@code from} stands to another directory or name. The rename lock is held. */
    public int rename(PathName from, Vnode to, PathName name) {
        return -Errno.EXDEV;
    }

    /** Exchanges what the name at which {@code from} stands and another are names of. The rename lock is held. */
    public int exchange(PathName from, Vnode to, PathName name) {
        return -Errno.EINVAL;
    }

    /** Shows the entries from {@code position} on (0: from the beginning). */
    public int list(long position, DirectoryVisitor visitor) {
        return -Errno.ENOTDIR;
    }
}
