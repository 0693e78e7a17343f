package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.toolchain.magic.Inline;
import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * A process's view of the files: descriptors, current directory, creation mask. Its lock, which there is once the process has had a second thread,
 * guards all of them; under it nothing else is locked but in the allocator. A descriptor is reserved first and gets its open file when the open has
 * succeeded.
 */
public final class ProcessFiles {
    public static final int MAX_DESCRIPTORS = 1024;
    private static final int FIRST_SLOTS = 16;
    private static final int DEFAULT_CREATION_MASK = 0x12;

    /** Stands in a slot that is taken but not open yet. */
    private static final OpenFile RESERVED = new OpenFile(null, 0);

    private Mutex lock;
    private OpenFile[] slots = new OpenFile[FIRST_SLOTS];
    private boolean[] closesOnExec = new boolean[FIRST_SLOTS];
    private Vnode directory;
    /** Where its absolute paths begin and no path leads above; null if that is the system's own root. */
    private Vnode root;
    private int creationMask = DEFAULT_CREATION_MASK;
    private int limit = MAX_DESCRIPTORS;

    /** Takes the hold on the current directory over. */
    public ProcessFiles(Vnode directory) {
        this.directory = directory;
    }

    /** From now on several threads use it. Called by the one that does so far. */
    public void share() {
        if (lock == null) {
            lock = new Mutex();
        }
    }

    private void enter() {
        if (lock != null) {
            lock.acquire();
        }
    }

    private void leave() {
        if (lock != null) {
            lock.release();
        }
    }

    /** Reserves the lowest free descriptor from {@code from} on. */
    @Symbol("falloc")
    public int falloc(int from) {
        return lock == null ? reserve(from) : reserveLocked(from);
    }

    @NoInline
    private int reserveLocked(int from) {
        lock.acquire();
        int descriptor = reserve(from);
        lock.release();
        return descriptor;
    }

    @Inline
    private int reserve(int from) {
        OpenFile[] known = slots;
        int descriptor = from;
        while (descriptor < known.length && known[descriptor] != null) {
            descriptor++;
        }
        if (descriptor >= known.length || descriptor >= limit) {
            return reserveBeyond(descriptor);
        }
        known[descriptor] = RESERVED;
        return descriptor;
    }

    /** Reserves a descriptor for which there is no slot yet, or which may not be. */
    @NoInline
    private int reserveBeyond(int descriptor) {
        if (descriptor >= limit) {
            return -Errno.EMFILE;
        }
        if (!grow(descriptor + 1)) {
            return -Errno.ENOMEM;
        }
        slots[descriptor] = RESERVED;
        return descriptor;
    }

    /** Lets new descriptors be below a number only, which is not above {@link #MAX_DESCRIPTORS}. */
    public void limit(int number) {
        limit = number;
    }

    /** Gives a reserved descriptor back. */
    public void unreserve(int descriptor) {
        enter();
        slots[descriptor] = null;
        leave();
    }

    /** Opens a reserved descriptor; takes a hold on the file over. */
    @Symbol("setf")
    public void install(int descriptor, OpenFile file, boolean closeOnExec) {
        enter();
        slots[descriptor] = file;
        closesOnExec[descriptor] = closeOnExec;
        leave();
    }

    /**
     * The file of a descriptor, or null. To be given back by {@link #release}: another thread may close the descriptor meanwhile, and then the file is
     * closed when its last user gives it back.
     */
    @Symbol("getf")
    public OpenFile get(int descriptor) {
        enter();
        OpenFile file = opened(descriptor);
        if (file != null && lock != null) {
            file.hold();
        }
        leave();
        return file;
    }

    /** Ends the use of what {@link #get} gave; null is nothing. */
    @Symbol("releasef")
    public void release(OpenFile file) {
        if (file != null && lock != null) {
            file.release();
        }
    }

    private OpenFile opened(int descriptor) {
        if (descriptor < 0 || descriptor >= slots.length || slots[descriptor] == RESERVED) {
            return null;
        }
        return slots[descriptor];
    }

    public int close(int descriptor) {
        enter();
        OpenFile file = opened(descriptor);
        if (file != null) {
            slots[descriptor] = null;
        }
        leave();
        if (file == null) {
            return -Errno.EBADF;
        }
        end(file);
        return 0;
    }

    /** A descriptor is no more, and with it, by POSIX, all locks that the process has on its file. */
    private static void end(OpenFile file) {
        RecordLocks.releaseAll(file.vnode(), Proc.current());
        file.release();
    }

