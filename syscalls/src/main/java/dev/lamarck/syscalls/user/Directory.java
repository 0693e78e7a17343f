package dev.lamarck.syscalls.user;

import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.kernel.text.Bytes;

/** The entries of a directory, one after the other ({@code struct linux_dirent64}). */
public final class Directory {
    private static final int RECORD_LENGTH = 16;
    private static final int NAME = 19;

    private final int descriptor;
    private final byte[] block = new byte[1024];
    private int used;
    private int entry;
    private int next;

    private Directory(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Null if there is no such directory. */
    public static Directory open(byte[] path) {
        int descriptor = Posix.open(path, 0, 0);
        if (descriptor < 0) {
            return null;
        }
        Directory directory = new Directory(descriptor);
        if (!directory.fill() && directory.used < 0) {
            directory.close();
            return null;
        }
        return directory;
    }

    /** Moves to the next entry; false at the end. */
    public boolean next() {
        if (next >= used && !fill()) {
            return false;
        }
        entry = next;
        next += BigEndian.get16(block, entry + RECORD_LENGTH);
        return true;
    }

    /** The array that holds the entry's name, at {@link #nameAt}. */
    public byte[] name() {
        return block;
    }

    public int nameAt() {
        return entry + NAME;
    }

    public int nameLength() {
        return Bytes.terminated(block, entry + NAME, next);
    }

    public void close() {
        Posix.close(descriptor);
        Heap.free(block);
        Heap.free(this);
    }

    private boolean fill() {
        used = Posix.directoryEntries(descriptor, block);
        next = 0;
        return used > 0;
    }
}
