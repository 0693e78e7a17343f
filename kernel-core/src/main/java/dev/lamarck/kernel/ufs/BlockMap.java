package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * Which fragments hold which block of a file. The pointers are in the inode and its indirect blocks, in the buffer cache, and nowhere else; contents are in a
 * file's {@link FilePages pages} or, a directory's, in the buffer cache. A file's last block has only as many fragments as its size needs, as long as it is one of the twelve direct ones. Guarded by the file system's lock.
 */
final class BlockMap {
    private static final int WHOLE = UfsFormat.FRAGMENTS_PER_BLOCK;

    private final BufferCache cache;
    private final FilePages pages;
    private final CylinderGroups groups;
    private final Superblock geometry;

    BlockMap(BufferCache cache, FilePages pages, CylinderGroups groups, Superblock geometry) {
        this.cache = cache;
        this.pages = pages;
        this.groups = groups;
        this.geometry = geometry;
    }

    /** The first fragment of a block; 0 if it is a hole, −EIO. */
    @Symbol("bmap_read")
    int find(UfsNode node, long index) {
        Buffer inode = cache.read(geometry.inodeBlock(node.inode));
        if (inode == null || index >= UfsFormat.MAX_BLOCKS) {
            return inode == null ? -Errno.EIO : 0;
        }
        int at = Superblock.inodeOffset(node.inode);
        if (index < UfsFormat.DIRECT_BLOCKS) {
            return checked(inode.get32(at + UfsFormat.INODE_DIRECT + (int) index * UfsFormat.POINTER_BYTES));
        }
        long rest = index - UfsFormat.DIRECT_BLOCKS;
        if (rest < UfsFormat.POINTERS_PER_BLOCK) {
            return entry(checked(inode.get32(at + UfsFormat.INODE_INDIRECT)), (int) rest);
        }
        rest -= UfsFormat.POINTERS_PER_BLOCK;
        int table = entry(checked(inode.get32(at + UfsFormat.INODE_DOUBLE_INDIRECT)), (int) (rest / UfsFormat.POINTERS_PER_BLOCK));
        return entry(table, (int) (rest % UfsFormat.POINTERS_PER_BLOCK));
    }

    private int entry(int table, int slot) {
        if (table <= 0) {
            return table;
        }
        Buffer buffer = cache.readFragment(table);
        return buffer == null ? -Errno.EIO : checked(buffer.get32(slot * UfsFormat.POINTER_BYTES));
    }

    /** A pointer that points nowhere spoils the file system. */
    private int checked(int fragment) {
        if (fragment == 0 || geometry.isData(fragment, 1)) {
            return fragment;
        }
        cache.fail();
        return -Errno.EIO;
    }

    /** The first fragment of a block that is about to be written, up to byte {@code end} of the file; new ones are zeros. @return −ENOSPC, −EFBIG, −EIO */
    @Symbol("bmap_write")
    int forWrite(UfsNode node, long index, long end) {
        if (index >= UfsFormat.MAX_BLOCKS) {
            return -Errno.EFBIG;
        }
        long size = Math.max(node.size, end);
        long last = node.size - 1 >> UfsFormat.BLOCK_SHIFT;
        int before = node.size > 0 && last < index ? UfsFormat.fragmentsOf(node.size, last) : 0;
        int error = before > 0 ? resizeLast(node, last, size) : 0;
        int found = error != 0 ? error : index < UfsFormat.DIRECT_BLOCKS ? directForWrite(node, index, size) : indirectForWrite(node, index);
        if (found < 0 && error == 0 && before > 0) {
            giveBackBehind(node, last, before);
        }
        return found;
    }

    private int directForWrite(UfsNode node, long index, long size) {
        int found = find(node, index);
        int have = found <= 0 ? 0 : UfsFormat.fragmentsOf(node.size, index);
        int wanted = UfsFormat.fragmentsOf(size, index);
        return found < 0 || have >= wanted ? found : resize(node, (int) index, found, have, wanted);
    }

    /** Gives the file's last block the fragments that it needs when the file is longer. @return 0, −ENOSPC, −EIO */
    private int resizeLast(UfsNode node, long last, long size) {
        int found = last >= UfsFormat.DIRECT_BLOCKS ? 0 : find(node, last);
        int have = UfsFormat.fragmentsOf(node.size, last);
        int wanted = UfsFormat.fragmentsOf(size, last);
        int result = found <= 0 || have >= wanted ? found : resize(node, (int) last, found, have, wanted);
        return Math.min(result, 0);
    }

