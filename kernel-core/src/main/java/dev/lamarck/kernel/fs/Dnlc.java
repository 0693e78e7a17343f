package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The directory name lookup cache: which file a name in a directory is, for file systems that would have to look on a disk. It has at most {@link #size} names, the least
 * recently used go first, and holds a file for each; a directory is known by its number. A file system has one of its own, and removes a name here before it is another's. Its lock is the last
 * before the allocators': what no longer is held is the caller's to release.
 */
public final class Dnlc {
    /** Longer names are not kept. */
    public static final int LONGEST_NAME = 31;
    public static final int MOST = 1 << 16;
    private static final int FIRST_SIZE = 256;
    private static final int FEWEST_BUCKETS = 16;
    private static final int FACTOR = 31;

    private final Mutex lock = new Mutex();
    private int size = FIRST_SIZE;
    private DnlcEntry[] buckets;
    private DnlcEntry newest;
    private DnlcEntry oldest;
    private int count;
    private long hits;
    private long misses;
    private long enters;

    /** The file, held; null if it is not known. */
    @Symbol("dnlc_lookup")
    @NoInline
    public Vnode lookup(long directory, byte[] name, int at, int length) {
        lock.acquire();
        DnlcEntry entry = length > LONGEST_NAME ? null : find(directory, name, at, length);
        Vnode vnode = null;
        if (entry == null) {
            misses++;
        } else {
            hits++;
            unlink(entry);
            linkNewest(entry);
            vnode = entry.vnode;
            vnode.hold();
        }
        lock.release();
        return vnode;
    }

    /** Remembers a name. @return a file that it no longer holds, or null */
    @Symbol("dnlc_enter")
    @NoInline
    public Vnode enter(long directory, byte[] name, int at, int length, Vnode vnode) {
        if (length > LONGEST_NAME) {
            return null;
        }
        lock.acquire();
        Vnode released = null;
        if (size > 0 && find(directory, name, at, length) == null) {
            enters++;
            if (count >= size) {
                released = drop(oldest);
            }
            vnode.hold();
            add(new DnlcEntry(directory, name, at, length, vnode));
        }
        lock.release();
        return released;
    }

    /** Forgets a name. @return the file that it no longer holds, or null */
    @Symbol("dnlc_remove")
    @NoInline
    public Vnode remove(long directory, byte[] name, int at, int length) {
        lock.acquire();
        DnlcEntry entry = length > LONGEST_NAME ? null : find(directory, name, at, length);
        Vnode released = entry == null ? null : drop(entry);
        lock.release();
        return released;
    }

    /** Lets it have so many names; at once. No lock of a file system is held. */
    @Symbol("dnlc_resize")
    public void resize(int names) {
        lock.acquire();
        size = Math.max(0, Math.min(MOST, names));
        if (buckets != null) {
            rehash();
        }
        lock.release();
        shrink();
    }

    /** Forgets everything. */
    @Symbol("dnlc_purge")
    public void purge() {
        int kept = size;
        resize(0);
        resize(kept);
    }

    /** One after the other, since a file that is released may take its time. */
    private void shrink() {
        Vnode released;
        do {
            lock.acquire();
            released = count > size ? drop(oldest) : null;
            lock.release();
            if (released != null) {
                released.release();
            }
        } while (released != null);
    }

    public int size() {
        return size;
    }

    /** Names that it has. */
    public int count() {
        return count;
    }

    public long hits() {
        return hits;
    }

    public long misses() {
        return misses;
    }

    public long enters() {
        return enters;
    }

    private static int hash(long directory, byte[] name, int at, int length) {
        int hash = (int) directory;
        for (int i = 0; i < length; i++) {
            hash = FACTOR * hash + name[at + i];
        }
        return hash;
    }

    private DnlcEntry find(long directory, byte[] name, int at, int length) {
        if (buckets == null) {
            return null;
        }
        int hash = hash(directory, name, at, length);
        DnlcEntry entry = buckets[hash & buckets.length - 1];
        while (entry != null && !entry.is(directory, hash, name, at, length)) {
            entry = entry.nextInBucket;
        }
        return entry;
    }

    private void add(DnlcEntry entry) {
        if (buckets == null) {
            rehash();
        }
        entry.hash = hash(entry.directory, entry.name, 0, entry.name.length);
        linkBucket(entry);
        linkNewest(entry);
        count++;
    }

    private void rehash() {
        int wanted = FEWEST_BUCKETS;
        while (wanted < size) {
            wanted *= 2;
        }
        if (buckets != null) {
            Kmem.free(buckets);
        }
        buckets = new DnlcEntry[wanted];
        for (DnlcEntry each = newest; each != null; each = each.older) {
            linkBucket(each);
        }
    }

    private void linkBucket(DnlcEntry entry) {
        int bucket = entry.hash & buckets.length - 1;
        entry.nextInBucket = buckets[bucket];
        buckets[bucket] = entry;
    }

    private Vnode drop(DnlcEntry entry) {
        int bucket = entry.hash & buckets.length - 1;
        DnlcEntry before = null;
        for (DnlcEntry each = buckets[bucket]; each != entry; each = each.nextInBucket) {
            before = each;
        }
        if (before == null) {
            buckets[bucket] = entry.nextInBucket;
        } else {
            before.nextInBucket = entry.nextInBucket;
        }
        unlink(entry);
        count--;
        Vnode vnode = entry.vnode;
        entry.free();
        return vnode;
    }

    private void linkNewest(DnlcEntry entry) {
        entry.newer = null;
        entry.older = newest;
        if (newest == null) {
            oldest = entry;
        } else {
            newest.newer = entry;
        }
        newest = entry;
    }

    private void unlink(DnlcEntry entry) {
        if (entry.newer == null) {
            newest = entry.older;
        } else {
            entry.newer.older = entry.older;
        }
        if (entry.older == null) {
            oldest = entry.newer;
        } else {
            entry.older.newer = entry.newer;
        }
    }

    /** Nobody uses it any more; what it holds goes with the file system. */
    public void free() {
        purge();
        if (buckets != null) {
            Kmem.free(buckets);
        }
        lock.free();
        Kmem.free(this);
    }
}
