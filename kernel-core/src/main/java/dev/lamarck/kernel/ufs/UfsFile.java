package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * A regular file. Its pages are the buffer cache's; a reader holds the page while it is copied, a writer fills a page of its own first, for user
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
        long page = fragment < 0 ? 0 : fragment == 0 ? Pages.allocateZeroed() : held(offset >> UfsFormat.BLOCK_SHIFT, fragment);
        accessed = TimeOfDay.seconds();
        ufs.leave();
        if (page == 0) {
            return fragment == 0 ? -Errno.ENOMEM : -Errno.EIO;
        }
        int error = to.moveOut(page + (fragment > 0 ? BufferCache.offset(fragment) : 0) + within, n);
        Pages.release(page);
        return error;
    }

    private @Kva long held(long index, int fragment) {
        readAhead.prepare(this, index, fragment);
        Buffer buffer = ufs.cache.readFragment(fragment);
        if (buffer == null) {
            return 0;
        }
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
        Buffer buffer = fragment <= 0 ? null : ufs.cache.readFragment(fragment);
        if (buffer == null) {
            return fragment < 0 ? fragment : -Errno.EIO;
        }
        int at = BufferCache.offset(fragment) + ((int) offset & UfsFormat.BLOCK_BYTES - 1);
        Blocks.copy(from, buffer.page + at, n);
        ufs.cache.changed(buffer, at, n);
        size = Math.max(size, offset + n);
        return updateModified();
    }

    @Override
    @Symbol("ufs_itrunc")
    public int truncate(long length) {
        if (length < 0 || length > UfsFormat.MAX_SIZE) {
            return length < 0 ? -Errno.EINVAL : -Errno.EFBIG;
        }
        lockTransfers();
        int error = ufs.begin();
        if (error == 0) {
            error = ufs.map.truncate(this, length);
            if (error == -Errno.ENOSPC && ufs.gainsSpace()) {
                error = ufs.map.truncate(this, length);
            }
            error = error == 0 ? updateModified() : error;
        }
        ufs.leave();
        unlockTransfers();
        return error;
    }

    @Override
    void freeParts() {
        readAhead.free();
    }
}
