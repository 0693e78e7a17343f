package dev.lamarck.kernel.fs.tmp;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pager;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;

/** A regular file. What lies in its last page behind its end is zero. */
@Magic
public final class TmpFile extends Vnode {
    private static final int FIRST_PAGES = 4;
    private static final int ENTRY = 8;
    /** So that no table takes more than a megabyte. */
    private static final long MAX_SIZE = 1L << 30;

    /** A table of page addresses, 0 for a hole, and how many it holds. */
    private @Kva long table;
    private int capacity;
    private long size;

    public TmpFile(int mode) {
        super(FileMode.REGULAR | mode & FileMode.PERMISSIONS, newNumber());
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
        long page = Pager.installed.makeRoom(1) ? share(offset) : 0;
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
    public boolean sharesPages() {
        return true;
    }

    @Override
    public @Kva long share(long offset) {
        lock.acquire();
        long page = pageToWrite(offset);
        if (page != 0) {
            Pages.hold(page);
        }
        lock.release();
        return page;
    }

    @Override
    protected void inactive() {
        freePages(0);
        if (table != 0) {
            Kmem.free(table);
        }
    }

    private void touch() {
        long now = TimeOfDay.seconds();
        modified = now;
        changed = now;
    }

    private @Kva long page(long offset) {
        long index = offset >>> Pages.SHIFT;
        return index < capacity ? Memory.load64(table + index * ENTRY) : 0;
    }

    /** 0 if there is no memory for the page or the table. */
    private @Kva long pageToWrite(long offset) {
        int index = (int) (offset >>> Pages.SHIFT);
        if (index >= capacity && !growTable(index + 1)) {
            return 0;
        }
        long page = page(offset);
        if (page == 0) {
            page = Pages.mayGive(1) ? Pages.allocateZeroed(Pages.colour(offset)) : 0;
            Memory.store64(table + (long) index * ENTRY, page);
        }
        return page;
    }

    private boolean growTable(int needed) {
        int more = Math.max(Math.max(needed, 2 * capacity), FIRST_PAGES);
        long larger = Kmem.allocZeroed((long) more * ENTRY);
        if (larger == 0) {
            return false;
        }
        if (table != 0) {
            Blocks.copy(table, larger, (long) capacity * ENTRY);
            Kmem.free(table);
        }
        table = larger;
        capacity = more;
        return true;
    }

    private void freePages(int from) {
        for (int i = from; i < capacity; i++) {
            long page = page((long) i << Pages.SHIFT);
            if (page != 0) {
                Pages.release(page);
                Memory.store64(table + (long) i * ENTRY, 0);
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
