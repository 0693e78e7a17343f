package dev.lamarck.kernel.fs.tmp;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.mm.AnonMap;
import dev.lamarck.kernel.mm.FileMappings;
import dev.lamarck.kernel.mm.Pager;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;

/** A regular file. What lies in its last page behind its end is zero. */
@Magic
public class TmpFile extends Vnode {
    /** So that no table takes more than a megabyte. */
    private static final long MAX_SIZE = 1L << 30;

    private final AnonMap pages = new AnonMap(lock);
    private long size;

    public TmpFile(int mode) {
        super(FileMode.REGULAR | mode & FileMode.PERMISSIONS, newNumber());
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long stored() {
        lock.acquire();
        long bytes = pages.count() << Pages.SHIFT;
        lock.release();
        return bytes;
    }

    @Override
    @Symbol("tmp_read")
    public long readTo(long offset, Uio to) {
        lock.acquire();
        long end = offset >= size ? offset : offset + Math.min(to.residual(), size - offset);
        accessed = TimeOfDay.stamp();
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
        long page = pages.get(offset >>> Pages.SHIFT);
        if (page == 0) {
            page = Pages.allocateZeroed();
        } else if (page > 0) {
            Pages.hold(page);
        }
        lock.release();
        if (page <= 0) {
            return page == 0 ? -Errno.ENOMEM : (int) page;
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
        long page = Pager.installed.makeRoom(1) ? share(offset) : 0;
        if (page == 0 || page == Pager.UNREADABLE) {
            return page == 0 ? -Errno.ENOSPC : -Errno.EIO;
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
        boolean isShortened = length < size;
        // What mappings wrote behind the old end is not to become contents.
        int error = clearBehind(Math.min(length, size));
        if (error == 0) {
            pages.free((int) (length + Pages.BYTES - 1 >>> Pages.SHIFT));
            size = length;
            touch();
        }
        lock.release();
        if (isShortened && error == 0) {
            FileMappings.truncate(this, length);
        }
        return error;
    }

    /** The page with that offset, made if need be, for the disk driver to fill; 0 if there is no memory. */
    public @Kva long pageToFill(long offset) {
        return pages.getOrMake(offset >>> Pages.SHIFT);
    }

    /** Sets the size after pages have been filled directly; what they hold behind it is cleared. */
    public void setFilled(long length) {
        size = length;
        clearBehind(length);
    }

    @Override
    public boolean sharesPages() {
        return true;
    }

    @Override
    public @Kva long share(long offset) {
        lock.acquire();
        long page = pages.getOrMake(offset >>> Pages.SHIFT);
        if (page > 0) {
            Pages.hold(page);
        }
        lock.release();
        return page == -Errno.EIO ? Pager.UNREADABLE : Math.max(0, page);
    }

    @Override
    public boolean isInMemory(long offset) {
        return pages.isInMemory(offset >>> Pages.SHIFT);
    }

    @Override
    protected void inactive() {
        pages.destroy();
    }

    private void touch() {
        long now = TimeOfDay.stamp();
        modified = now;
        changed = now;
    }

    /** @return 0, or an error if the last page cannot be brought back */
    private int clearBehind(long length) {
        int within = (int) length & Pages.BYTES - 1;
        long page = within == 0 ? 0 : pages.get(length >>> Pages.SHIFT);
        for (int i = within; page > 0 && i < Pages.BYTES; i++) {
            Memory.store8(page + i, 0);
        }
        return (int) Math.min(0, page);
    }
}