    /** Another descriptor, {@code from} or above, for the same open file. */
    public int duplicate(int descriptor, int from, boolean closeOnExec) {
        OpenFile file = get(descriptor);
        if (file == null) {
            return -Errno.EBADF;
        }
        int copy = from < 0 || from >= limit ? -Errno.EINVAL : falloc(from);
        if (copy >= 0) {
            file.hold();
            install(copy, file, closeOnExec);
        }
        release(file);
        return copy;
    }

    /** Makes {@code to} mean the same open file, whatever it was before. @return it, −EBADF, −ENOMEM, or −EBUSY if another thread is about to open it */
    public int duplicateAs(int descriptor, int to, boolean closeOnExec) {
        enter();
        OpenFile file = opened(descriptor);
        boolean isGood = file != null && to >= 0 && to < limit;
        boolean isBusy = isGood && to < slots.length && slots[to] == RESERVED;
        OpenFile old = null;
        boolean isThere = isGood && grow(to + 1);
        if (isThere && !isBusy && descriptor != to) {
            old = slots[to];
            file.hold();
            slots[to] = file;
            closesOnExec[to] = closeOnExec;
        }
        leave();
        if (old != null) {
            end(old);
        }
        return !isGood ? -Errno.EBADF : isBusy ? -Errno.EBUSY : isThere ? to : -Errno.ENOMEM;
    }

    /** Whether a descriptor that is open closes when a program is executed. */
    public boolean closesOnExec(int descriptor) {
        enter();
        boolean closes = closesOnExec[descriptor];
        leave();
        return closes;
    }

    public void setCloseOnExec(int descriptor, boolean closes) {
        enter();
        closesOnExec[descriptor] = closes;
        leave();
    }

    /** With a hold on it. */
    public Vnode directory() {
        enter();
        Vnode held = directory;
        held.hold();
        leave();
        return held;
    }

    /** Takes a hold over. */
    public void setDirectory(Vnode next) {
        enter();
        Vnode old = directory;
        directory = next;
        leave();
        old.release();
    }

    /** The current process's root; the system's before there are processes. */
    public static Vnode root() {
        Proc self = Proc.current();
        return self == null || self.files == null || self.files.root == null ? RootFileSystem.root() : self.files.root;
    }

    /** Takes a hold over. */
    public void setRoot(Vnode next) {
        enter();
        Vnode old = root;
        root = next;
        leave();
        if (old != null) {
            old.release();
        }
    }

    public int creationMask() {
        return creationMask;
    }

    /** Sets the mask; the old one. */
    public int setCreationMask(int mask) {
        int old = creationMask;
        creationMask = mask & 0x1FF;
        return old;
    }

    /** What a forked child gets: the same open files; null if there is no memory for them. */
    public ProcessFiles copy() {
        ProcessFiles copy = new ProcessFiles(directory());
        enter();
        if (!copy.grow(slots.length)) {
            leave();
            copy.closeAll();
            return null;
        }
        copy.creationMask = creationMask;
        copy.root = root;
        if (root != null) {
            root.hold();
        }
        copy.limit = limit;
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != null && slots[i] != RESERVED) {
                slots[i].hold();
                copy.install(i, slots[i], closesOnExec[i]);
            }
        }
        leave();
        return copy;
    }

    /** For the only thread left. */
    public void closeOnExec() {
        for (int i = 0; i < slots.length; i++) {
            if (closesOnExec[i] && slots[i] != null) {
                close(i);
            }
        }
    }

    /** Closes everything and frees itself. */
    public void closeAll() {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != null) {
                close(i);
            }
        }
        setRoot(null);
        directory.release();
        Kmem.free(slots);
        Kmem.free(closesOnExec);
        if (lock != null) {
            lock.free();
        }
        Kmem.free(this);
    }

    /** @return whether there is a slot of that number less one now */
    private boolean grow(int needed) {
        int length = slots.length;
        while (length < needed) {
            length *= 2;
        }
        if (length == slots.length) {
            return true;
        }
        Sched.disablePreemption();
        OpenFile[] moreSlots = Kmem.hasRoom((long) length * Long.BYTES) ? new OpenFile[length] : null;
        Sched.enablePreemption();
        if (moreSlots == null) {
            return false;
        }
        boolean[] moreFlags = new boolean[length];
        for (int i = 0; i < slots.length; i++) {
            moreSlots[i] = slots[i];
            moreFlags[i] = closesOnExec[i];
        }
        Kmem.free(slots);
        Kmem.free(closesOnExec);
        slots = moreSlots;
        closesOnExec = moreFlags;
        return true;
    }
}