    /** Undoes {@link #resizeLast}. */
    private void giveBackBehind(UfsNode node, long last, int have) {
        int found = last >= UfsFormat.DIRECT_BLOCKS ? 0 : find(node, last);
        if (found > 0 && have < WHOLE) {
            groups.giveBack(found + have, WHOLE - have);
            countFragments(node, have - WHOLE);
            pages.keep(node, last, have);
        }
    }

    /** A longer run for a direct block: in place, or elsewhere with what it had. */
    private int resize(UfsNode node, int index, int old, int have, int wanted) {
        int made = old;
        if (have == 0 || !groups.extend(old, have, wanted)) {
            made = groups.allocate(goal(node, index), wanted);
            if (made == 0) {
                return outOfSpace();
            }
        }
        if (!move(node, index, old, made, have) || !clear(node, index, made, have, wanted)) {
            return giveUp(made, have, wanted, made == old);
        }
        if (made != old) {
            setPointer(node, UfsFormat.INODE_DIRECT + index * UfsFormat.POINTER_BYTES, made);
            if (have > 0) {
                groups.free(old, have);
            }
        }
        countFragments(node, wanted - have);
        return made;
    }

    /** What a block has, if anything, goes to another fragment. @return whether it could be read */
    private boolean move(UfsNode node, long index, int from, int to, int have) {
        if (!node.isDirectory()) {
            Buffer page = pages.get(node, index, have == 0 ? 0 : from);
            if (page != null && from != to) {
                pages.place(page, to, have);
            }
            return page != null;
        }
        Buffer old = have == 0 || from == to ? null : cache.readFragment(from);
        Buffer made = old == null ? null : cache.readFragment(to);
        if (made != null) {
            made.copyFrom(old, old.offset(from), made.offset(to), have << UfsFormat.FRAGMENT_SHIFT);
            cache.log(made, made.offset(to), have << UfsFormat.FRAGMENT_SHIFT);
        }
        return made != null || have == 0 || from == to;
    }

    /** Zeros in the part of a run that is new. @return whether it could be read */
    private boolean clear(UfsNode node, long index, int fragment, int have, int wanted) {
        int bytes = wanted - have << UfsFormat.FRAGMENT_SHIFT;
        Buffer buffer = bytes == UfsFormat.BLOCK_BYTES && node.isDirectory() ? cache.clear(fragment / WHOLE) : contents(node, index, fragment);
        if (buffer != null) {
            int at = buffer.offset(fragment + have);
            buffer.clear(at, bytes);
            mark(node, buffer, at, bytes);
        }
        return buffer != null;
    }

    /** The buffer with the contents of a block that begins at a fragment; null if there is no memory or it cannot be read. */
    private Buffer contents(UfsNode node, long index, int fragment) {
        return node.isDirectory() ? cache.readFragment(fragment) : pages.get(node, index, fragment);
    }

    private void mark(UfsNode node, Buffer buffer, int at, int length) {
        if (node.isDirectory()) {
            cache.log(buffer, at, length);
        } else {
            cache.changed(buffer, at, length);
        }
    }

    private int indirectForWrite(UfsNode node, long index) {
        int found = find(node, index);
        if (found != 0) {
            return found;
        }
        long rest = index - UfsFormat.DIRECT_BLOCKS;
        int table;
        if (rest < UfsFormat.POINTERS_PER_BLOCK) {
            table = table(node, UfsFormat.INODE_INDIRECT);
        } else {
            rest -= UfsFormat.POINTERS_PER_BLOCK;
            table = table(node, UfsFormat.INODE_DOUBLE_INDIRECT);
            table = table <= 0 ? table : tableIn(node, table, (int) (rest / UfsFormat.POINTERS_PER_BLOCK));
        }
        if (table <= 0) {
            return table;
        }
        int made = groups.allocate(goal(node, index), WHOLE);
        if (made == 0) {
            return outOfSpace();
        }
        if (!move(node, index, 0, made, 0) || !clear(node, index, made, 0, WHOLE)) {
            return giveUp(made, 0, WHOLE, false);
        }
        return enter(node, table, (int) (rest % UfsFormat.POINTERS_PER_BLOCK), made);
    }

