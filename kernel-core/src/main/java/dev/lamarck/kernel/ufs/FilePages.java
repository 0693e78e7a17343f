package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.FileMappings;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The contents of regular files in memory, a page a block: what {@code read} and {@code write} move, and what mappings show. What lies in a page behind the file's end is zero, but for what
 * programs write there. A page outlives the vnode; it is its inode's. Guarded by the file system's lock.
 */
final class FilePages {
    private final BufferCache cache;

    FilePages(BufferCache cache) {
        this.cache = cache;
    }

    /** Whether a block is in memory. */
    boolean has(UfsNode file, long index) {
        return cache.table.peek(file.inode, index) != null;
    }

    /** A block that is in memory; null if it is not. */
    Buffer find(UfsNode file, long index) {
        return cache.table.find(file.inode, index);
    }

    /** A block, read from a fragment on, or zeros if that is 0. Null without memory, or if it cannot be read, which is remembered. */
    @Symbol("ufs_getpage")
    Buffer get(UfsNode file, long index, int fragment) {
        Buffer page = find(file, index);
        if (page == null) {
            page = cache.table.make(file.inode, index, fragment);
            if (page != null && fill(page, file.size) != 0) {
                cache.table.drop(page);
                page = null;
            }
        }
        return page;
    }

    private int fill(Buffer page, long size) {
        int fragments = page.fragment == 0 ? 0 : UfsFormat.fragmentsOf(size, page.index);
        int error = fragments == 0 ? 0 : cache.fill(page, fragments * UfsFormat.SECTORS_PER_FRAGMENT);
        if (error == 0) {
            clearBehind(page, fragments == 0 ? 0 : size);
        }
        return error;
    }

    /** Zeros in the part of a page that is behind a file's end. */
    private static void clearBehind(Buffer page, long size) {
        int end = (int) Math.max(0, Math.min(UfsFormat.BLOCK_BYTES, size - (page.index << UfsFormat.BLOCK_SHIFT)));
        page.clear(end, UfsFormat.BLOCK_BYTES - end);
    }

    /** Brings blocks that follow one another, in the file and on the disk, into memory by one command. Where there is no memory for that, it does nothing. */
    @Symbol("ufs_getpage_ra")
    void readRun(UfsNode file, long index, int fragment, int blocks) {
        long run = Pages.allocateRun(blocks);
        if (run == 0) {
            return;
        }
        int error = cache.readTo((long) fragment * UfsFormat.SECTORS_PER_FRAGMENT, blocks * UfsFormat.SECTORS_PER_BLOCK, run);
        for (int i = 0; error == 0 && i < blocks; i++) {
            Buffer page = has(file, index + i) ? null : cache.table.make(file.inode, index + i, fragment + i * UfsFormat.FRAGMENTS_PER_BLOCK);
            if (page != null) {
                Blocks.copy(run + (long) i * Pages.BYTES, page.page, Pages.BYTES);
                clearBehind(page, file.size);
            }
        }
        Pages.release(run);
    }

    /** The block is at a fragment from now on, where it has had so many: they are to be written there. */
    void place(Buffer page, int fragment, int have) {
        cache.delist(page);
        page.fragment = fragment;
        if (have > 0) {
            cache.changed(page, 0, have << UfsFormat.FRAGMENT_SHIFT);
        }
    }

    /** Of a block's fragments only so many are its own any more. */
    void keep(UfsNode file, long index, int fragments) {
        Buffer page = cache.table.peek(file.inode, index);
        if (page != null) {
            page.changed &= (1 << fragments * UfsFormat.SECTORS_PER_FRAGMENT) - 1;
            cache.delistIfClean(page);
        }
    }

    /** The file is about to end at a length that is less than its size: nothing behind it is in memory or to be written. */
    void truncate(UfsNode file, long length) {
        long first = length + UfsFormat.BLOCK_BYTES - 1 >> UfsFormat.BLOCK_SHIFT;
        long end = file.size + UfsFormat.BLOCK_BYTES - 1 >> UfsFormat.BLOCK_SHIFT;
        if (end - first > cache.table.count()) {
            dropAll(file, first);
        } else {
            for (long index = first; index < end; index++) {
                drop(cache.table.peek(file.inode, index));
            }
        }
        Buffer last = first << UfsFormat.BLOCK_SHIFT == length ? null : cache.table.peek(file.inode, first - 1);
        if (last != null) {
            clearBehind(last, length);
            keep(file, first - 1, UfsFormat.fragmentsOf(length, first - 1));
        }
    }

    /** Where the file had more blocks than there are in memory. */
    private void dropAll(UfsNode file, long first) {
        Buffer each = cache.table.newest();
        while (each != null) {
            Buffer next = each.older;
            if (each.inode == file.inode && each.index >= first) {
                drop(each);
            }
            each = next;
        }
    }

    private void drop(Buffer page) {
        if (page != null) {
            cache.delist(page);
            cache.table.drop(page);
        }
    }

    /** Before pages are written: who may write to them by a mapping may no more, unnoticed; where one is at it just now, the page stays changed. */
    @Symbol("ufs_putpages")
    void takeRights(NodeTable nodes) {
        for (Buffer each = cache.firstUnwritten(); each != null; each = each.nextUnwritten) {
            if (each.isWritable) {
                UfsNode file = nodes.peek(each.inode);
                each.isWritable = file != null && FileMappings.isBeingWritten(file, each.index << UfsFormat.BLOCK_SHIFT);
            }
        }
    }

    void free() {
        Kmem.free(this);
    }
}
