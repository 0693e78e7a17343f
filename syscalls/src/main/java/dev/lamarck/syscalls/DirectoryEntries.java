package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.DirectoryVisitor;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Uva;

/** A buffer that a directory's entries are written into, as many as fit ({@code struct linux_dirent64}). */
final class DirectoryEntries extends DirectoryVisitor {
    private static final int MAX_BYTES = 2016;
    private static final int OFFSET = 8;
    private static final int LENGTH = 16;
    private static final int TYPE = 18;
    private static final int NAME = 19;
    /** From the kind in a mode to a {@code d_type}. */
    private static final int TYPE_SHIFT = 12;

    private final byte[] records;
    private int used;
    private long position = -1;
    private boolean tooSmall;

    private DirectoryEntries(int bytes) {
        records = new byte[bytes];
    }

    /** Lists on from where the open directory stands. @return bytes put, 0 at the end, or an error */
    static long get(OpenFile directory, @Uva long to, long bytes) {
        DirectoryEntries entries = new DirectoryEntries((int) Math.max(0, Math.min(bytes, MAX_BYTES)));
        long result = directory.list(entries);
        if (result == 0) {
            result = entries.put(directory, to);
        }
        Kmem.free(entries.records);
        Kmem.free(entries);
        return result;
    }

    private long put(OpenFile directory, @Uva long to) {
        if (used == 0) {
            return tooSmall ? -Errno.EINVAL : 0;
        }
        int error = UserMemory.copyOut(records, 0, to, used);
        if (error != 0) {
            return error;
        }
        directory.setListPosition(position);
        return used;
    }

    @Override
    public boolean visit(byte[] name, long number, int mode, long next) {
        int length = NAME + name.length + 1 + 7 & -8;
        if (length > records.length - used) {
            tooSmall = used == 0;
            return false;
        }
        BigEndian.put64(records, used, number);
        BigEndian.put64(records, used + OFFSET, next);
        BigEndian.put16(records, used + LENGTH, length);
        records[used + TYPE] = (byte) ((mode & FileMode.KIND) >> TYPE_SHIFT);
        Bytes.fill(records, Bytes.append(records, used + NAME, name), used + length, 0);
        used += length;
        position = next;
        return true;
    }
}
