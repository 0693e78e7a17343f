package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.trap.Mmu;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Uva;

/**
 * A user address space: segments in ascending order, none overlapping; a page table; an MMU context. One thread at a
 * time uses it: the process's own, or, while it is being built or torn down, the one that does so.
 */
@Magic
public final class AddressSpace {
    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int EXECUTE = 4;

    /** Faults, as {@code si_code} of SIGSEGV names them: no segment, or one that forbids it; and no memory. */
    public static final int NOT_MAPPED = 1;
    public static final int NOT_PERMITTED = 2;
    public static final int NO_MEMORY = 3;

    public static final @Uva long LOWEST = Pages.BYTES;
    public static final @Uva long HIGHEST = 0x7FF_FFFF_E000L;
    public static final @Uva long STACK_TOP = 0x7FE_FFFF_E000L;
    public static final long STACK_LIMIT = 8L << 20;
    private static final @Uva long MAPPINGS = 0x100_0000_0000L;

    private static AddressSpace active;
    private static long live;

    private final @Kva long root;
    private final int context;
    private final Segments segments = new Segments();
    private long heapStart;
    private long heapEnd;
    private long resident;

    /** An empty space. Check {@link #isValid} before use. */
    public AddressSpace() {
        root = Pages.allocateZeroed();
        context = Contexts.allocate();
        live++;
    }

    /** Whether there was memory and a context for it. */
    public boolean isValid() {
        return root != 0 && context != 0;
    }

    /** Spaces in existence, for leak checks. */
    public static long live() {
        return live;
    }

    /** Pages in memory. */
    public long resident() {
        return resident;
    }

    public int context() {
        return context;
    }

    /** Makes the processor's user translations those of a space; null for none. Interrupts are off. */
    public static void activate(AddressSpace space) {
        if (space != active) {
            active = space;
            if (space == null) {
                Mmu.hardware.setUserSpace(Contexts.EMPTY_ROOT, 0);
            } else {
                Mmu.hardware.setUserSpace(Pages.physical(space.root), space.context);
            }
        }
    }

    /** Maps cleared pages. @return 0 or −EINVAL, −EEXIST if something is there */
    public int map(@Uva long start, long bytes, int protection) {
        return mapSource(start, bytes, protection, null, 0, 0);
    }

