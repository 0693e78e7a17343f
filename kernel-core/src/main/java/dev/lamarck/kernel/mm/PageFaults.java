package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.Mmu;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Memory;

/**
 * How an access to a space becomes possible: the page is brought in from its source, or from where the pager put it, or copied, or only made valid
 * again. Whoever faults has entered the space.
 */
@Magic
final class PageFaults {
    private final Segments segments;
    private final Hat hat;

    PageFaults(Segments segments, Hat hat) {
        this.segments = segments;
        this.hat = hat;
    }

    /** @return 0, or one of {@link AddressSpace}'s faults; after NO_MEMORY, it may be tried again when there is some */
    int resolve(long va, int access) {
        Segment segment = segments.find(va);
        if (segment == null) {
            segment = growStack(va);
        }
        if (segment == null) {
            return AddressSpace.NOT_MAPPED;
        }
        if ((segment.protection & access) != access) {
            return AddressSpace.NOT_PERMITTED;
        }
        if (Pages.isLow()) {
            Pager.installed.hurry();
        }
        long page = va & -Pages.BYTES;
        long entry = Pages.mayGive(1) ? hat.entry(page) : hat.find(page);
        return entry == 0 ? AddressSpace.NO_MEMORY : settle(segment, page, entry, access);
    }

    private int settle(Segment segment, long va, long entry, int access) {
        long leaf = Memory.load64(entry);
        boolean isWrite = (access & AddressSpace.WRITE) != 0;
        if (leaf == 0 || PageTable.isAway(leaf)) {
            int error = leaf == 0 ? bringIn(segment, va, entry, isWrite) : bringBack(segment, va, entry, PageTable.slot(leaf));
            if (error != 0) {
                return error;
            }
            leaf = Memory.load64(entry);
        }
        if (isWrite && (leaf & PageTable.WRITABLE) == 0) {
            return segment.shared ? makeSharedWritable(segment, va, PageTable.page(leaf)) : makeWritable(segment, va, leaf);
        }
        if ((leaf & PageTable.VALID) == 0) {
            Hat.validate(entry);
        }
        return 0;
    }

    private Segment growStack(long va) {
        Segment above = segments.firstEndingAbove(va);
        if (above == null || va < above.end - above.growsTo) {
            return null;
        }
        long start = va & -Pages.BYTES;
        if (segments.overlap(start, above.start)) {
            return null;
        }
        above.start = start;
        return above;
    }

    private int bringIn(Segment segment, long va, long entry, boolean isWrite) {
        long offset = segment.offset(va);
        if (segment.endsWithSource && offset >= segment.source.size()) {
            return AddressSpace.BEYOND_END;
        }
        if (!Pages.mayGive(1)) {
            return AddressSpace.NO_MEMORY;
        }
        boolean isSources = segment.shared || !isWrite && segment.mayShowSources(va);
        long page = isSources ? segment.source.share(offset) : fill(segment, va);
        if (page == 0 || page == Pager.UNREADABLE) {
            return page == 0 ? AddressSpace.NO_MEMORY : AddressSpace.BEYOND_END;
        }
        flushIfExecuted(segment, page);
        hat.memload(entry, page, segment.protection != 0, (segment.protection & AddressSpace.WRITE) != 0 && !isSources, isSources);
        return 0;
    }

    /** Whatever was to be seen of it when it was taken away is to be seen again; it becomes writable by fault, for others may have the slot too. */
    private int bringBack(Segment segment, long va, long entry, int slot) {
        long page = Pages.mayGive(1) ? Pager.installed.bringBack(slot, Pages.colour(va)) : 0;
        if (page == 0) {
            return AddressSpace.NO_MEMORY;
        }
        if (page == Pager.UNREADABLE) {
            return AddressSpace.BEYOND_END;
        }
        flushIfExecuted(segment, page);
        hat.memload(entry, page, segment.protection != 0, false, false);
        Pager.installed.releaseSlot(slot);
        return 0;
    }

    private static void flushIfExecuted(Segment segment, long page) {
        if ((segment.protection & AddressSpace.EXECUTE) != 0) {
            Mmu.hardware.flushInstructions(page, Pages.BYTES);
        }
    }

    /**
     * A page of its own with what the source has for it, then cleared. The source may itself copy to user memory, by its type; a file that
     * does does not fill segments.
     *
     * @return 0 if there is no memory, {@link Pager#UNREADABLE}
     */
    @MaxDepth(2)
    private static @Kva long fill(Segment segment, long va) {
        long page = Pages.allocateForProgram(Pages.colour(va));
        if (page != 0) {
            long from = va - segment.start;
            int bytes = segment.source == null ? 0 : (int) Math.max(0, Math.min(Pages.BYTES, segment.sourceBytes - from));
            Blocks.zero(page, Pages.BYTES);
            int error = bytes > 0 ? segment.source.read(segment.offset + from, page, bytes) : 0;
            if (error < 0) {
                Pages.release(page);
                return error == -Errno.ENOMEM ? 0 : Pager.UNREADABLE;
            }
        }
        return page;
    }

    /** Lets this space write to its source's page, which is in use from before the source knows of it until the space is left. */
    private int makeSharedWritable(Segment segment, long va, @Kva long page) {
        hat.use(page);
        int error = segment.source.prepareWrite(segment.offset(va));
        if (error == 0) {
            hat.replace(va, page, true, true);
        }
        return error == 0 ? 0 : error == -Errno.ENOMEM ? AddressSpace.NO_MEMORY : AddressSpace.BEYOND_END;
    }

    /** Whether nobody else refers to a page; then nobody will, for it is no slot's any more, in one step. */
    private static boolean isAlone(@Kva long page) {
        Sched.disablePreemption();
        boolean is = Pages.references(page) == 1;
        if (is) {
            Pages.setOwner(page, 0);
        }
        Sched.enablePreemption();
        return is;
    }

    /** Lets this space write to a page, alone. What is in a slot for it counts no more. */
    private int makeWritable(Segment segment, long va, long leaf) {
        long page = PageTable.page(leaf);
        long own = page;
        if ((leaf & PageTable.SOURCES_OWN) != 0 || !isAlone(page)) {
            own = Pages.allocateForProgram(Pages.colour(va));
            if (own == 0) {
                return AddressSpace.NO_MEMORY;
            }
            Blocks.copy(page, own, Pages.BYTES);
            flushIfExecuted(segment, own);
            Pages.release(page);
        }
        hat.replace(va, own, true, true);
        return 0;
    }
}
