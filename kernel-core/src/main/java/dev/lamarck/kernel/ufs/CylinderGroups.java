package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * Which fragments and inodes are free. What the running transaction frees is kept apart, in memory, and becomes free with the commit: until then the
 * disk's old owner may come back by a power cut, and nobody may have written over what was his. Guarded by the file system's lock.
 */
@Magic
final class CylinderGroups {
    private static final int WHOLE = 0xFF;

    private final BufferCache cache;
    private final Superblock geometry;
    /** A byte a block of all groups, as in the maps on the disk: bit set, the transaction frees the fragment. */
    private final @Kva long freed;
    private final long freedBytes;
    private int freedFragments;

    CylinderGroups(BufferCache cache, Superblock geometry) {
        this.cache = cache;
        this.geometry = geometry;
        freedBytes = (long) geometry.groups * geometry.blocksPerGroup + 7 & -8L;
        freed = Kmem.allocZeroed(freedBytes);
    }

    boolean isValid() {
        return freed != 0;
    }

    /** Whether a commit would make fragments free. */
    boolean isFreeing() {
        return freedFragments > 0;
    }

    /** A run of fragments within a block, near a goal; not cleared. @return the first, or 0 if there is none */
    @Symbol("ufs_alloc")
    int allocate(int goal, int count) {
        int home = geometry.groupOf(goal);
        for (int i = 0; i < geometry.groups; i++) {
            int group = (home + i) % geometry.groups;
            Buffer map = cache.read(geometry.groupBlock(group));
            if (map == null) {
                return 0;
            }
            if (map.get32(UfsFormat.GROUP_FREE_FRAGMENTS) >= count) {
                int from = i == 0 ? Math.max(0, goal / UfsFormat.FRAGMENTS_PER_BLOCK - geometry.groupBlock(group)) : 0;
                int found = allocateIn(map, group, from, count);
                if (found != 0) {
                    return found;
                }
            }
        }
        return 0;
    }

    /** First among the blocks that are broken already, if less than a block is wanted; from one block on, then from the group's beginning. */
    private int allocateIn(Buffer map, int group, int from, int count) {
        int index = -1;
        if (count < UfsFormat.FRAGMENTS_PER_BLOCK) {
            index = search(map, from, count, false);
        }
        if (index < 0) {
            index = search(map, from, count, true);
        }
        if (index < 0) {
            return 0;
        }
        int shift = run(map.get8(UfsFormat.GROUP_FRAGMENT_MAP + index), count);
        take(map, index, mask(shift, count));
        return (geometry.groupBlock(group) + index) * UfsFormat.FRAGMENTS_PER_BLOCK + shift;
    }

    private int search(Buffer map, int from, int count, boolean whole) {
        int blocks = geometry.blocksPerGroup;
        for (int i = 0; i < blocks; i++) {
            int index = from + i < blocks ? from + i : from + i - blocks;
            int free = map.get8(UfsFormat.GROUP_FRAGMENT_MAP + index);
            if (free == WHOLE ? whole : free != 0 && run(free, count) >= 0) {
                return index;
            }
        }
        return -1;
    }

    /** Where in a block that many free fragments follow one another; −1 if nowhere. */
    private static int run(int free, int count) {
        for (int shift = 0; shift + count <= UfsFormat.FRAGMENTS_PER_BLOCK; shift++) {
            int wanted = mask(shift, count);
            if ((free & wanted) == wanted) {
                return shift;
            }
        }
        return -1;
    }

    private static int mask(int shift, int count) {
        return (1 << count) - 1 << shift;
    }

    /** Takes the fragments that follow a run, if they are free and in the same block. */
    boolean extend(int fragment, int have, int wanted) {
        int group = geometry.groupOf(fragment);
        int shift = fragment % UfsFormat.FRAGMENTS_PER_BLOCK;
        Buffer map = cache.read(geometry.groupBlock(group));
        if (map == null || shift + wanted > UfsFormat.FRAGMENTS_PER_BLOCK) {
            return false;
        }
        int index = fragment / UfsFormat.FRAGMENTS_PER_BLOCK - geometry.groupBlock(group);
        int more = mask(shift + have, wanted - have);
        boolean free = (map.get8(UfsFormat.GROUP_FRAGMENT_MAP + index) & more) == more;
        if (free) {
            take(map, index, more);
        }
        return free;
    }

    private void take(Buffer map, int index, int bits) {
        int at = UfsFormat.GROUP_FRAGMENT_MAP + index;
        map.put8(at, map.get8(at) & ~bits);
        cache.log(map, at, 1);
        count(map, UfsFormat.GROUP_FREE_FRAGMENTS, -Integer.bitCount(bits));
    }