    /** The indirect block that a field of the inode points to, made if need be. One that stays empty for want of space goes when the file shrinks. */
    private int table(UfsNode node, int field) {
        Buffer inode = cache.read(geometry.inodeBlock(node.inode));
        int table = inode == null ? -Errno.EIO : checked(inode.get32(Superblock.inodeOffset(node.inode) + field));
        if (table == 0) {
            table = makeTable(node);
            if (table > 0) {
                setPointer(node, field, table);
                countFragments(node, WHOLE);
            }
        }
        return table;
    }

    private int tableIn(UfsNode node, int parent, int slot) {
        int table = entry(parent, slot);
        if (table == 0) {
            table = makeTable(node);
            table = table > 0 ? enter(node, parent, slot, table) : table;
        }
        return table;
    }

    private int makeTable(UfsNode node) {
        int made = groups.allocate(geometry.goal(node.inode), WHOLE);
        if (made == 0) {
            return outOfSpace();
        }
        Buffer buffer = cache.clear(made / WHOLE);
        if (buffer == null) {
            return -Errno.EIO;
        }
        cache.log(buffer, 0, UfsFormat.BLOCK_BYTES);
        return made;
    }

    private int enter(UfsNode node, int table, int slot, int fragment) {
        Buffer buffer = cache.readFragment(table);
        if (buffer == null) {
            return -Errno.EIO;
        }
        buffer.put32(slot * UfsFormat.POINTER_BYTES, fragment);
        cache.log(buffer, slot * UfsFormat.POINTER_BYTES, UfsFormat.POINTER_BYTES);
        countFragments(node, WHOLE);
        return fragment;
    }

    private int outOfSpace() {
        return cache.hasFailed() ? -Errno.EIO : -Errno.ENOSPC;
    }

    /** Behind the block before, or where the group's contents begin. */
    private int goal(UfsNode node, long index) {
        int before = index == 0 ? 0 : find(node, index - 1);
        return before <= 0 ? geometry.goal(node.inode) : Math.min(before + WHOLE, geometry.fragments - 1);
    }

    private void setPointer(UfsNode node, int field, int fragment) {
        Buffer inode = cache.read(geometry.inodeBlock(node.inode));
        if (inode != null) {
            int at = Superblock.inodeOffset(node.inode) + field;
            inode.put32(at, fragment);
            cache.log(inode, at, UfsFormat.POINTER_BYTES);
        }
    }

    private void countFragments(UfsNode node, int amount) {
        Buffer inode = cache.read(geometry.inodeBlock(node.inode));
        if (inode != null) {
            int at = Superblock.inodeOffset(node.inode) + UfsFormat.INODE_FRAGMENTS;
            inode.put32(at, inode.get32(at) + amount);
            cache.log(inode, at, UfsFormat.POINTER_BYTES);
        }
    }

    /** There was no memory for a page, or what a block has cannot be read: what was allocated for it is given back. @return the error */
    private int giveUp(int fragment, int have, int wanted, boolean isExtended) {
        int first = isExtended ? fragment + have : fragment;
        groups.giveBack(first, fragment + wanted - first);
        return noPage();
    }

    /** Why there is no page of a file: an error. */
    int noPage() {
        return cache.hasFailed() ? -Errno.EIO : -Errno.ENOMEM;
    }

    /** Makes the file longer, by a hole, or shorter. The caller writes its size to the inode. @return 0, −ENOSPC, −EIO */
    @Symbol("bmap_truncate")
    int truncate(UfsNode node, long length) {
        int error = 0;
        if (length > node.size) {
            error = clearBehind(node);
            error = error == 0 && node.size > 0 ? resizeLast(node, node.size - 1 >> UfsFormat.BLOCK_SHIFT, length) : error;
        } else {
            pages.truncate(node, length);
            long kept = length + UfsFormat.BLOCK_BYTES - 1 >> UfsFormat.BLOCK_SHIFT;
            freeDirect(node, kept);
            freeTable(node, UfsFormat.INODE_INDIRECT, kept - UfsFormat.DIRECT_BLOCKS);
            freeDouble(node, kept - UfsFormat.DIRECT_BLOCKS - UfsFormat.POINTERS_PER_BLOCK);
            if (kept > 0) {
                shrinkLast(node, kept - 1, length);
            }
            error = cache.hasFailed() ? -Errno.EIO : 0;
        }
        if (error == 0) {
            node.size = length;
        }
        return error;
    }

