package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.kernel.trap.Mmu;
import dev.lamarck.toolchain.magic.Cell32;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Uva;

/**
 * A user address space: segments in ascending order, none overlapping; a page table; an MMU context. One thread at a
 * time uses it: who has entered it, or, while it is being built or torn down, the one that does so. The pager takes pages
 * away in steps of its own, with preemption off, while nobody has entered it. The lock comes after those of streams and transfers and before those of regular files, which fill pages.
 */
@Magic
public final class AddressSpace {
    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int EXECUTE = 4;

    /** Faults, as {@code si_code} of SIGSEGV names them: no segment, or one that forbids it. */
    public static final int NOT_MAPPED = 1;
    public static final int NOT_PERMITTED = 2;
    /** Further faults, which it does not name: no memory for the page. */
    public static final int NO_MEMORY = 3;
    /** A page of a file mapping wholly behind the file's end. */
    public static final int BEYOND_END = 4;

    public static final @Uva long LOWEST = Pages.BYTES;
    public static final @Uva long HIGHEST = 0x7FF_FFFF_E000L;
    public static final @Uva long STACK_TOP = 0x7FE_FFFF_E000L;
    public static final long STACK_LIMIT = 8L << 20;
    private static final @Uva long MAPPINGS = 0x100_0000_0000L;

    /** All there are: {@link #next}, {@link #previous}. Changed with preemption off. */
    private static AddressSpace first;
    private static long live;

    AddressSpace next;
    private AddressSpace previous;
    /** Null as long as no two threads ever shared it. */
    private Mutex lock;
    /** How many processes use it. */
    private final Cell32 users = new Cell32(1);
    /** Whether somebody is in it, or it is being made or unmade: then the pager keeps away. */
    private volatile boolean isEntered = true;
    final ResidentPages pages = new ResidentPages();
    final Segments segments = new Segments();
    private final PageFaults faults = new PageFaults(segments, pages);
    private long heapStart;
    private long heapEnd;

    /** An empty space. Check {@link #isValid} before use. */
    public AddressSpace() {
        Sched.disablePreemption();
        live++;
        next = first;
        if (first != null) {
            first.previous = this;
        }
        first = this;
        Sched.enablePreemption();
    }

    /** From here on it is not one of all the spaces. */
    void unlist() {
        Sched.disablePreemption();
        Pager.installed.forget(this);
        live--;
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
        Sched.enablePreemption();
    }

    /** The first of all spaces. */
    static AddressSpace first() {
        return first;
    }

    /** Whether there was memory and a context for it. */
    public boolean isValid() {
        return pages.isValid();
    }

    /** Spaces in existence, for leak checks. */
    public static long live() {
        return live;
    }

    /** Pages in memory. */
    public long resident() {
        return pages.count();
    }

    /** Pages that the pager has taken. */
    public long away() {
        return pages.away();
    }

    /** Whether the pager is to keep away. */
    boolean isEntered() {
        return isEntered;
    }

    public int context() {
        return pages.context();
    }

    /** From now on several threads use it. Called by the one that does so far. */
    public void share() {
        if (lock == null) {
            lock = new Mutex();
        }
    }

    /** One process more uses it. Called by one that does. */
    public AddressSpace hold() {
        share();
        users.getAndAdd(1);
        return this;
    }

    /** Whether several processes use it. */
    public boolean isHeldByOthers() {
        return users.get() > 1;
    }

    /** Begins a use that the other threads, if there are any, see as one step. Not twice. */
    public void enter() {
        if (lock != null) {
            lock.acquire();
        }
        isEntered = true;
    }

    public void leave() {
        isEntered = false;
        if (lock != null) {
            lock.release();
        }
    }

    /** Ends the use within a caller's critical section, the dispatcher's: nobody comes between it and going to sleep. */
    public void leaveUnderDispatcher() {
        isEntered = false;
        if (lock != null) {
            lock.releaseUnderDispatcher();
        }
    }

