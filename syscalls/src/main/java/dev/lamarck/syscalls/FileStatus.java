package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
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
    private static final int NEW_OWNER = 28;
    private static final int NEW_GROUP = 32;
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
    private static final int OLD_OWNER = 24;
    private static final int OLD_GROUP = 28;
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
        Memory.store32(status + NEW_OWNER, file.owner());
        Memory.store32(status + NEW_GROUP, file.group());
        Memory.store64(status + NEW_DEVICE, file.device());
        Memory.store64(status + NEW_SIZE, file.size());
        Memory.store64(status + NEW_BLOCK_BYTES, BLOCK_BYTES);
        Memory.store64(status + NEW_BLOCKS, blocks(file));
        putTime(file.accessed(), status + NEW_ACCESSED);
        putTime(file.modified(), status + NEW_MODIFIED);
        putTime(file.changed(), status + NEW_CHANGED);
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
        Memory.store32(status + OLD_OWNER, file.owner());
        Memory.store32(status + OLD_GROUP, file.group());
        Memory.store32(status + OLD_DEVICE, (int) file.device());
        Memory.store64(status + OLD_SIZE, file.size());
        Memory.store64(status + OLD_ACCESSED, TimeOfDay.wholeSeconds(file.accessed()));
        Memory.store64(status + OLD_MODIFIED, TimeOfDay.wholeSeconds(file.modified()));
        Memory.store64(status + OLD_CHANGED, TimeOfDay.wholeSeconds(file.changed()));
        Memory.store64(status + OLD_BLOCK_BYTES, BLOCK_BYTES);
        Memory.store64(status + OLD_BLOCKS, blocks(file));
        return copyOut(status, OLD_BYTES, to);
    }

    // struct statx
    private static final int EXTENDED_BYTES = 256;
    /** What it has been asked for or not: all that {@code stat} tells. */
    private static final int BASIC = 0x7FF;
    private static final int X_BLOCK_BYTES = 4;
    private static final int X_LINKS = 16;
    private static final int X_OWNER = 20;
    private static final int X_GROUP = 24;
    private static final int X_MODE = 28;
    private static final int X_INODE = 32;
    private static final int X_SIZE = 40;
    private static final int X_BLOCKS = 48;
    private static final int X_ACCESSED = 64;
    private static final int X_CHANGED = 96;
    private static final int X_MODIFIED = 112;
    private static final int X_DEVICE = 128;
    private static final int X_FILE_SYSTEM = 136;
    private static final int MINOR_BITS = 8;
    private static final int MINOR = 0xFF;

    /** Fills the program's {@code struct statx}. @return 0 or −EFAULT */
    static long putExtended(Vnode file, @Uva long to) {
        long status = Kmem.allocZeroed(EXTENDED_BYTES);
        if (status == 0) {
            return -Errno.ENOMEM;
        }
        Memory.store32(status, BASIC);
        Memory.store32(status + X_BLOCK_BYTES, BLOCK_BYTES);
        Memory.store32(status + X_LINKS, file.links());
        Memory.store32(status + X_OWNER, file.owner());
        Memory.store32(status + X_GROUP, file.group());
        Memory.store16(status + X_MODE, file.mode());
        Memory.store64(status + X_INODE, file.number());
        Memory.store64(status + X_SIZE, file.size());
        Memory.store64(status + X_BLOCKS, blocks(file));
        putExtendedTime(file.accessed(), status + X_ACCESSED);
        putExtendedTime(file.changed(), status + X_CHANGED);
        putExtendedTime(file.modified(), status + X_MODIFIED);
        putDevice(file.device(), status + X_DEVICE);
        putDevice(file.fileSystem(), status + X_FILE_SYSTEM);
        return copyOut(status, EXTENDED_BYTES, to);
    }

    /** Seconds and nanoseconds, a doubleword each. */
    private static void putTime(long nanoseconds, @Kva long to) {
        long seconds = TimeOfDay.wholeSeconds(nanoseconds);
        Memory.store64(to, seconds);
        Memory.store64(to + Long.BYTES, nanoseconds - seconds * TimeOfDay.NANOSECONDS);
    }

    /** Seconds in a doubleword, nanoseconds in a word. */
    private static void putExtendedTime(long nanoseconds, @Kva long to) {
        long seconds = TimeOfDay.wholeSeconds(nanoseconds);
        Memory.store64(to, seconds);
        Memory.store32(to + Long.BYTES, (int) (nanoseconds - seconds * TimeOfDay.NANOSECONDS));
    }

    /** Major and minor number, a word each. */
    private static void putDevice(long number, @Kva long to) {
        Memory.store32(to, (int) number >>> MINOR_BITS);
        Memory.store32(to + Integer.BYTES, (int) number & MINOR);
    }

    private static long blocks(Vnode file) {
        return (file.stored() + SECTOR_BYTES - 1) / SECTOR_BYTES;
    }

    private static long copyOut(@Kva long status, int bytes, @Uva long to) {
        int error = UserMemory.copyOut(status, to, bytes);
        Kmem.free(status);
        return error;
    }

    private FileStatus() {}
}
