package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;

/**
 * The buffers in memory, found by what they are of, and by use: the least recently used is given up first when there are more than the limit, but none that has something to be
 * written or whose page somebody else refers to, a program's mapping or a reader; so the limit bends and nothing waits for memory. A reference to a buffer is good until the {@value
 * #NEVER_EVICTED}th request after it. Guarded by the file system's lock.
 */
final class BufferTable {
    /** So many of the most recently used are never given up. */
    static final int NEVER_EVICTED = 8;
    private static final int BUCKETS = 256;
    private static final int FEWEST = 32;
    private static final int MOST = 1024;
    /** Of all memory, the cache may have one in so many pages. */
    private static final int SHARE = 16;
    /** Scatters files over the buckets; odd. */
    private static final int SCATTER = 37;

    private final int limit = Math.max(FEWEST, Math.min(MOST, Pages.total() / SHARE));
    private final Buffer[] buckets = new Buffer[BUCKETS];
    private Buffer newest;
    private Buffer oldest;
    private int count;

    int limit() {
        return limit;
    }

    int count() {
        return count;
    }

    /** The buffer of that block of a file, or of the disk if {@code inode} is 0, now the most recently used; null if there is none. */
    Buffer find(int inode, long index) {
        Buffer buffer = peek(inode, index);
        if (buffer != null && buffer != newest) {
            unlink(buffer);
            linkNewest(buffer);
        }
        return buffer;
    }

    /** The same, but this is no use of it. */
    Buffer peek(int inode, long index) {
        Buffer buffer = buckets[bucket(inode, index)];
        while (buffer != null && (buffer.index != index || buffer.inode != inode)) {
            buffer = buffer.nextInBucket;
        }
        return buffer;
    }

    private static int bucket(int inode, long index) {
        return (int) index + inode * SCATTER & BUCKETS - 1;
    }

    /** A new one, its contents undefined; null if there is no memory. */
    Buffer make(int inode, long index, int fragment) {
        if (count >= limit) {
            evict();
        }
        int colour = Pages.colour(index << UfsFormat.BLOCK_SHIFT);
        long page = Pages.allocate(colour);
        while (page == 0 && evict()) {
            page = Pages.allocate(colour);
        }
        if (page == 0) {
            return null;
        }
        Buffer buffer = new Buffer(inode, index, fragment, page);
        int bucket = bucket(inode, index);
        buffer.nextInBucket = buckets[bucket];
        buckets[bucket] = buffer;
        count++;
        linkNewest(buffer);
        return buffer;
    }

    /** Gives one up. @return whether there was one to give up */
    boolean evict() {
        Buffer buffer = oldest;
        int left = count - NEVER_EVICTED;
        while (left > 0 && (buffer.isUnwritten || Pages.references(buffer.page) > 1)) {
            buffer = buffer.newer;
            left--;
        }
        if (left > 0) {
            drop(buffer);
        }
        return left > 0;
    }

    /** Gives up a buffer that is not to be written. */
    void drop(Buffer buffer) {
        int bucket = bucket(buffer.inode, buffer.index);
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

    /** The most recently used of all; the others by {@link Buffer#older}. */
    Buffer newest() {
        return newest;
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

    void free() {
        Kmem.free(buckets);
        Kmem.free(this);
    }
}
