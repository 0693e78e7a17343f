package dev.lamarck.kernel.fs.tmp;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;

/** A regular file. What lies in its last page behind its end is zero. */
@Magic
public final class TmpFile extends Vnode {
    private static final int FIRST_PAGES = 4;
    /** What a table of 32-bit page indices can hold, and far more than RAM. */
    private static final long MAX_SIZE = 1L << 40;

    /** Page addresses; 0 is a hole. */
    private long[] pages = new long[FIRST_PAGES];
    private long size;

    public TmpFile(int mode) {
        super(FileMode.REGULAR | mode & FileMode.PERMISSIONS, newNumber());
        long now = TimeOfDay.seconds();
        accessed = now;
        modified = now;
        changed = now;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    @Symbol("tmp_read")
    public long readTo(long offset, Uio to) {
        lock.acquire();
        long end = offset >= size ? offset : offset + Math.min(to.residual(), size - offset);
        accessed = TimeOfDay.seconds();
        lock.release();
        long at = offset;
        while (at < end) {
            int within = (int) at & Pages.BYTES - 1;
            int n = (int) Math.min(end - at, Pages.BYTES - within);
            int error = movePage(at, within, n, to);
            if (error != 0) {
                return at > offset ? at - offset : error;
            }
            at += n;
        }
        return at - offset;
    }

    /** The page stays while it is copied, whatever happens to the file. */
    private int movePage(long offset, int within, int n, Uio to) {
        lock.acquire();
        long page = page(offset);
        if (page == 0) {
            page = Pages.allocateZeroed();
        } else {
            Pages.hold(page);
        }
        lock.release();
        if (page == 0) {
            return -Errno.ENOMEM;
        }
        int error = to.moveOut(page + within, n);
        Pages.release(page);
        return error;
    }

    @Override
    @Symbol("tmp_write")
    public long writeFrom(long offset, Uio from) {
        if (from.residual() > MAX_SIZE - offset) {
            return -Errno.EFBIG;
        }
        long at = offset;
        int error = 0;
        while (error == 0 && from.residual() > 0) {
            int within = (int) at & Pages.BYTES - 1;
            int n = (int) Math.min(from.residual(), Pages.BYTES - within);
            error = fillPage(at, within, n, from);
            at += error == 0 ? n : 0;
        }
        return at > offset || error == 0 ? at - offset : error;
    }

    private int fillPage(long offset, int within, int n, Uio from) {
        lock.acquire();
        long page = pageToWrite(offset);
        if (page != 0) {
            Pages.hold(page);
        }
        lock.release();
        if (page == 0) {
            return -Errno.ENOSPC;
        }
        int error = from.moveIn(page + within, n);
        Pages.release(page);
        if (error == 0) {
            lock.acquire();
            size = Math.max(size, offset + n);
            touch();
            lock.release();
        }
        return error;
    }

    @Override
    @Symbol("tmp_trunc")
    public int truncate(long length) {
        if (length < 0 || length > MAX_SIZE) {
            return -Errno.EINVAL;
        }
        lock.acquire();
        if (length < size) {
            freePages((int) (length + Pages.BYTES - 1 >>> Pages.SHIFT));
            clearBehind(length);
        }
        size = length;
        touch();
        lock.release();
        return 0;
    }

    /** The page with that offset, made if need be, for the disk driver to fill; 0 if there is no memory. */
    public @Kva long pageToFill(long offset) {
        return pageToWrite(offset);
    }

    /** Sets the size after pages have been filled directly; what they hold behind it is cleared. */
    public void setFilled(long length) {
        size = length;
        clearBehind(length);
    }

    @Override
    protected void inactive() {
        freePages(0);
        Kmem.free(pages);
    }

    private void touch() {
        long now = TimeOfDay.seconds();
        modified = now;
        changed = now;
    }

    private long page(long offset) {
        long index = offset >>> Pages.SHIFT;
        return index < pages.length ? pages[(int) index] : 0;
    }

    private long pageToWrite(long offset) {
        int index = (int) (offset >>> Pages.SHIFT);
        if (index >= pages.length) {
            growTable(index + 1);
        }
        if (pages[index] == 0) {
            pages[index] = Pages.allocateZeroed();
        }
        return pages[index];
    }

    private void growTable(int needed) {
        long[] more = new long[Math.max(needed, 2 * pages.length)];
        for (int i = 0; i < pages.length; i++) {
            more[i] = pages[i];
        }
        Kmem.free(pages);
        pages = more;
    }

    private void freePages(int from) {
        for (int i = from; i < pages.length; i++) {
            if (pages[i] != 0) {
                Pages.release(pages[i]);
                pages[i] = 0;
            }
        }
    }

    private void clearBehind(long length) {
        int within = (int) length & Pages.BYTES - 1;
        long page = page(length);
        if (within != 0 && page != 0) {
            for (int i = within; i < Pages.BYTES; i++) {
                Memory.store8(page + i, 0);
            }
        }
    }
}