    /**
     * Maps pages filled from a source's bytes at an offset, then cleared ones; private: writes do not reach the
     * source.
     */
    public int mapSource(@Uva long start, long bytes, int protection, PageSource source, long offset,
            long sourceBytes) {
        long end = pageUp(start + bytes);
        if (!isRange(start, end)) {
            return -Errno.EINVAL;
        }
        if (segments.overlap(start, end)) {
            return -Errno.EEXIST;
        }
        Segment segment = new Segment(start, end, protection);
        if (source != null) {
            source.hold();
            segment.source = source;
            segment.offset = offset;
            segment.sourceBytes = sourceBytes;
        }
        segments.insert(segment);
        return 0;
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

    /** Takes away whatever is mapped in a range. @return 0 or −EINVAL */
    public int unmap(@Uva long start, long bytes) {
        long end = pageUp(start + bytes);
        if (!isRange(start, end)) {
            return -Errno.EINVAL;
        }
        segments.splitAt(start);
        segments.splitAt(end);
        dropPages(start, end);
        segments.remove(start, end);
        return 0;
    }

    /** Changes the protection of a range that is mapped throughout. @return 0, −EINVAL or −ENOMEM */
    public int protect(@Uva long start, long bytes, int protection) {
        long end = pageUp(start + bytes);
        if (!isRange(start, end)) {
            return -Errno.EINVAL;
        }
        if (!segments.cover(start, end)) {
            return -Errno.ENOMEM;
        }
        segments.splitAt(start);
        segments.splitAt(end);
        for (Segment each = segments.first(); each != null; each = each.next) {
            if (each.start >= start && each.end <= end) {
                each.protection = protection;
            }
        }
        reprotectPages(start, end, protection);
        return 0;
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
        } else if (newTop < oldTop) {
            unmap(newTop, oldTop - newTop);
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
     * Makes an access possible: brings the page in, copies it, grows the stack.
     *
     * @return 0, NOT_MAPPED, NOT_PERMITTED or NO_MEMORY
     */
    public int fault(@Uva long va, int access) {
        Segment segment = segments.find(va);
        if (segment == null) {
            segment = growStack(va);
        }
        if (segment == null) {
            return NOT_MAPPED;
        }
        if ((segment.protection & access) != access) {
            return NOT_PERMITTED;
        }
        long page = va & -Pages.BYTES;
        long entry = PageTable.findOrMake(root, page);
        if (entry == 0) {
            return NO_MEMORY;
        }
        long leaf = Memory.load64(entry);
        if (leaf == 0) {
            return bringIn(segment, page, entry);
        }
        if ((access & WRITE) != 0 && (leaf & PageTable.WRITABLE) == 0) {
            return unshare(segment, page, entry, PageTable.page(leaf));
        }
        return 0;
    }

    private Segment growStack(long va) {
        Segment above = segments.firstEndingAbove(va);
        if (above == null || !above.grows || va < above.end - STACK_LIMIT) {
            return null;
        }
        long start = va & -Pages.BYTES;
        if (segments.overlap(start, above.start)) {
            return null;
        }
        above.start = start;
        return above;
    }

    /** The source may itself copy to user memory, by its type; a file that does does not fill segments. */
    @MaxDepth(2)
    private int bringIn(Segment segment, long va, long entry) {
        long page = Pages.allocate(Pages.colour(va));
        if (page == 0) {
            return NO_MEMORY;
        }
        long from = va - segment.start;
        int bytes = segment.source == null ? 0 : (int) Math.max(0, Math.min(Pages.BYTES, segment.sourceBytes - from));
        Blocks.zero(page, Pages.BYTES);
        if (bytes > 0) {
            if (segment.source.read(segment.offset + from, page, bytes) < 0) {
                Pages.release(page);
                return NOT_MAPPED;
            }
            if ((segment.protection & EXECUTE) != 0) {
                Mmu.hardware.flushInstructions(page, Pages.BYTES);
            }
        }
        resident++;
        Memory.store64(entry, PageTable.leaf(page, segment.protection != 0, (segment.protection & WRITE) != 0));
        return 0;
    }

    /** Gives a page that may be shared to this space alone, writable. */
    private int unshare(Segment segment, long va, long entry, @Kva long page) {
        long own = page;
        if (Pages.references(page) > 1) {
            own = Pages.allocate(Pages.colour(va));
            if (own == 0) {
                return NO_MEMORY;
            }
            Blocks.copy(page, own, Pages.BYTES);
            if ((segment.protection & EXECUTE) != 0) {
                Mmu.hardware.flushInstructions(own, Pages.BYTES);
            }
            Pages.release(page);
        }
        Memory.store64(entry, PageTable.leaf(own, true, true));
        Mmu.hardware.demapPage(va, context);
        return 0;
    }

    /** Where in the direct map a byte is that the user may access so; faults it in. @return 0 if the user may not */
    public @Kva long resolve(@Uva long va, int access) {
        if (va < LOWEST || va >= HIGHEST) {
            return 0;
        }
        long leaf = leafAt(va);
        if ((leaf & PageTable.VALID) == 0 || (access & WRITE) != 0 && (leaf & PageTable.WRITABLE) == 0) {
            if (fault(va, access) != 0) {
                return 0;
            }
            leaf = leafAt(va);
        }
        return PageTable.page(leaf) + (va & Pages.BYTES - 1);
    }

    private long leafAt(long va) {
        long entry = PageTable.find(root, va);
        return entry == 0 ? 0 : Memory.load64(entry);
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
            long leaf = PageTable.leaf(at & -Pages.BYTES, protection != 0, (protection & WRITE) != 0);
            Memory.store64(PageTable.find(root, va), leaf);
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
            if (!sharePages(child, each.start, each.end)) {
                child.destroy();
                return null;
            }
        }
        Mmu.hardware.demapContext(context);
        return child;
    }

    private boolean sharePages(AddressSpace child, long start, long end) {
        for (long va = PageTable.next(root, start, end); va < end; va = PageTable.next(root, va + Pages.BYTES, end)) {
            long entry = PageTable.find(root, va);
            long leaf = Memory.load64(entry);
            if (leaf != 0) {
                long childEntry = PageTable.findOrMake(child.root, va);
                if (childEntry == 0) {
                    return false;
                }
                leaf &= ~PageTable.WRITABLE;
                Pages.hold(PageTable.page(leaf));
                Memory.store64(entry, leaf);
                Memory.store64(childEntry, leaf);
                child.resident++;
            }
        }
        return true;
    }

    /** Frees everything, this object too. */
    public void destroy() {
        if (active == this) {
            activate(null);
        }
        if (root != 0) {
            for (Segment each = segments.first(); each != null; each = each.next) {
                dropPages(each.start, each.end);
            }
            PageTable.free(root);
        }
        if (context != 0) {
            Mmu.hardware.demapContext(context);
            Contexts.free(context);
        }
        segments.remove(0, HIGHEST);
        Kmem.free(segments);
        live--;
        Kmem.free(this);
    }

    private void dropPages(long start, long end) {
        for (long va = PageTable.next(root, start, end); va < end; va = PageTable.next(root, va + Pages.BYTES, end)) {
            long entry = PageTable.find(root, va);
            long leaf = Memory.load64(entry);
            if (leaf != 0) {
                Memory.store64(entry, 0);
                Mmu.hardware.demapPage(va, context);
                Pages.release(PageTable.page(leaf));
                resident--;
            }
        }
    }

    /** Pages become valid as the protection says, but writable only by fault, for they may be shared. */
    private void reprotectPages(long start, long end, int protection) {
        for (long va = PageTable.next(root, start, end); va < end; va = PageTable.next(root, va + Pages.BYTES, end)) {
            long entry = PageTable.find(root, va);
            long leaf = Memory.load64(entry);
            if (leaf != 0) {
                Memory.store64(entry, PageTable.leaf(PageTable.page(leaf), protection != 0, false));
                Mmu.hardware.demapPage(va, context);
            }
        }
    }

    private static boolean isRange(long start, long end) {
        return (start & Pages.BYTES - 1) == 0 && start >= LOWEST && end > start && end <= HIGHEST;
    }

    private static long pageUp(long va) {
        return va + Pages.BYTES - 1 & -Pages.BYTES;
    }
}
