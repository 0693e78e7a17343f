package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Disk;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * Buffers between memory and one disk: what is read, what has changed, what is written. Metadata are asked for here by their place on the disk, files' contents of {@link FilePages} by their place in
 * the file; both wait in one list to be written, in the order of the disk. Guarded by the file system's lock.
 */
final class BufferCache {
    final BufferTable table = new BufferTable();
    private final Disk disk;
    private Buffer firstUnwritten;
    private Buffer lastUnwritten;
    private int unwritten;
    /** Sectors of metadata of the running transaction. */
    private int logged;
    private boolean hasFailed;

    BufferCache(Disk disk) {
        this.disk = disk;
    }

    /** The block of the disk with its contents; null if it cannot be read, which is remembered. */
    @Symbol("bread")
    Buffer read(int block) {
        Buffer buffer = table.find(0, block);
        if (buffer == null) {
            buffer = make(block);
            if (buffer != null && fill(buffer, UfsFormat.SECTORS_PER_BLOCK) != 0) {
                table.drop(buffer);
                buffer = null;
            }
            hasFailed |= buffer == null;
        }
        return buffer;
    }

    private Buffer make(int block) {
        return table.make(0, block, block * UfsFormat.FRAGMENTS_PER_BLOCK);
    }

    /** The block of a fragment. */
    Buffer readFragment(int fragment) {
        return read(fragment / UfsFormat.FRAGMENTS_PER_BLOCK);
    }

    /** The block, all zeros whatever the disk has. */
    Buffer clear(int block) {
        Buffer buffer = table.find(0, block);
        if (buffer == null) {
            buffer = make(block);
            hasFailed |= buffer == null;
        }
        if (buffer != null) {
            buffer.clearAll();
        }
        return buffer;
    }

    /** Reads so many sectors into a buffer from its beginning. @return 0 or an error, which is remembered */
    int fill(Buffer buffer, int sectors) {
        return readTo(buffer.sector(0), sectors, buffer.page);
    }

    /** Reads sectors to a page or a run of pages. @return 0 or an error, which is remembered */
    int readTo(long sector, int sectors, long to) {
        int error = disk.read(sector, sectors, Pages.physical(to));
        hasFailed |= error != 0;
        return error;
    }

    /** Whether something could not be read or written, ever. */
    boolean hasFailed() {
        return hasFailed;
    }

    void fail() {
        hasFailed = true;
    }

    /** Contents have changed: they go to the disk before the transaction does. */
    void changed(Buffer buffer, int at, int length) {
        buffer.changed |= Buffer.sectors(at, length);
        enlist(buffer);
    }

    /** Metadata has changed: it goes to the disk through the log. */
    void log(Buffer buffer, int at, int length) {
        int sectors = Buffer.sectors(at, length);
        logged += Integer.bitCount(sectors & ~buffer.logged);
        buffer.logged |= sectors;
        enlist(buffer);
    }

    /** Fragments have been freed: nothing that was metadata in them is to be written. */
    void forget(int fragment, int fragments) {
        Buffer buffer = table.peek(0, fragment / UfsFormat.FRAGMENTS_PER_BLOCK);
        if (buffer == null) {
            return;
        }
        int sectors = Buffer.sectors(buffer.offset(fragment), fragments << UfsFormat.FRAGMENT_SHIFT);
        logged -= Integer.bitCount(sectors & buffer.logged);
        buffer.logged &= ~sectors;
        buffer.changed &= ~sectors;
        if (fragments == UfsFormat.FRAGMENTS_PER_BLOCK) {
            delist(buffer);
            table.drop(buffer);
        }
    }

    int loggedSectors() {
        return logged;
    }

    /** Whether so much waits to be written that it should be. */
    boolean isCrowded() {
        return unwritten > table.limit() / 2;
    }

    /** The first buffer with something to be written; the others by {@link Buffer#nextUnwritten}, by their place on the disk. */
    Buffer firstUnwritten() {
        return firstUnwritten;
    }

    /** Writes the contents that have changed. What programs may still be writing to stays changed. @return 0 or −EIO */
    int writeChanged() {
        int error = 0;
        for (Buffer each = firstUnwritten; error == 0 && each != null; each = each.nextUnwritten) {
            error = write(each, each.changed);
            each.changed = each.isWritable ? each.changed : 0;
        }
        return error;
    }

    /** Writes the metadata of the transaction, which is safe in the log, where it belongs; then nothing is unwritten but what stays changed. @return 0 or −EIO */
    int writeLogged() {
        int error = 0;
        Buffer next = firstUnwritten;
        while (error == 0 && next != null) {
            Buffer buffer = next;
            next = buffer.nextUnwritten;
            error = write(buffer, buffer.logged);
            buffer.logged = 0;
            delistIfClean(buffer);
        }
        logged = 0;
        return error;
    }

    /** A command for each run of sectors. */
    private int write(Buffer buffer, int sectors) {
        int error = 0;
        int left = sectors;
        while (error == 0 && left != 0) {
            int first = Integer.numberOfTrailingZeros(left);
            int length = Integer.numberOfTrailingZeros(~(left >>> first));
            error = disk.write(buffer.sector(first), length, Pages.physical(buffer.page) + first * UfsFormat.SECTOR_BYTES);
            left &= -1 << first + length;
        }
        hasFailed |= error != 0;
        return error == 0 ? 0 : -Errno.EIO;
    }

    /** Gives everything up, written or not. */
    void free() {
        while (table.newest() != null) {
            delist(table.newest());
            table.drop(table.newest());
        }
        table.free();
        Kmem.free(this);
    }

    /** Mostly blocks are written in the order of the disk: then it is the last. */
    private void enlist(Buffer buffer) {
        if (buffer.isUnwritten) {
            return;
        }
        buffer.isUnwritten = true;
        unwritten++;
        Buffer before = lastUnwritten != null && lastUnwritten.fragment < buffer.fragment ? lastUnwritten : lastBefore(buffer);
        buffer.nextUnwritten = before == null ? firstUnwritten : before.nextUnwritten;
        if (before == null) {
            firstUnwritten = buffer;
        } else {
            before.nextUnwritten = buffer;
        }
        if (buffer.nextUnwritten == null) {
            lastUnwritten = buffer;
        }
    }

    /** The last in the list before a buffer that is in it, or before where it belongs. */
    private Buffer lastBefore(Buffer buffer) {
        Buffer before = null;
        for (Buffer each = firstUnwritten; each != null && each != buffer && each.fragment <= buffer.fragment; each = each.nextUnwritten) {
            before = each;
        }
        return before;
    }

    void delistIfClean(Buffer buffer) {
        if ((buffer.changed | buffer.logged) == 0) {
            delist(buffer);
        }
    }

    /** Nothing of it is to be written any more. */
    void delist(Buffer buffer) {
        if (!buffer.isUnwritten) {
            return;
        }
        Buffer before = lastBefore(buffer);
        if (before == null) {
            firstUnwritten = buffer.nextUnwritten;
        } else {
            before.nextUnwritten = buffer.nextUnwritten;
        }
        if (lastUnwritten == buffer) {
            lastUnwritten = before;
        }
        buffer.nextUnwritten = null;
        buffer.isUnwritten = false;
        unwritten--;
    }
}
