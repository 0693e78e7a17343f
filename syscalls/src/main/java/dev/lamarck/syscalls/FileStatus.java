package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Uva;

/** What {@code stat} tells about a file, in the interface's two layouts ({@code asm/stat.h}). */
@Magic
final class FileStatus {
    private static final int BLOCK_BYTES = 8192;
    private static final int SECTOR_BYTES = 512;

    // struct stat64
    private static final int NEW_BYTES = 144;
    private static final int NEW_INODE = 8;
    private static final int NEW_LINKS = 16;
    private static final int NEW_MODE = 24;
    private static final int NEW_DEVICE = 40;
    private static final int NEW_SIZE = 48;
    private static final int NEW_BLOCK_BYTES = 56;
    private static final int NEW_BLOCKS = 64;
    private static final int NEW_ACCESSED = 72;
    private static final int NEW_MODIFIED = 88;
    private static final int NEW_CHANGED = 104;

    // struct stat
    private static final int OLD_BYTES = 104;
    private static final int OLD_INODE = 8;
    private static final int OLD_MODE = 16;
    private static final int OLD_LINKS = 20;
    private static final int OLD_DEVICE = 32;
    private static final int OLD_SIZE = 40;
    private static final int OLD_ACCESSED = 48;
    private static final int OLD_MODIFIED = 56;
    private static final int OLD_CHANGED = 64;
    private static final int OLD_BLOCK_BYTES = 72;
    private static final int OLD_BLOCKS = 80;

    /** Fills the program's {@code struct stat64}. @return 0 or −EFAULT */
    static long put(Vnode file, @Uva long to) {
        long status = Kmem.allocZeroed(NEW_BYTES);
        if (status == 0) {
            return -Errno.ENOMEM;
        }
        Memory.store64(status, file.fileSystem());
        Memory.store64(status + NEW_INODE, file.number());
        Memory.store64(status + NEW_LINKS, file.links());
        Memory.store32(status + NEW_MODE, file.mode());
        Memory.store64(status + NEW_DEVICE, file.device());
        Memory.store64(status + NEW_SIZE, file.size());
        Memory.store64(status + NEW_BLOCK_BYTES, BLOCK_BYTES);
        Memory.store64(status + NEW_BLOCKS, blocks(file));
        Memory.store64(status + NEW_ACCESSED, file.accessed());
        Memory.store64(status + NEW_MODIFIED, file.modified());
        Memory.store64(status + NEW_CHANGED, file.changed());
        return copyOut(status, NEW_BYTES, to);
    }

    /** Fills the program's {@code struct stat}. @return 0 or −EFAULT */
    static long putOld(Vnode file, @Uva long to) {
        long status = Kmem.allocZeroed(OLD_BYTES);
        if (status == 0) {
            return -Errno.ENOMEM;
        }
        Memory.store32(status, file.fileSystem());
        Memory.store64(status + OLD_INODE, file.number());
        Memory.store32(status + OLD_MODE, file.mode());
        Memory.store16(status + OLD_LINKS, file.links());
        Memory.store32(status + OLD_DEVICE, (int) file.device());
        Memory.store64(status + OLD_SIZE, file.size());
        Memory.store64(status + OLD_ACCESSED, file.accessed());
        Memory.store64(status + OLD_MODIFIED, file.modified());
        Memory.store64(status + OLD_CHANGED, file.changed());
        Memory.store64(status + OLD_BLOCK_BYTES, BLOCK_BYTES);
        Memory.store64(status + OLD_BLOCKS, blocks(file));
        return copyOut(status, OLD_BYTES, to);
    }

    private static long blocks(Vnode file) {
        return (file.size() + SECTOR_BYTES - 1) / SECTOR_BYTES;
    }

    private static long copyOut(@Kva long status, int bytes, @Uva long to) {
        int error = UserMemory.copyOut(status, to, bytes);
        Kmem.free(status);
        return error;
    }

    private FileStatus() {}
}
