package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;

/**
 * A walk through a directory's entries, one after the other. Guarded by the file system's lock; what it stands on is good for a few requests to the
 * buffer cache.
 */
final class DirectoryScan {
    private final Ufs ufs;
    private UfsDirectory directory;
    /** Of the entry that it stands on, in the directory. */
    private long position;
    /** Of the entry before, in the same chunk; −1 if there is none. */
    private long before;
    private Buffer buffer;
    /** Of the entry in the buffer. */
    private int at;

    DirectoryScan(Ufs ufs) {
        this.ufs = ufs;
    }

    void free() {
        Kmem.free(this);
    }

    /** Stands on the first entry. @return whether there is one that can be read */
    boolean start(UfsDirectory of) {
        directory = of;
        return enterChunk(0);
    }

    /** Moves to the next entry. @return whether there is one that can be read */
    boolean next() {
        long following = position + length();
        if ((following & UfsFormat.CHUNK_BYTES - 1) == 0) {
            return enterChunk(following);
        }
        before = position;
        at += length();
        position = following;
        return isSound();
    }

    /** Moves to the beginning of a chunk. */
    boolean enterChunk(long chunk) {
        if (chunk >= directory.size) {
            return false;
        }
        int fragment = ufs.map.find(directory, chunk >> UfsFormat.BLOCK_SHIFT);
        buffer = fragment <= 0 ? null : ufs.cache.readFragment(fragment);
        if (buffer == null) {
            ufs.cache.fail();
            return false;
        }
        position = chunk;
        before = -1;
        at = buffer.offset(fragment) + ((int) chunk & UfsFormat.BLOCK_BYTES - 1);
        return isSound();
    }

    /** Stands on the entry of that name. @return 0, −ENOENT, −EIO */
    int find(UfsDirectory of, byte[] name, int from, int nameLength) {
        for (boolean more = start(of); more; more = next()) {
            if (inode() != 0 && nameLength() == nameLength && buffer.holds(at + UfsFormat.ENTRY_NAME, name, from, nameLength)) {
                return 0;
            }
        }
        return ufs.cache.hasFailed() ? -Errno.EIO : -Errno.ENOENT;
    }

    /** Stands on an entry where one of a name of that length has room too. @return 0, −ENOSPC if there is none, −EIO */
    int findRoom(UfsDirectory of, int nameLength) {
        for (boolean more = start(of); more; more = next()) {
            if (length() - used() >= UfsFormat.entryBytes(nameLength)) {
                return 0;
            }
        }
        return ufs.cache.hasFailed() ? -Errno.EIO : -Errno.ENOSPC;
    }

    long position() {
        return position;
    }

    int inode() {
        return buffer.get32(at + UfsFormat.ENTRY_INODE);
    }

    int length() {
        return buffer.get16(at + UfsFormat.ENTRY_LENGTH);
    }

    /** As {@code FileMode} has it. */
    int kind() {
        return buffer.get8(at + UfsFormat.ENTRY_KIND) << UfsFormat.KIND_SHIFT;
    }

    int nameLength() {
        return buffer.get8(at + UfsFormat.ENTRY_NAME_LENGTH);
    }

    /** A new array. */
    byte[] name() {
        return buffer.bytes(at + UfsFormat.ENTRY_NAME, nameLength());
    }

    private int used() {
        return inode() == 0 ? 0 : UfsFormat.entryBytes(nameLength());
    }

    /** Writes an entry where there is room: behind what the entry needs on which it stands. */
    void insert(byte[] name, int from, int nameLength, int inode, int kind) {
        int used = used();
        int whole = length();
        if (used > 0) {
            buffer.put16(at + UfsFormat.ENTRY_LENGTH, used);
        }
        at += used;
        put(buffer, at, whole - used, inode, name, from, nameLength, kind);
        log();
    }

    /** Writes an entry of so many bytes. */
    static void put(Buffer chunk, int at, int bytes, int inode, byte[] name, int from, int nameLength, int kind) {
        chunk.put32(at + UfsFormat.ENTRY_INODE, inode);
        chunk.put16(at + UfsFormat.ENTRY_LENGTH, bytes);
        chunk.put8(at + UfsFormat.ENTRY_KIND, kind >>> UfsFormat.KIND_SHIFT);
        chunk.put8(at + UfsFormat.ENTRY_NAME_LENGTH, nameLength);
        chunk.putBytes(at + UfsFormat.ENTRY_NAME, name, from, nameLength);
    }

    /** Lets the entry name another file. */
    void setInode(int inode, int kind) {
        buffer.put32(at + UfsFormat.ENTRY_INODE, inode);
        buffer.put8(at + UfsFormat.ENTRY_KIND, kind >>> UfsFormat.KIND_SHIFT);
        log();
    }

    /** Removes the entry: the one before it in the chunk gets its room. */
    void remove() {
        if (before < 0) {
            buffer.put32(at + UfsFormat.ENTRY_INODE, 0);
        } else {
            int previous = at - (int) (position - before);
            buffer.put16(previous + UfsFormat.ENTRY_LENGTH, buffer.get16(previous + UfsFormat.ENTRY_LENGTH) + length());
        }
        log();
    }

    /** An entry never leaves its chunk, which is a sector. */
    private void log() {
        ufs.cache.log(buffer, at & -UfsFormat.CHUNK_BYTES, UfsFormat.CHUNK_BYTES);
    }

    private boolean isSound() {
        int rest = UfsFormat.CHUNK_BYTES - (at & UfsFormat.CHUNK_BYTES - 1);
        boolean sound = length() >= UfsFormat.ENTRY_NAME && length() <= rest && (length() & 3) == 0 && used() <= length();
        if (!sound) {
            ufs.cache.fail();
        }
        return sound;
    }
}
