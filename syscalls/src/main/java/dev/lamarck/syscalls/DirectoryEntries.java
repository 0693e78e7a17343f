package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.DirectoryVisitor;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Uva;

/** A buffer that a directory's entries are written into, as many as fit ({@code struct linux_dirent64}). */
@Magic
final class DirectoryEntries extends DirectoryVisitor {
    private static final int MAX_BYTES = 2016;
    private static final int OFFSET = 8;
    private static final int LENGTH = 16;
    private static final int TYPE = 18;
    private static final int NAME = 19;
    /** From the kind in a mode to a {@code d_type}. */
    private static final int TYPE_SHIFT = 12;

    private final @Kva long records;
    private final int capacity;
    private int used;
    private long position = -1;
    private boolean tooSmall;

    private DirectoryEntries(@Kva long records, int capacity) {
        this.records = records;
        this.capacity = capacity;
    }

    /** Lists on from where the open directory stands. @return bytes put, 0 at the end, or an error */
    static long get(OpenFile directory, @Uva long to, long bytes) {
        long memory = Kmem.alloc(MAX_BYTES);
        if (memory == 0) {
            return -Errno.ENOMEM;
        }
        DirectoryEntries entries = new DirectoryEntries(memory, (int) Math.max(0, Math.min(bytes, MAX_BYTES)));
        long result = directory.list(entries);
        if (result == 0) {
            result = entries.put(directory, to);
        }
        Kmem.free(memory);
        Kmem.free(entries);
        return result;
    }

    private long put(OpenFile directory, @Uva long to) {
        if (used == 0) {
            return tooSmall ? -Errno.EINVAL : 0;
        }
        int error = UserMemory.copyOut(records, to, used);
        if (error != 0) {
            return error;
        }
        directory.setListPosition(position);
        return used;
    }

    /** Each entry begins at a doubleword and ends with zeros behind its name. */
    @Override
    public boolean visit(byte[] name, long number, int mode, long next) {
        int length = NAME + name.length + 1 + 7 & -8;
        if (length > capacity - used) {
            tooSmall = used == 0;
            return false;
        }
        long record = records + used;
        Memory.store64(record + length - 8, 0);
        Memory.store64(record, number);
        Memory.store64(record + OFFSET, next);
        Memory.store16(record + LENGTH, length);
        Memory.store8(record + TYPE, (mode & FileMode.KIND) >> TYPE_SHIFT);
        Blocks.copyFrom(name, 0, record + NAME, name.length);
        used += length;
        position = next;
        return true;
    }
}