    /** Frees fragments, from the next commit on. */
    @Symbol("ufs_free")
    void free(int fragment, int count) {
        int group = geometry.groupOf(fragment);
        long at = freed + (long) group * geometry.blocksPerGroup + fragment / UfsFormat.FRAGMENTS_PER_BLOCK - geometry.groupBlock(group);
        Memory.store8(at, Memory.loadUnsigned8(at) | mask(fragment % UfsFormat.FRAGMENTS_PER_BLOCK, count));
        freedFragments += count;
        cache.forget(fragment, count);
    }

    /** Gives fragments back that this operation has allocated and nothing refers to. */
    void giveBack(int fragment, int count) {
        int group = geometry.groupOf(fragment);
        Buffer map = cache.read(geometry.groupBlock(group));
        if (map != null) {
            release(map, fragment / UfsFormat.FRAGMENTS_PER_BLOCK - geometry.groupBlock(group), mask(fragment % UfsFormat.FRAGMENTS_PER_BLOCK, count));
        }
        cache.forget(fragment, count);
    }

    private void release(Buffer map, int index, int bits) {
        int at = UfsFormat.GROUP_FRAGMENT_MAP + index;
        map.put8(at, map.get8(at) | bits);
        cache.log(map, at, 1);
        count(map, UfsFormat.GROUP_FREE_FRAGMENTS, Integer.bitCount(bits));
    }

    /** Before a commit: enters into the maps what the transaction frees. */
    void enterFreed() {
        for (int group = 0; freedFragments > 0 && group < geometry.groups; group++) {
            long part = freed + (long) group * geometry.blocksPerGroup;
            for (int index = 0; index < geometry.blocksPerGroup; index++) {
                int bits = Memory.loadUnsigned8(part + index);
                Buffer map = bits == 0 ? null : cache.read(geometry.groupBlock(group));
                if (map != null) {
                    Memory.store8(part + index, 0);
                    release(map, index, bits);
                    freedFragments -= Integer.bitCount(bits);
                }
            }
        }
    }

    /** An inode in a group or, if it has none left, another. @return its number, or 0 if there is none */
    @Symbol("ufs_ialloc")
    int allocateInode(int home, boolean forDirectory) {
        for (int i = 0; i < geometry.groups; i++) {
            int group = (home + i) % geometry.groups;
            Buffer map = cache.read(geometry.groupBlock(group));
            if (map != null && map.get32(UfsFormat.GROUP_FREE_INODES) > 0) {
                return takeInode(map, group, forDirectory);
            }
        }
        return 0;
    }

    private int takeInode(Buffer map, int group, boolean forDirectory) {
        int index = 0;
        while ((map.get8(UfsFormat.GROUP_INODE_MAP + index / 8) & 1 << index % 8) != 0) {
            index++;
        }
        setInode(map, index, 1 << index % 8);
        count(map, UfsFormat.GROUP_FREE_INODES, -1);
        if (forDirectory) {
            count(map, UfsFormat.GROUP_DIRECTORIES, 1);
        }
        return group * geometry.inodesPerGroup + index;
    }

    @Symbol("ufs_ifree")
    void freeInode(int number, boolean wasDirectory) {
        Buffer map = cache.read(geometry.groupBlock(number / geometry.inodesPerGroup));
        if (map == null) {
            return;
        }
        setInode(map, number % geometry.inodesPerGroup, 0);
        count(map, UfsFormat.GROUP_FREE_INODES, 1);
        if (wasDirectory) {
            count(map, UfsFormat.GROUP_DIRECTORIES, -1);
        }
    }

    private void setInode(Buffer map, int index, int bit) {
        int at = UfsFormat.GROUP_INODE_MAP + index / 8;
        map.put8(at, map.get8(at) & ~(1 << index % 8) | bit);
        cache.log(map, at, 1);
    }

    /** The group with the most free inodes: directories go there, so that their files have room near them. */
    int emptiest() {
        int best = 0;
        int most = -1;
        for (int group = 0; group < geometry.groups; group++) {
            Buffer map = cache.read(geometry.groupBlock(group));
            int free = map == null ? 0 : map.get32(UfsFormat.GROUP_FREE_INODES);
            if (free > most) {
                best = group;
                most = free;
            }
        }
        return best;
    }

    /** Of all groups; of the field of their blocks that counts it. */
    long total(int field) {
        long sum = 0;
        for (int group = 0; group < geometry.groups; group++) {
            Buffer map = cache.read(geometry.groupBlock(group));
            sum += map == null ? 0 : map.get32(field);
        }
        return sum;
    }

    private void count(Buffer map, int field, int amount) {
        map.put32(field, map.get32(field) + amount);
        cache.log(map, field, 4);
    }

    void destroy() {
        Kmem.free(freed);
        Kmem.free(this);
    }
}
