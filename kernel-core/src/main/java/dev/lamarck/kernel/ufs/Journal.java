package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Disk;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The log, which holds one transaction: the sectors of metadata as they are to be. See the package's theory for the order of writes. Guarded by the
 * file system's lock.
 */
@Magic
final class Journal {
    private final Disk disk;
    private final BufferCache cache;
    /** In sectors. */
    private final long start;
    private final int capacity;
    /** What goes to the log next, and how much of it there is. */
    private final @Kva long staging = Pages.allocate(0);
    private int staged;
    private long position;
    private long sum;
    private long sequence;

    Journal(Disk disk, BufferCache cache, int logBlock, int logBlocks) {
        this.disk = disk;
        this.cache = cache;
        start = (long) logBlock * UfsFormat.SECTORS_PER_BLOCK;
        capacity = UfsFormat.logCapacity(logBlocks);
    }

    /** Sectors that a transaction may have. */
    int capacity() {
        return capacity;
    }

    /** Makes everything safe that has been done so far. @return 0 or −EIO */
    @Symbol("journal_commit")
    int commit() {
        if (cache.firstUnwritten() == null) {
            return 0;
        }
        int error = cache.writeChanged();
        // Contents must be on the disk before metadata refers to them, and the transaction before where it belongs before its log is overwritten.
        error = error == 0 ? disk.flush() : error;
        int count = cache.loggedSectors();
        if (error == 0 && count > 0) {
            error = writeTransaction(count);
        }
        if (error == 0) {
            error = cache.writeLogged();
        }
        if (error != 0) {
            cache.fail();
        }
        return error;
    }

    private int writeTransaction(int count) {
        position = start + 1;
        staged = 0;
        sum = LogSum.START;
        int error = writeNumbers();
        error = error == 0 ? writeBodies() : error;
        error = error == 0 ? writeStaged() : error;
        error = error == 0 ? writeHeader(count) : error;
        // The log must be whole on the disk before anything is changed in place. Header and log may arrive in any order: they are good only together.
        return error == 0 ? disk.flush() : error;
    }

    private int writeNumbers() {
        int error = 0;
        int inSector = 0;
        for (Buffer each = cache.firstUnwritten(); error == 0 && each != null; each = each.nextUnwritten) {
            for (int left = each.logged; error == 0 && left != 0; left &= left - 1) {
                if (inSector == 0) {
                    error = stageSector();
                    Blocks.zero(staging + staged - UfsFormat.SECTOR_BYTES, UfsFormat.SECTOR_BYTES);
                }
                Memory.store32(staging + staged - UfsFormat.SECTOR_BYTES + 4 * inSector,
                        (int) each.sector(Integer.numberOfTrailingZeros(left)));
                inSector = (inSector + 1) % UfsFormat.NUMBERS_PER_SECTOR;
            }
        }
        return error;
    }

    private int writeBodies() {
        int error = 0;
        for (Buffer each = cache.firstUnwritten(); error == 0 && each != null; each = each.nextUnwritten) {
            for (int left = each.logged; error == 0 && left != 0; left &= left - 1) {
                error = stageSector();
                Blocks.copy(each.page + (long) Integer.numberOfTrailingZeros(left) * UfsFormat.SECTOR_BYTES,
                        staging + staged - UfsFormat.SECTOR_BYTES, UfsFormat.SECTOR_BYTES);
            }
        }
        return error;
    }

    /** Makes room for a sector, which then is the last that is staged. */
    private int stageSector() {
        int error = staged == Pages.BYTES ? writeStaged() : 0;
        staged += UfsFormat.SECTOR_BYTES;
        return error;
    }

    private int writeStaged() {
        int sectors = staged / UfsFormat.SECTOR_BYTES;
        sum = sum(sum, staging, staged);
        int error = sectors == 0 ? 0 : disk.write(position, sectors, Pages.physical(staging));
        position += sectors;
        staged = 0;
        return error;
    }

    private int writeHeader(int count) {
        sequence++;
        Blocks.zero(staging, UfsFormat.SECTOR_BYTES);
        Memory.store64(staging, UfsFormat.LOG_MAGIC);
        Memory.store64(staging + UfsFormat.LOG_SEQUENCE, sequence);
        Memory.store32(staging + UfsFormat.LOG_COUNT, count);
        Memory.store64(staging + UfsFormat.LOG_SUM, sum);
        Memory.store64(staging + UfsFormat.LOG_HEADER_SUM, sum(LogSum.START, staging, UfsFormat.LOG_HEADER_SUM));
        return disk.write(start, 1, Pages.physical(staging));
    }

    private static long sum(long sum, @Kva long from, int bytes) {
        long result = sum;
        for (int i = 0; i < bytes; i += 8) {
            result = LogSum.add(result, Memory.load64(from + i));
        }
        return result;
    }

    /** Puts the transaction in the log, if it is a whole one, where it belongs; nothing of the disk is cached yet. @return 0 or −EIO */
    @Symbol("journal_replay")
    int replay() {
        int error = disk.read(start, 1, Pages.physical(staging));
        if (error != 0 || !isHeader()) {
            return error;
        }
        sequence = Memory.load64(staging + UfsFormat.LOG_SEQUENCE);
        int count = Memory.load32(staging + UfsFormat.LOG_COUNT);
        long expected = Memory.load64(staging + UfsFormat.LOG_SUM);
        int numberSectors = (count + UfsFormat.NUMBERS_PER_SECTOR - 1) / UfsFormat.NUMBERS_PER_SECTOR;
        long bytes = (long) (numberSectors + count) * UfsFormat.SECTOR_BYTES;
        long log = Kmem.alloc(bytes + Pages.BYTES);
        if (log == 0) {
            return -Errno.ENOMEM;
        }
        error = disk.read(start + 1, numberSectors + count, Pages.physical(log));
        if (error == 0 && sum(LogSum.START, log, (int) bytes) == expected) {
            error = install(log, count, log + (long) numberSectors * UfsFormat.SECTOR_BYTES);
        }
        Kmem.free(log);
        return error;
    }

    private boolean isHeader() {
        int count = Memory.load32(staging + UfsFormat.LOG_COUNT);
        return Memory.load64(staging) == UfsFormat.LOG_MAGIC
                && Memory.load64(staging + UfsFormat.LOG_HEADER_SUM) == sum(LogSum.START, staging, UfsFormat.LOG_HEADER_SUM)
                && count > 0 && count <= capacity;
    }

    private int install(@Kva long numbers, int count, @Kva long bodies) {
        int error = 0;
        for (int i = 0; error == 0 && i < count; i++) {
            error = disk.write(Memory.load32(numbers + 4L * i), 1, Pages.physical(bodies + (long) i * UfsFormat.SECTOR_BYTES));
        }
        return error == 0 ? disk.flush() : error;
    }

    void free() {
        Pages.release(staging);
        Kmem.free(this);
    }
}