    /** Makes the processor's user translations those of a space; null for none. Interrupts are off. */
    public static void activate(AddressSpace space) {
        Processor self = Processor.current();
        if (space != self.space) {
            self.space = space;
            if (space == null) {
                Mmu.hardware.setUserSpace(Contexts.EMPTY_ROOT, 0);
            } else {
                space.pages.activate();
            }
        }
    }

    /** Maps cleared pages. @return 0 or −EINVAL, −EEXIST if something is there */
    public int map(@Uva long start, long bytes, int protection) {
        return add(new Segment(start, pageUp(start + bytes), protection));
    }

    /**
     * Maps pages filled from a source's bytes at an offset, then cleared ones; private: writes do not reach the
     * source.
     */
    public int mapSource(@Uva long start, long bytes, int protection, PageSource source, long offset,
            long sourceBytes) {
        return add(new Segment(start, pageUp(start + bytes), protection).from(source, offset, sourceBytes));
    }

    /**
     * Maps a file from an offset on, as far as it reaches: an access to a page behind its end is {@link #BEYOND_END}. Shared: its pages are
     * the file's own, for all who map it so.
     */
    public int mapFile(@Uva long start, long bytes, int protection, PageSource file, long offset, boolean shared) {
        Segment segment = new Segment(start, pageUp(start + bytes), protection).from(file, offset, bytes);
        segment.endsWithSource = true;
        segment.shared = shared;
        return add(segment);
    }

    /** Takes the segment over. @return 0, −EINVAL, −EEXIST if something is there, −ENOMEM */
    private int add(Segment segment) {
        int error = 0;
        if (!isRange(segment.start, segment.end)) {
            error = -Errno.EINVAL;
        } else if (segments.overlap(segment.start, segment.end)) {
            error = -Errno.EEXIST;
        } else if (!Pages.mayGive(1)) {
            error = -Errno.ENOMEM;
        }
        if (error == 0) {
            segments.insert(segment);
        } else {
            segment.dispose();
        }
        return error;
    }

    /** Maps a stack that ends at an address and may grow down to {@link #STACK_LIMIT} bytes. */
    public int mapStack(@Uva long top, long bytes) {
        int error = map(top - bytes, bytes, READ | WRITE);
        if (error == 0) {
            segments.find(top - 1).grows = true;
        }
        return error;
    }

    /** A free range for a mapping without a wish. @return its start, or −ENOMEM */
    public long findRoom(long bytes) {
        long length = pageUp(bytes);
        long at = segments.room(MAPPINGS, length);
        return at + length <= STACK_TOP - STACK_LIMIT ? at : -Errno.ENOMEM;
    }

    /** Takes away whatever is mapped in a range. @return 0, −EINVAL or −ENOMEM */
    public int unmap(@Uva long start, long bytes) {
        long end = pageUp(start + bytes);
        if (!isRange(start, end)) {
            return -Errno.EINVAL;
        }
        if (!isolate(start, end)) {
            return -Errno.ENOMEM;
        }
        pages.drop(start, end);
        segments.remove(start, end);
        return 0;
    }

    /** Lets the mapping that begins at an address never become writable. */
    public void keepReadOnly(@Uva long start) {
        segments.find(start).isReadOnly = true;
    }

    /** Changes the protection of a range that is mapped throughout. @return 0, −EINVAL, −ENOMEM, or −EACCES for what stays read-only */
    public int protect(@Uva long start, long bytes, int protection) {
        long end = pageUp(start + bytes);
        if (!isRange(start, end)) {
            return -Errno.EINVAL;
        }
        if (!segments.cover(start, end) || !isolate(start, end)) {
            return -Errno.ENOMEM;
        }
        if ((protection & WRITE) != 0 && !segments.mayBeWritable(start, end)) {
            return -Errno.EACCES;
        }
        for (Segment each = segments.first(); each != null; each = each.next) {
            if (each.start >= start && each.end <= end) {
                each.protection = protection;
            }
        }
        pages.protect(start, end, protection);
        return 0;
    }

