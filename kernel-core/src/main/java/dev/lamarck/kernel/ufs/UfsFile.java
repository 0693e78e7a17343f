package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.FileMappings;
import dev.lamarck.kernel.mm.Pager;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * A regular file. Its contents are {@link FilePages pages}, the same for reads, writes and mappings. A reader holds the page while it is copied, a writer fills a page of its own first, for user
 * memory may fault.
 */
final class UfsFile extends UfsNode {
    private final ReadAhead readAhead = new ReadAhead();

    UfsFile(Ufs ufs, int inode, Buffer record, int at) {
        super(ufs, inode, record, at);
    }

    @Override
    @Symbol("ufs_read")
    public long readTo(long offset, Uio to) {
        long end = offset >= size ? offset : offset + Math.min(to.residual(), size - offset);
        long at = offset;
        int error = 0;
        while (error == 0 && at < end) {
            int within = (int) at & Pages.BYTES - 1;
            int n = (int) Math.min(end - at, Pages.BYTES - within);
            error = movePart(at, within, n, to);
            at += error == 0 ? n : 0;
        }
        return at > offset || error == 0 ? at - offset : error;
    }

    private int movePart(long offset, int within, int n, Uio to) {
        ufs.enter();
        int fragment = ufs.map.find(this, offset >> UfsFormat.BLOCK_SHIFT);
        Buffer buffer = fragment < 0 ? null : buffer(offset >> UfsFormat.BLOCK_SHIFT, fragment);
        long page = buffer != null ? held(buffer) : fragment == 0 ? Pages.allocateZeroed() : 0;
        int error = page == 0 ? ufs.map.noPage() : 0;
        accessed = now();
        ufs.leave();
        if (error == 0) {
            error = to.moveOut(page + within, n);
            Pages.release(page);
        }
        return error;
    }

    /** A block to read; null if it is a hole of which no page is in memory, without memory, or if it cannot be read. */
    private Buffer buffer(long index, int fragment) {
        if (fragment == 0) {
            return ufs.pages.find(this, index);
        }
        readAhead.prepare(this, index, fragment);
        return ufs.pages.get(this, index, fragment);
    }

    private static @Kva long held(Buffer buffer) {
        Pages.hold(buffer.page);
        return buffer.page;
    }

    @Override
    @Symbol("ufs_write")
    public long writeFrom(long offset, Uio from) {
        if (from.residual() > UfsFormat.MAX_SIZE - offset) {
            return -Errno.EFBIG;
        }
        long page = Pages.allocate(0);
        if (page == 0) {
            return -Errno.ENOMEM;
        }
        long at = offset;
        int error = 0;
        while (error == 0 && from.residual() > 0) {
            int within = (int) at & Pages.BYTES - 1;
            int n = (int) Math.min(from.residual(), Pages.BYTES - within);
            error = from.moveIn(page + within, n);
            error = error == 0 ? writePart(at, page + within, n) : error;
            at += error == 0 ? n : 0;
        }
        Pages.release(page);
        return at > offset || error == 0 ? at - offset : error;
    }

    /** One step for everybody else, and for a power cut as far as the metadata goes. */
    private int writePart(long offset, @Kva long from, int n) {
        int error = ufs.begin();
        if (error == 0) {
            error = put(offset, from, n);
            if (error == -Errno.ENOSPC && ufs.gainsSpace()) {
                error = put(offset, from, n);
            }
        }
        ufs.leave();
        return error;
    }

    private int put(long offset, @Kva long from, int n) {
        int error = offset > size ? ufs.map.clearBehind(this) : 0;
        int fragment = error != 0 ? error : ufs.map.forWrite(this, offset >> UfsFormat.BLOCK_SHIFT, offset + n);
        Buffer buffer = fragment <= 0 ? null : ufs.pages.get(this, offset >> UfsFormat.BLOCK_SHIFT, fragment);
        if (buffer == null) {
            return fragment < 0 ? fragment : ufs.map.noPage();
        }
        int at = (int) offset & UfsFormat.BLOCK_BYTES - 1;
        Blocks.copy(from, buffer.page + at, n);
        ufs.cache.changed(buffer, at, n);
        size = Math.max(size, offset + n);
        return updateModified();
    }

    @Override
    public boolean sharesPages() {
        return true;
    }

    @Override
    @Symbol("ufs_map_getpage")
    public @Kva long share(long offset) {
        ufs.enter();
        long index = offset >> UfsFormat.BLOCK_SHIFT;
        int fragment = offset >= size ? -Errno.EFAULT : ufs.map.find(this, index);
        if (fragment > 0) {
            readAhead.prepare(this, index, fragment);
        }
        Buffer buffer = fragment < 0 ? null : ufs.pages.get(this, index, fragment);
        long page = buffer != null ? held(buffer) : fragment < 0 || ufs.cache.hasFailed() ? Pager.UNREADABLE : 0;
        accessed = now();
        ufs.leave();
        return page;
    }

    /** A hole gets its block now, for what a program has stored cannot be refused any more. */
    @Override
    @Symbol("ufs_map_write")
    public int prepareWrite(long offset) {
        int error = ufs.begin();
        if (error == 0) {
            error = makeWritable(offset);
            if (error == -Errno.ENOSPC && ufs.gainsSpace()) {
                error = makeWritable(offset);
            }
        }
        ufs.leave();
        return error;
    }

    private int makeWritable(long offset) {
        long index = offset >> UfsFormat.BLOCK_SHIFT;
        int fragment = offset >= size ? -Errno.EFAULT : ufs.map.forWrite(this, index, size);
        Buffer buffer = fragment <= 0 ? null : ufs.pages.get(this, index, fragment);
        if (buffer == null) {
            return fragment < 0 ? fragment : ufs.map.noPage();
        }
        buffer.isWritable = true;
        ufs.cache.changed(buffer, 0, UfsFormat.fragmentsOf(size, index) << UfsFormat.FRAGMENT_SHIFT);
        return updateModified();
    }

    @Override
    public boolean isInMemory(long offset) {
        ufs.enter();
        boolean is = ufs.pages.has(this, offset >> UfsFormat.BLOCK_SHIFT);
        ufs.leave();
        return is;
    }

    @Override
    @Symbol("ufs_itrunc")
    public int truncate(long length) {
        if (length < 0 || length > UfsFormat.MAX_SIZE) {
            return length < 0 ? -Errno.EINVAL : -Errno.EFBIG;
        }
        lockTransfers();
        boolean isShortened = length < size;
        int error = ufs.begin();
        if (error == 0) {
            error = ufs.map.truncate(this, length);
            if (error == -Errno.ENOSPC && ufs.gainsSpace()) {
                error = ufs.map.truncate(this, length);
            }
            error = error == 0 ? updateModified() : error;
        }
        ufs.leave();
        if (isShortened) {
            FileMappings.truncate(this, length);
        }
        unlockTransfers();
        return error;
    }

    @Override
    void freeParts() {
        readAhead.free();
    }
}
