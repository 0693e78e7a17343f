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
    static final @Uva long MAPPINGS = 0x100_0000_0000L;

    /** Among all there are: {@link AllSpaces}'s. */
    AddressSpace next;
    AddressSpace previous;
    /** Null as long as no two threads ever shared it. */
    private Mutex lock;
    /** How many processes use it. */
    private final Cell32 users = new Cell32(1);
    /** Whether somebody is in it, or it is being made or unmade: then the pager keeps away. */
    private volatile boolean isEntered = true;
    final Hat hat = new Hat();
    final Segments segments = new Segments();
    private final PageFaults faults = new PageFaults(segments, hat);
    private final Heap heap = new Heap(this);

    /** An empty space. Check {@link #isValid} before use. */
    public AddressSpace() {
        AllSpaces.add(this);
    }

    /** Whether there was memory and a context for it. */
    public boolean isValid() {
        return hat.isValid();
    }

    /** Pages in memory. */
    public long resident() {
        return hat.count();
    }

    /** Pages that the pager has taken. */
    public long away() {
        return hat.away();
    }

    /** Whether the pager is to keep away. */
    boolean isEntered() {
        return isEntered;
    }

    public int context() {
        return hat.context();
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
        hat.use(0);
        isEntered = false;
        if (lock != null) {
            lock.release();
        }
    }

    /** Ends the use within a caller's critical section, the dispatcher's: nobody comes between it and going to sleep. */
    public void leaveUnderDispatcher() {
        hat.use(0);
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
            Hat.setup(space == null ? null : space.hat);
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
            segments.find(top - 1).growsTo = STACK_LIMIT;
        }
        return error;
    }

    /** Lets the stack grow no further than to so many bytes, an unsigned number, from now on. */
    public void limitStack(long bytes) {
        for (Segment each = segments.first(); each != null; each = each.next) {
            if (each.growsTo != 0) {
                each.growsTo = bytes < 0 || bytes > STACK_LIMIT ? STACK_LIMIT : Math.max(1, bytes);
            }
        }
    }

    /** Bytes of all mappings. */
    public long mapped() {
        long bytes = 0;
        for (Segment each = segments.first(); each != null; each = each.next) {
            bytes += each.end - each.start;
        }
        return bytes;
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
        hat.unload(start, end);
        segments.remove(start, end);
        return 0;
    }

    /** Where the pages come from that a shared mapping which begins at an address has from the beginning of its source on; null if there is none. */
    public PageSource sourceAt(@Uva long start) {
        Segment segment = segments.find(start);
        return segment == null || segment.start != start || !segment.shared || segment.offset != 0 ? null : segment.source;
    }

    /** Takes away what is left of a source's mapping that began at an address. */
    public void detach(@Uva long start, PageSource source) {
        Segment next;
        for (Segment each = segments.firstEndingAbove(start); each != null && each.start < start + pageUp(source.size()); each = next) {
            next = each.next;
            if (each.source == source && each.start - each.offset == start) {
                unmap(each.start, each.end - each.start);
            }
        }
    }

    /** Lets the mapping that begins at an address never become writable. */
    public void keepReadOnly(@Uva long start) {
        segments.find(start).isReadOnly = true;
    }

    /** Changes the protection of a range, up to where nothing is mapped in it. @return 0, −EINVAL, −ENOMEM, or −EACCES for what stays read-only */
    public int protect(@Uva long start, long bytes, int protection) {
        long wanted = pageUp(start + bytes);
        if (!isRange(start, wanted)) {
            return -Errno.EINVAL;
        }
        long end = Math.min(wanted, segments.covered(start, wanted));
        if (!isolate(start, end)) {
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
        hat.chgprot(start, end, protection);
        return end < wanted ? -Errno.ENOMEM : 0;
    }

    /** Says what becomes of a range in the child of a {@code fork}: {@link Segment#fate}. @return 0, −EINVAL, −ENOMEM */
    public int setFate(@Uva long start, long bytes, int fate) {
        long end = pageUp(start + bytes);
        if (!isRange(start, end)) {
            return -Errno.EINVAL;
        }
        if (!segments.cover(start, end) || !isolate(start, end)) {
            return -Errno.ENOMEM;
        }
        int error = 0;
        for (Segment each = segments.firstEndingAbove(start); each != null && each.start < end; each = each.next) {
            boolean mayBe = fate != Segment.CLEARED || each.source == null && !each.shared;
            each.fate = mayBe ? fate : each.fate;
            error = mayBe ? error : -Errno.EINVAL;
        }
        return error;
    }

    /** Maps what a shared mapping shows at another address as well. @return where, or −EINVAL, −EFAULT if nothing is mapped there, −ENOMEM */
    public long duplicate(@Uva long start, long bytes) {
        Segment segment = segments.find(start);
        if (segment == null) {
            return -Errno.EFAULT;
        }
        if (!segment.shared || (start & Pages.BYTES - 1) != 0) {
            return -Errno.EINVAL;
        }
        long room = findRoom(bytes);
        if (Errno.isError(room) || !Pages.mayGive(1)) {
            return -Errno.ENOMEM;
        }
        Segment copy = segment.slice(start, segment.end);
        copy.start = room;
        copy.end = room + (segment.end - start);
        copy.lengthen(room + pageUp(bytes));
        segments.insert(copy);
        return room;
    }

    /** Moves what a private mapping without a source holds elsewhere and leaves the mapping. @return where it is now, or −EINVAL, −EFAULT if it is not one mapping, −ENOMEM */
    public long moveContents(@Uva long start, long bytes) {
        long end = pageUp(start + bytes);
        if (!isRange(start, end)) {
            return -Errno.EINVAL;
        }
        Segment segment = segments.find(start);
        if (segment == null || segment.end < end) {
            return -Errno.EFAULT;
        }
        if (segment.shared || segment.source != null) {
            return -Errno.EINVAL;
        }
        int protection = segment.protection;
        long room = findRoom(end - start);
        long moved = Errno.isError(room) ? room : move(start, end, end - start, room);
        int error = Errno.isError(moved) ? 0 : map(start, end - start, protection);
        return error == 0 ? moved : error;
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
                hat.unload(Math.max(start, each.start), Math.min(end, each.end));
            }
        }
        return segments.cover(start, end) ? 0 : -Errno.ENOMEM;
    }

    /** Makes safe what has been written to files by the shared mappings of a range. @return 0, −EINVAL, −ENOMEM for what is not mapped, −EIO */
    public int sync(@Uva long start, long bytes) {
        long end = pageUp(start + bytes);
        if (!isRange(start, end)) {
            return -Errno.EINVAL;
        }
        int error = segments.cover(start, end) ? 0 : -Errno.ENOMEM;
        for (Segment each = segments.firstEndingAbove(start); each != null && each.start < end; each = each.next) {
            int failure = each.shared ? each.source.sync() : 0;
            error = error == 0 ? failure : error;
        }
        return error;
    }

    /** Whether the page of a mapped address is in memory, this space's or its file's. */
    public boolean isInMemory(@Uva long va) {
        long leaf = hat.leaf(va);
        Segment segment = segments.find(va);
        boolean isFiles = segment.source != null && segment.source.sharesPages() && segment.offset(va) < segment.source.size();
        return leaf == 0 ? isFiles && segment.source.isInMemory(segment.offset(va)) : !PageTable.isAway(leaf);
    }

    /** Whether all addresses of a range are mapped. */
    public boolean isMapped(@Uva long start, long bytes) {
        return isRange(start, pageUp(start + bytes)) && segments.cover(start, pageUp(start + bytes));
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
        long room = mayMove ? findRoom(newEnd - start) : -Errno.ENOMEM;
        return Errno.isError(room) ? room : move(start, oldEnd, newEnd - start, room);
    }

    /**
     * Moves a mapping to a given address, in the place of what is there, and makes it longer or shorter.
     *
     * @return where it is, or −EINVAL, −EFAULT if it is not one mapping, −ENOMEM
     */
    public long relocate(@Uva long start, long oldBytes, long newBytes, @Uva long to) {
        long oldEnd = pageUp(start + oldBytes);
        long bytes = pageUp(newBytes);
        if (!isRange(start, oldEnd) || !isRange(to, to + bytes) || start < to + bytes && to < oldEnd) {
            return -Errno.EINVAL;
        }
        Segment segment = segments.find(start);
        if (segment == null || segment.end < oldEnd) {
            return -Errno.EFAULT;
        }
        int error = unmap(to, bytes);
        if (error == 0 && start + bytes < oldEnd) {
            error = unmap(start + bytes, oldEnd - start - bytes);
        }
        return error == 0 ? move(start, Math.min(oldEnd, start + bytes), bytes, to) : error;
    }

    /** Moves a range of one segment to where there is nothing for so many bytes. */
    private long move(long start, long end, long bytes, long to) {
        if (!isolate(start, end)) {
            return -Errno.ENOMEM;
        }
        Segment moved = segments.find(start).slice(start, end);
        moved.start = to;
        moved.end = to + (end - start);
        moved.lengthen(to + bytes);
        // Wherever a page is, there is a segment: FileMappings finds pages by these.
        segments.insert(moved);
        boolean hasMoved = hat.move(start, end, to);
        segments.remove(hasMoved ? start : to, hasMoved ? end : moved.end);
        return hasMoved ? to : -Errno.ENOMEM;
    }

    /** Shows the mappings, the lowest first. */
    public void visit(SegmentVisitor visitor) {
        for (Segment each = segments.first(); each != null; each = each.next) {
            visitor.visit(each);
        }
    }

    /** Whether a mapping is the heap's. */
    public boolean isHeap(Segment segment) {
        return heap.contains(segment.start);
    }

    /** Where the heap begins, once, when a program is loaded. */
    public void setHeap(@Uva long start) {
        heap.begin(pageUp(start));
    }

    /** How long the heap would be if it ended there. */
    public long heapUpTo(@Uva long end) {
        return heap.upTo(end);
    }

    /** Moves the end of the heap; an address that cannot be leaves it. @return the end */
    public @Uva long brk(@Uva long wish) {
        return heap.moveEnd(wish);
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
        long leaf = hat.leaf(va);
        if ((leaf & PageTable.VALID) == 0 || (access & WRITE) != 0 && (leaf & PageTable.WRITABLE) == 0) {
            if (fault(va, access) != 0) {
                return 0;
            }
            leaf = hat.leaf(va);
        }
        hat.use(PageTable.page(leaf));
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
            hat.replace(va & -Pages.BYTES, at & -Pages.BYTES, protection != 0, (protection & WRITE) != 0);
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
        child.heap.copy(heap);
        for (Segment each = segments.first(); each != null; each = each.next) {
            if (each.fate != Segment.LEFT_OUT) {
                child.segments.insert(each.slice(each.start, each.end));
            }
            if (each.fate == Segment.COPIED && !hat.dup(child.hat, each.start, each.end, !each.shared)) {
                child.destroy();
                return null;
            }
        }
        hat.demapAll();
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
        AllSpaces.remove(this);
        if (hat.isValid()) {
            for (Segment each = segments.first(); each != null; each = each.next) {
                hat.unload(each.start, each.end);
            }
        }
        hat.free();
        segments.remove(0, HIGHEST);
        Kmem.free(segments);
        Kmem.free(faults);
        Kmem.free(heap);
        if (lock != null) {
            lock.free();
        }
        Kmem.free(users);
        Kmem.free(this);
    }

    private static boolean isRange(long start, long end) {
        return (start & Pages.BYTES - 1) == 0 && start >= LOWEST && end > start && end <= HIGHEST;
    }

    static long pageUp(long va) {
        return va + Pages.BYTES - 1 & -Pages.BYTES;
    }
}
