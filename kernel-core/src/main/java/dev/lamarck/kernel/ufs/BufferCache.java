package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Disk;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The blocks of one disk that are in memory. What has nothing to be written is given up, the least recently used first, when there are more than the
 * limit; what has is kept whatever their number, so the limit bends but nothing waits for memory. A reference to a buffer is good until the {@value
 * #NEVER_EVICTED}th request after it. Guarded by the file system's lock.
 */
final class BufferCache {
    /** So many of the most recently used are never given up. */
    static final int NEVER_EVICTED = 8;
    private static final int BUCKETS = 256;
    private static final int FEWEST = 32;
    private static final int MOST = 1024;
    /** Of all memory, the cache may have one in so many pages. */
    private static final int SHARE = 16;

    private final Disk disk;
    private final int limit = Math.max(FEWEST, Math.min(MOST, Pages.total() / SHARE));
    private final Buffer[] buckets = new Buffer[BUCKETS];
    private Buffer newest;
    private Buffer oldest;
    private Buffer firstUnwritten;
    private Buffer lastUnwritten;
    private int count;
    private int unwritten;
    /** Sectors of metadata of the running transaction. */
    private int logged;
    private boolean hasFailed;

    BufferCache(Disk disk) {
        this.disk = disk;
    }

    /** The block with its contents; null if it cannot be read, which is remembered. */
    @Symbol("bread")
    Buffer read(int block) {
        Buffer buffer = find(block);
        if (buffer != null) {
            touch(buffer);
            return buffer;
        }
        buffer = make(block);
        if (buffer != null && disk.read((long) block * UfsFormat.SECTORS_PER_BLOCK, UfsFormat.SECTORS_PER_BLOCK, Pages.physical(buffer.page)) != 0) {
            drop(buffer);
            buffer = null;
        }
        hasFailed |= buffer == null;
        return buffer;
    }

    /** Brings blocks that follow one another into the cache, by one command. Where there is no memory for that, it does nothing. */
    @Symbol("bread_run")
    void readRun(int block, int blocks) {
        long run = Pages.allocateRun(blocks);
        if (run == 0) {
            return;
        }
        int error = disk.read((long) block * UfsFormat.SECTORS_PER_BLOCK, blocks * UfsFormat.SECTORS_PER_BLOCK, Pages.physical(run));
        for (int i = 0; error == 0 && i < blocks; i++) {
            Buffer buffer = find(block + i) == null ? make(block + i) : null;
            if (buffer != null) {
                Blocks.copy(run + (long) i * Pages.BYTES, buffer.page, Pages.BYTES);
            }
        }
        Pages.release(run);
    }

    /** The block of a fragment. */
    Buffer readFragment(int fragment) {
        return read(fragment / UfsFormat.FRAGMENTS_PER_BLOCK);
    }

    /** Where in its block a fragment lies. */
    static int offset(int fragment) {
        return fragment % UfsFormat.FRAGMENTS_PER_BLOCK << UfsFormat.FRAGMENT_SHIFT;
    }

    /** The block, all zeros whatever the disk has. */
    Buffer clear(int block) {
        Buffer buffer = find(block);
        if (buffer != null) {
            touch(buffer);
        } else {
            buffer = make(block);
            hasFailed |= buffer == null;
        }
        if (buffer != null) {
            buffer.clearAll();
        }
        return buffer;
    }

    boolean isCached(int block) {
        return find(block) != null;
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

    /** Fragments have been freed: nothing of them is to be written, and who still reads the page of a whole block does not see what comes after it. */
    void forget(int fragment, int fragments) {
        Buffer buffer = find(fragment / UfsFormat.FRAGMENTS_PER_BLOCK);
        if (buffer == null) {
            return;
        }
        int sectors = Buffer.sectors(offset(fragment), fragments << UfsFormat.FRAGMENT_SHIFT);
        logged -= Integer.bitCount(sectors & buffer.logged);
        buffer.logged &= ~sectors;
        buffer.changed &= ~sectors;
        if (fragments == UfsFormat.FRAGMENTS_PER_BLOCK) {
            delist(buffer);
            drop(buffer);
        }
    }

    int loggedSectors() {
        return logged;
    }

    /** Whether so much waits to be written that it should be. */
    boolean isCrowded() {
        return unwritten > limit / 2;
    }

    /** The first buffer with something to be written; the others by {@link Buffer#nextUnwritten}, by number. */
    Buffer firstUnwritten() {
        return firstUnwritten;
    }

    /** Writes the contents that have changed. @return 0 or −EIO */
    int writeChanged() {
        int error = 0;
        for (Buffer each = firstUnwritten; error == 0 && each != null; each = each.nextUnwritten) {
            error = write(each, each.changed);
            each.changed = 0;
        }
        return error;
    }

    /** Writes the metadata of the transaction, which is safe in the log, where it belongs; then nothing is unwritten. @return 0 or −EIO */
    int writeLogged() {
        int error = 0;
        while (error == 0 && firstUnwritten != null) {
            Buffer buffer = firstUnwritten;
            error = write(buffer, buffer.logged);
            buffer.logged = 0;
            delist(buffer);
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
            error = disk.write((long) buffer.block * UfsFormat.SECTORS_PER_BLOCK + first, length,
                    Pages.physical(buffer.page) + first * UfsFormat.SECTOR_BYTES);
            left &= -1 << first + length;
        }
        hasFailed |= error != 0;
        return error == 0 ? 0 : -Errno.EIO;
    }

    /** Gives everything up, written or not. */
    void free() {
        while (newest != null) {
            delist(newest);
            drop(newest);
        }
        Kmem.free(buckets);
        Kmem.free(this);
    }

    private Buffer find(int block) {
        Buffer buffer = buckets[block & BUCKETS - 1];
        while (buffer != null && buffer.block != block) {
            buffer = buffer.nextInBucket;
        }
        return buffer;
    }

    private Buffer make(int block) {
        if (count >= limit) {
            evict();
        }
        long page = Pages.allocate(0);
        while (page == 0 && evict()) {
            page = Pages.allocate(0);
        }
        if (page == 0) {
            return null;
        }
        Buffer buffer = new Buffer(block, page);
        int bucket = block & BUCKETS - 1;
        buffer.nextInBucket = buckets[bucket];
        buckets[bucket] = buffer;
        count++;
        linkNewest(buffer);
        return buffer;
    }

    /** Gives one up. @return whether there was one to give up */
    private boolean evict() {
        Buffer buffer = oldest;
        int left = count - NEVER_EVICTED;
        while (left > 0 && buffer.isUnwritten) {
            buffer = buffer.newer;
            left--;
        }
        if (left > 0) {
            drop(buffer);
        }
        return left > 0;
    }

    private void drop(Buffer buffer) {
        int bucket = buffer.block & BUCKETS - 1;
        if (buckets[bucket] == buffer) {
            buckets[bucket] = buffer.nextInBucket;
        } else {
            Buffer before = buckets[bucket];
            while (before.nextInBucket != buffer) {
                before = before.nextInBucket;
            }
            before.nextInBucket = buffer.nextInBucket;
        }
        count--;
        unlink(buffer);
        Pages.release(buffer.page);
        Kmem.free(buffer);
    }

    private void touch(Buffer buffer) {
        if (buffer != newest) {
            unlink(buffer);
            linkNewest(buffer);
        }
    }

    private void linkNewest(Buffer buffer) {
        buffer.newer = null;
        buffer.older = newest;
        if (newest == null) {
            oldest = buffer;
        } else {
            newest.newer = buffer;
        }
        newest = buffer;
    }

    private void unlink(Buffer buffer) {
        if (buffer.newer == null) {
            newest = buffer.older;
        } else {
            buffer.newer.older = buffer.older;
        }
        if (buffer.older == null) {
            oldest = buffer.newer;
        } else {
            buffer.older.newer = buffer.newer;
        }
    }

    /** Mostly blocks are written in the order of their numbers: then it is the last. */
    private void enlist(Buffer buffer) {
        if (buffer.isUnwritten) {
            return;
        }
        buffer.isUnwritten = true;
        unwritten++;
        Buffer before = lastUnwritten != null && lastUnwritten.block < buffer.block ? lastUnwritten : lastBelow(buffer.block);
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

    private Buffer lastBelow(int block) {
        Buffer before = null;
        for (Buffer each = firstUnwritten; each != null && each.block < block; each = each.nextUnwritten) {
            before = each;
        }
        return before;
    }

    private void delist(Buffer buffer) {
        if (!buffer.isUnwritten) {
            return;
        }
        Buffer before = lastBelow(buffer.block);
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