    private void freeDirect(UfsNode node, long kept) {
        for (int index = (int) Math.min(kept, UfsFormat.DIRECT_BLOCKS); index < UfsFormat.DIRECT_BLOCKS; index++) {
            int found = find(node, index);
            int have = UfsFormat.fragmentsOf(node.size, index);
            if (found > 0 && have > 0) {
                groups.free(found, have);
                countFragments(node, -have);
                setPointer(node, UfsFormat.INODE_DIRECT + index * UfsFormat.POINTER_BYTES, 0);
            }
        }
    }

    private void freeTable(UfsNode node, int field, long kept) {
        Buffer inode = cache.read(geometry.inodeBlock(node.inode));
        int table = inode == null ? 0 : checked(inode.get32(Superblock.inodeOffset(node.inode) + field));
        if (table > 0 && kept < UfsFormat.POINTERS_PER_BLOCK) {
            freeEntries(node, table, (int) Math.max(0, kept));
            if (kept <= 0) {
                freeWhole(node, table);
                setPointer(node, field, 0);
            }
        }
    }

    private void freeDouble(UfsNode node, long kept) {
        Buffer inode = cache.read(geometry.inodeBlock(node.inode));
        int parent = inode == null ? 0 : checked(inode.get32(Superblock.inodeOffset(node.inode) + UfsFormat.INODE_DOUBLE_INDIRECT));
        if (parent <= 0) {
            return;
        }
        for (int slot = (int) (Math.max(0, kept) / UfsFormat.POINTERS_PER_BLOCK); slot < UfsFormat.POINTERS_PER_BLOCK; slot++) {
            int table = entry(parent, slot);
            long rest = kept - (long) slot * UfsFormat.POINTERS_PER_BLOCK;
            if (table > 0) {
                freeEntries(node, table, (int) Math.max(0, rest));
            }
            if (table > 0 && rest <= 0) {
                freeWhole(node, table);
                clearEntry(parent, slot, kept > 0);
            }
        }
        if (kept <= 0) {
            freeWhole(node, parent);
            setPointer(node, UfsFormat.INODE_DOUBLE_INDIRECT, 0);
        }
    }

    /** Frees the blocks of an indirect block from a slot on; the block itself is changed only if it stays. */
    private void freeEntries(UfsNode node, int table, int from) {
        for (int slot = from; slot < UfsFormat.POINTERS_PER_BLOCK; slot++) {
            int found = entry(table, slot);
            if (found > 0) {
                freeWhole(node, found);
                clearEntry(table, slot, from > 0);
            }
        }
    }

    private void clearEntry(int table, int slot, boolean stays) {
        Buffer buffer = stays ? cache.readFragment(table) : null;
        if (buffer != null) {
            buffer.put32(slot * UfsFormat.POINTER_BYTES, 0);
            cache.log(buffer, slot * UfsFormat.POINTER_BYTES, UfsFormat.POINTER_BYTES);
        }
    }

    private void freeWhole(UfsNode node, int fragment) {
        groups.free(fragment, WHOLE);
        countFragments(node, -WHOLE);
    }

    /** Frees the fragments of the last block that the shorter file does not need. */
    private void shrinkLast(UfsNode node, long last, long length) {
        int found = find(node, last);
        if (found <= 0) {
            return;
        }
        int have = UfsFormat.fragmentsOf(node.size, last);
        int kept = UfsFormat.fragmentsOf(length, last);
        if (kept < have) {
            groups.free(found + kept, have - kept);
            countFragments(node, kept - have);
        }
    }

    /**
     * Before a file grows over a gap: clears what its last fragment has behind the end. That may be anything, since contents are written before the
     * size is, and stay when the file shrinks.
     */
    int clearBehind(UfsNode node) {
        int within = (int) node.size & UfsFormat.BLOCK_BYTES - 1;
        long last = node.size >> UfsFormat.BLOCK_SHIFT;
        int found = within == 0 ? 0 : find(node, last);
        if (found <= 0) {
            return found;
        }
        int rest = (UfsFormat.fragmentsOf(node.size, last) << UfsFormat.FRAGMENT_SHIFT) - within;
        Buffer buffer = contents(node, last, found);
        if (buffer != null && rest > 0) {
            buffer.clear(buffer.offset(found) + within, rest);
            mark(node, buffer, buffer.offset(found) + within, rest);
        }
        return buffer == null ? noPage() : 0;
    }
}
