package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * A process's view of the files: descriptors, current directory, creation mask. Only the process's own thread uses it, so it needs no
 * lock. A descriptor is reserved first and gets its open file when the open has succeeded.
 */
public final class ProcessFiles {
    public static final int MAX_DESCRIPTORS = 1024;
    private static final int FIRST_SLOTS = 16;
    private static final int DEFAULT_CREATION_MASK = 0x12;

    /** Stands in a slot that is taken but not open yet. */
    private static final OpenFile RESERVED = new OpenFile(null, 0);

    private OpenFile[] slots = new OpenFile[FIRST_SLOTS];
    private boolean[] closesOnExec = new boolean[FIRST_SLOTS];
    private Vnode directory;
    private int creationMask = DEFAULT_CREATION_MASK;

    /** Takes the hold on the current directory over. */
    public ProcessFiles(Vnode directory) {
        this.directory = directory;
    }

    /** Reserves the lowest free descriptor from {@code from} on. */
    @Symbol("falloc")
    public int falloc(int from) {
        int descriptor = from;
        while (descriptor < slots.length && slots[descriptor] != null) {
            descriptor++;
        }
        if (descriptor >= MAX_DESCRIPTORS) {
            return -Errno.EMFILE;
        }
        grow(descriptor + 1);
        slots[descriptor] = RESERVED;
        return descriptor;
    }

    void unreserve(int descriptor) {
        slots[descriptor] = null;
    }

    /** Opens a reserved descriptor; takes a hold on the file over. */
    @Symbol("setf")
    public void install(int descriptor, OpenFile file, boolean closeOnExec) {
        slots[descriptor] = file;
        closesOnExec[descriptor] = closeOnExec;
    }

    /** The file of a descriptor, or null. Good until the descriptor is closed. */
    @Symbol("getf")
    public OpenFile get(int descriptor) {
        if (descriptor < 0 || descriptor >= slots.length || slots[descriptor] == RESERVED) {
            return null;
        }
        return slots[descriptor];
    }

    public int close(int descriptor) {
        OpenFile file = get(descriptor);
        if (file == null) {
            return -Errno.EBADF;
        }
        slots[descriptor] = null;
        file.release();
        return 0;
    }

    /** Another descriptor, {@code from} or above, for the same open file. */
    public int duplicate(int descriptor, int from, boolean closeOnExec) {
        OpenFile file = get(descriptor);
        if (file == null) {
            return -Errno.EBADF;
        }
        if (from < 0 || from >= MAX_DESCRIPTORS) {
            return -Errno.EINVAL;
        }
        int copy = falloc(from);
        if (copy >= 0) {
            file.hold();
            install(copy, file, closeOnExec);
        }
        return copy;
    }

    /** Makes {@code to} mean the same open file, whatever it was before. */
    public int duplicateAs(int descriptor, int to, boolean closeOnExec) {
        OpenFile file = get(descriptor);
        if (file == null || to < 0 || to >= MAX_DESCRIPTORS) {
            return -Errno.EBADF;
        }
        if (descriptor == to) {
            return to;
        }
        grow(to + 1);
        file.hold();
        if (slots[to] != null) {
            slots[to].release();
        }
        install(to, file, closeOnExec);
        return to;
    }

    public boolean closesOnExec(int descriptor) {
        return closesOnExec[descriptor];
    }

    public void setCloseOnExec(int descriptor, boolean closes) {
        closesOnExec[descriptor] = closes;
    }

    public Vnode directory() {
        return directory;
    }

    /** Takes a hold over. */
    public void setDirectory(Vnode next) {
        Vnode old = directory;
        directory = next;
        old.release();
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

    /** What a forked child gets: the same open files. */
    public ProcessFiles copy() {
        directory.hold();
        ProcessFiles copy = new ProcessFiles(directory);
        copy.grow(slots.length);
        copy.creationMask = creationMask;
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != null) {
                slots[i].hold();
                copy.install(i, slots[i], closesOnExec[i]);
            }
        }
        return copy;
    }

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
        directory.release();
        Kmem.free(slots);
        Kmem.free(closesOnExec);
        Kmem.free(this);
    }

    private void grow(int needed) {
        if (needed <= slots.length) {
            return;
        }
        int length = slots.length;
        while (length < needed) {
            length *= 2;
        }
        OpenFile[] moreSlots = new OpenFile[length];
        boolean[] moreFlags = new boolean[length];
        for (int i = 0; i < slots.length; i++) {
            moreSlots[i] = slots[i];
            moreFlags[i] = closesOnExec[i];
        }
        Kmem.free(slots);
        Kmem.free(closesOnExec);
        slots = moreSlots;
        closesOnExec = moreFlags;
    }
}
