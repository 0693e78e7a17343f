package dev.lamarck.kernel.fs.poll;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.StreamFile;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.toolchain.magic.MaxDepth;

/**
 * A list of files that a program waits for. An edge is reported when the file is ready and some stream has changed since the last report: never too
 * seldom, sometimes too often, which programs that wait for edges bear. The vnode's lock guards the list; others' are taken under it.
 */
public final class Epoll extends StreamFile {
    public static final int ADD = 1;
    public static final int DELETE = 2;
    public static final int MODIFY = 3;

    // struct epoll_event: events, data
    public static final int EVENT_BYTES = 16;
    private static final int DATA = 8;

    private static final int OWNER_MAY_READ_AND_WRITE = 0x180;
    private static final int EDGE = 1 << 31;
    private static final int ONCE = 1 << 30;
    private static final int FLAGS = EDGE | ONCE | 1 << 29 | 1 << 28;
    /** The peer sends no more, as a vnode says it and as {@code epoll} does. */
    private static final int READ_HANG_UP = 0x800;
    private static final int EPOLL_READ_HANG_UP = 0x2000;

    private Interest first;
    /** Whether it has ever been on another list, and whether one has ever been on it: never both, so that lists of lists have two levels. */
    private boolean isInner;
    private boolean isOuter;

    public Epoll() {
        super(OWNER_MAY_READ_AND_WRITE);
    }

    @Override
    protected void inactive() {
        while (first != null) {
            Interest gone = first;
            first = gone.next;
            Kmem.free(gone);
        }
    }

    /** {@code epoll_ctl}. @return 0, −EPERM for what is always ready, −EINVAL for itself, −ELOOP for a third level of lists, −EEXIST, −ENOENT, −ENOMEM */
    public int control(int operation, int descriptor, OpenFile file, int wanted, long data) {
        int kind = file.vnode().kind();
        if (file.vnode() == this || operation < ADD || operation > MODIFY) {
            return -Errno.EINVAL;
        }
        if (file.vnode() instanceof Epoll inner && operation == ADD && (isInner || inner.isOuter)) {
            return -Errno.ELOOP;
        }
        if (kind == FileMode.REGULAR || kind == FileMode.DIRECTORY) {
            return -Errno.EPERM;
        }
        lock.acquire();
        Interest found = find(descriptor, file.serial());
        int error = operation == ADD ? found != null ? -Errno.EEXIST : Pages.mayGive(1) ? 0 : -Errno.ENOMEM : found == null ? -Errno.ENOENT : 0;
        if (error == 0 && operation == DELETE) {
            remove(found);
        } else if (error == 0) {
            if (operation == ADD) {
                found = new Interest(descriptor, file.serial());
                append(found);
                markLevels(file.vnode());
            }
            found.wanted = wanted;
            found.data = data;
            found.isReported = false;
        }
        lock.release();
        Readiness.changed();
        return error;
    }

    private void markLevels(Vnode added) {
        if (added instanceof Epoll inner) {
            inner.isInner = true;
            isOuter = true;
        }
    }

    private Interest find(int descriptor, long serial) {
        Interest each = first;
        while (each != null && (each.descriptor != descriptor || each.serial != serial)) {
            each = each.next;
        }
        return each;
    }

    private void append(Interest added) {
        Interest before = first;
        while (before != null && before.next != null) {
            before = before.next;
        }
        if (before == null) {
            first = added;
        } else {
            before.next = added;
        }
    }

    private void remove(Interest gone) {
        Interest before = null;
        for (Interest each = first; each != gone; each = each.next) {
            before = each;
        }
        if (before == null) {
            first = gone.next;
        } else {
            before.next = gone.next;
        }
        Kmem.free(gone);
    }

    /** Fills in the events of the files that are ready. @return how many are, as far as there is room */
    public int collect(byte[] events) {
        lock.acquire();
        int found = 0;
        int changes = Readiness.changes();
        Interest each = first;
        while (each != null && (found + 1) * EVENT_BYTES <= events.length) {
            Interest next = each.next;
            int ready = look(each);
            boolean isNews = (each.wanted & EDGE) == 0 || !each.isReported || each.reportedAt != changes;
            if (ready < 0) {
                remove(each);
            } else if (ready != 0 && isNews) {
                BigEndian.put32(events, found * EVENT_BYTES, ready);
                BigEndian.put64(events, found * EVENT_BYTES + DATA, each.data);
                found++;
                each.reportedAt = changes;
                each.isReported = true;
                each.wanted = (each.wanted & ONCE) != 0 ? each.wanted & FLAGS : each.wanted;
            }
            each = next;
        }
        lock.release();
        return found;
    }

    /** What a file is ready for of that which is wanted; −1 if it is the descriptor's no more. */
    private static int look(Interest interest) {
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get(interest.descriptor);
        int events = -1;
        if (file != null && file.serial() == interest.serial) {
            int ready = file.vnode().ready(file.flags());
            int translated = ready & ~READ_HANG_UP | ((ready & READ_HANG_UP) != 0 ? EPOLL_READ_HANG_UP : 0);
            boolean isAsleep = (interest.wanted & ~FLAGS) == 0;
            events = isAsleep ? 0 : translated & (interest.wanted | Readiness.ERROR | Readiness.HANG_UP);
        }
        files.release(file);
        return events;
    }

    /** A list that is on another has none on it. */
    @Override
    @MaxDepth(2)
    public int ready(int flags) {
        lock.acquire();
        boolean isAny = false;
        for (Interest each = first; each != null; each = each.next) {
            isAny |= look(each) > 0;
        }
        lock.release();
        return isAny ? Readiness.IN : 0;
    }

    @Override
    @MaxDepth(2)
    public long readyAt() {
        ProcessFiles files = Proc.current().files;
        lock.acquire();
        long soonest = Clock.NEVER;
        for (Interest each = first; each != null; each = each.next) {
            OpenFile file = files.get(each.descriptor);
            if (file != null && file.serial() == each.serial) {
                soonest = Math.min(soonest, file.vnode().readyAt());
            }
            files.release(file);
        }
        lock.release();
        return soonest;
    }
}