    /** Makes the bounds of a range those of segments. @return whether there was memory */
    private boolean isolate(long start, long end) {
        if ((segments.isInside(start) || segments.isInside(end)) && !Pages.mayGive(1)) {
            return false;
        }
        segments.splitAt(start);
        segments.splitAt(end);
        return true;
    }

    /** Forgets the contents of private pages without a source; a later access finds them cleared. @return 0, −EINVAL or −ENOMEM */
    public int discard(@Uva long start, long bytes) {
        long end = pageUp(start + bytes);
        if (!isRange(start, end)) {
            return -Errno.EINVAL;
        }
        for (Segment each = segments.first(); each != null; each = each.next) {
            if (!each.shared && each.source == null && each.end > start && each.start < end) {
                pages.drop(Math.max(start, each.start), Math.min(end, each.end));
            }
        }
        return segments.cover(start, end) ? 0 : -Errno.ENOMEM;
    }

    /**
     * Makes a mapping longer or shorter, elsewhere if it must and may be.
     *
     * @return where it is, or −EINVAL, −EFAULT if it is not one mapping, −ENOMEM
     */
    public long resize(@Uva long start, long oldBytes, long newBytes, boolean mayMove) {
        long oldEnd = pageUp(start + oldBytes);
        long newEnd = pageUp(start + newBytes);
        if (!isRange(start, oldEnd) || !isRange(start, newEnd)) {
            return -Errno.EINVAL;
        }
        Segment segment = segments.find(start);
        if (segment == null || segment.end < oldEnd) {
            return -Errno.EFAULT;
        }
        if (newEnd <= oldEnd) {
            int error = newEnd == oldEnd ? 0 : unmap(newEnd, oldEnd - newEnd);
            return error == 0 ? start : error;
        }
        if (segment.end == oldEnd && newEnd <= STACK_TOP - STACK_LIMIT && !segments.overlap(oldEnd, newEnd)) {
            segment.lengthen(newEnd);
            return start;
        }
        return mayMove ? move(start, oldEnd, newEnd - start) : -Errno.ENOMEM;
    }

    /** Moves a range of one segment to where there is room for so many bytes. */
    private long move(long start, long end, long bytes) {
        long to = findRoom(bytes);
        if (Errno.isError(to)) {
            return to;
        }
        if (!isolate(start, end) || !pages.move(start, end, to)) {
            return -Errno.ENOMEM;
        }
        Segment moved = segments.find(start).slice(start, end);
        moved.start = to;
        moved.end = to + (end - start);
        moved.lengthen(to + bytes);
        segments.remove(start, end);
        segments.insert(moved);
        return to;
    }

    /** Where the heap begins, once, when a program is loaded. */
    public void setHeap(@Uva long start) {
        heapStart = pageUp(start);
        heapEnd = heapStart;
    }

    /** Moves the end of the heap; an address that cannot be leaves it. @return the end */
    public @Uva long brk(@Uva long wish) {
        if (wish < heapStart || wish > MAPPINGS) {
            return heapEnd;
        }
        long oldTop = pageUp(heapEnd);
        long newTop = pageUp(wish);
        if (newTop > oldTop) {
            if (!growHeap(oldTop, newTop)) {
                return heapEnd;
            }
        } else if (newTop < oldTop && unmap(newTop, oldTop - newTop) != 0) {
            return heapEnd;
        }
        heapEnd = wish;
        return wish;
    }

    private boolean growHeap(long oldTop, long newTop) {
        if (segments.overlap(oldTop, newTop)) {
            return false;
        }
        Segment heap = oldTop > heapStart ? segments.find(oldTop - 1) : null;
        if (heap != null && heap.source == null && heap.protection == (READ | WRITE)) {
            heap.end = newTop;
            return true;
        }
        return map(oldTop, newTop - oldTop, READ | WRITE) == 0;
    }

    /**
     * Makes an access possible: brings the page in, copies it, grows the stack. Where there is no memory for that the space is left, so that
     * pages of its own may be taken away, until there is some or the process has to end.
     *
     * @return 0, NOT_MAPPED, NOT_PERMITTED, NO_MEMORY or BEYOND_END
     */
    public int fault(@Uva long va, int access) {
        int code = faults.resolve(va, access);
        while (code == NO_MEMORY && awaitMemory()) {
            code = faults.resolve(va, access);
        }
        return code;
    }

    private boolean awaitMemory() {
        leave();
        boolean isThere = Pager.installed.awaitMemory();
        enter();
        return isThere;
    }

    /** Whether a mapped address is seen by all who share its mapping. */
    public boolean isShared(@Uva long va) {
        Segment segment = segments.find(va);
        return segment != null && segment.shared;
    }

    /** Where in the direct map a byte is that the user may access so; faults it in. @return 0 if the user may not */
    public @Kva long resolve(@Uva long va, int access) {
        if (va < LOWEST || va >= HIGHEST) {
            return 0;
        }
        long leaf = pages.leaf(va);
        if ((leaf & PageTable.VALID) == 0 || (access & WRITE) != 0 && (leaf & PageTable.WRITABLE) == 0) {
            if (fault(va, access) != 0) {
                return 0;
            }
            leaf = pages.leaf(va);
        }
        return PageTable.page(leaf) + (va & Pages.BYTES - 1);
    }

    /**
     * Fills memory of this space, which need not be active nor the range writable for the user.
     *
     * @return 0 or −EFAULT
     */
    public int copyInto(@Uva long va, @Kva long from, long bytes) {
        long done = 0;
        while (done < bytes) {
            long at = va + done;
            long chunk = Math.min(bytes - done, Pages.BYTES - (at & Pages.BYTES - 1));
            long to = resolveForLoader(at);
            if (to == 0) {
                return -Errno.EFAULT;
            }
            Blocks.copy(from + done, to, chunk);
            Mmu.hardware.flushInstructions(to, chunk);
            done += chunk;
        }
        return 0;
    }

    private @Kva long resolveForLoader(long va) {
        Segment segment = segments.find(va);
        if (segment == null) {
            return 0;
        }
        int protection = segment.protection;
        segment.protection = protection | READ | WRITE;
        long at = resolve(va, WRITE);
        segment.protection = protection;
        if (at != 0) {
            pages.replace(va & -Pages.BYTES, at & -Pages.BYTES, protection != 0, (protection & WRITE) != 0);
        }
        return at;
    }

    /** A copy for a child: all pages shared until one side writes. @return null if there is no memory */
    public AddressSpace fork() {
        AddressSpace child = new AddressSpace();
        if (!child.isValid()) {
            child.destroy();
            return null;
        }
        child.heapStart = heapStart;
        child.heapEnd = heapEnd;
        for (Segment each = segments.first(); each != null; each = each.next) {
            child.segments.insert(each.slice(each.start, each.end));
            if (!pages.shareWith(child.pages, each.start, each.end, !each.shared)) {
                child.destroy();
                return null;
            }
        }
        pages.demapAll();
        return child;
    }

    /** A process uses it no more; the last frees everything, this object too. */
    public void destroy() {
        if (Processor.current().space == this) {
            activate(null);
        }
        if (users.getAndAdd(-1) > 1) {
            return;
        }
        isEntered = true;
        unlist();
        if (pages.isValid()) {
            for (Segment each = segments.first(); each != null; each = each.next) {
                pages.drop(each.start, each.end);
            }
        }
        pages.free();
        segments.remove(0, HIGHEST);
        Kmem.free(segments);
        Kmem.free(faults);
        if (lock != null) {
            lock.free();
        }
        Kmem.free(users);
        Kmem.free(this);
    }

    private static boolean isRange(long start, long end) {
        return (start & Pages.BYTES - 1) == 0 && start >= LOWEST && end > start && end <= HIGHEST;
    }

    private static long pageUp(long va) {
        return va + Pages.BYTES - 1 & -Pages.BYTES;
    }
}
