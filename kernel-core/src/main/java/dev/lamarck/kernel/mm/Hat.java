package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.Mmu;
import dev.lamarck.kernel.trap.Tsb;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;
import dev.lamarck.toolchain.magic.Uva;

/**
 * The hardware address translation of an address space, as Solaris calls it: which pages are in memory, in a page table of which each leaf holds its page; the MMU's context; and what the TLBs of all
 * processors know of either. Nothing above this class touches a TLB: whatever takes a translation or a right away has it demapped wherever the space is active, and returns when that is done. Its functions have the names of
 * Solaris' where they do the same: {@code hat_alloc}, {@code hat_setup}, {@code hat_memload}, {@code hat_unload}, {@code hat_chgprot}, {@code hat_dup}, {@code hat_free_end}.
 */
@Magic
final class Hat {
    private final @Kva long root = Pages.allocateZeroed();
    private final int context = Contexts.allocate();
    private long count;
    private long away;
    /** The processors whose TLBs may know its pages: those on which it is active, and some on which it was. */
    private long processors;
    /** Of its pages in the TSBs of those that it has been given to since it is this one; the others keep the one they had. */
    private long key;
    /** A page that whoever has entered the space has the address of, and may write to whatever the leaf says; 0 for none. */
    private @Kva long inUse;

    /** Nothing is mapped. Check {@link #isValid} before use. */
    @Symbol("hat_alloc")
    Hat() {}

    /** Whether there was memory and a context. */
    boolean isValid() {
        return root != 0 && context != 0;
    }

    int context() {
        return context;
    }

    long count() {
        return count;
    }

    /** Pages that are not in memory but in the pager's slots. */
    long away() {
        return away;
    }

    /** The first address ≥ va of a page, in memory or away; or ≥ end. */
    long next(@Uva long va, @Uva long end) {
        return PageTable.next(root, va, end);
    }

    /** Makes the processor's user translations those of one; null for none. Interrupts are off. */
    static void setup(Hat hat) {
        if (hat == null) {
            Mmu.hardware.setUserSpace(Contexts.EMPTY_ROOT, 0, 0);
        } else {
            hat.join(Processor.current().bit());
            Mmu.hardware.setUserSpace(Pages.physical(hat.root), hat.context, hat.key);
        }
    }

    /** A processor may know its pages from now on. One that has not been told what was taken away may have old ones in its TSB. */
    private void join(long processor) {
        if ((processors & processor) == 0) {
            processors |= processor;
            key = Tsb.freshKey(context);
        }
    }

    /** Where the leaf of an address is, its tables made if need be; 0 if there is no memory for them. */
    @Symbol("hat_entry")
    @Kva long entry(@Uva long va) {
        return PageTable.findOrMake(root, va);
    }

    /** The same without making any. */
    @Kva long find(@Uva long va) {
        return PageTable.find(root, va);
    }

    /** The leaf of an address; 0 if there is none. */
    long leaf(@Uva long va) {
        long entry = PageTable.find(root, va);
        return entry == 0 ? 0 : Memory.load64(entry);
    }

    /** A page at an entry without one: takes a reference to it over. */
    @Symbol("hat_memload")
    void memload(@Kva long entry, @Kva long page, boolean valid, boolean writable, boolean isSources) {
        if (PageTable.isAway(Memory.load64(entry))) {
            away--;
        }
        count++;
        Memory.store64(entry, PageTable.leaf(page, valid, writable) | (isSources ? PageTable.SOURCES_OWN : 0));
    }

    /** Another page, now the space's own, or permission, at an entry that has one: takes a reference to it over. */
    @Symbol("hat_memload_over")
    void replace(@Uva long va, @Kva long page, boolean valid, boolean writable) {
        long entry = PageTable.find(root, va);
        long old = Memory.load64(entry);
        long kept = PageTable.page(old) == page ? old & PageTable.SOURCES_OWN : 0;
        Memory.store64(entry, PageTable.leaf(page, valid, writable) | kept);
        demap(va);
    }

    /** Makes a page valid again whose use was watched, and may be used. */
    static void validate(@Kva long entry) {
        Memory.store64(entry, Memory.load64(entry) | PageTable.VALID);
    }

    /** From here on, use of a page shows: the next will be a fault. */
    @Symbol("hat_clrref")
    void watch(@Uva long va, @Kva long entry) {
        Memory.store64(entry, Memory.load64(entry) & ~PageTable.VALID);
        demap(va);
    }

    /** Whoever has entered the space uses this page from now on, and none that it used before; 0 for none. */
    void use(@Kva long page) {
        inUse = page;
    }

    /** Writing to the page at an address, if there is one, will be a fault. @return whether it is in use all the same */
    @Symbol("hat_clrmod")
    boolean protectFromWriting(@Uva long va) {
        long entry = PageTable.find(root, va);
        long leaf = entry == 0 ? 0 : Memory.load64(entry);
        if (leaf == 0 || PageTable.isAway(leaf)) {
            return false;
        }
        if ((leaf & PageTable.WRITABLE) != 0) {
            Memory.store64(entry, leaf & ~PageTable.WRITABLE);
            demap(va);
        }
        return PageTable.page(leaf) == inUse;
    }

    /** Gives up the pages of a range. */
    @Symbol("hat_unload")
    void unload(@Uva long start, @Uva long end) {
        for (long va = PageTable.next(root, start, end); va < end; va = PageTable.next(root, va + Pages.BYTES, end)) {
            unloadAt(va, PageTable.find(root, va));
        }
    }

    /** Gives up the page at an entry that is not empty. */
    @Symbol("hat_unload_page")
    void unloadAt(@Uva long va, @Kva long entry) {
        long leaf = Memory.load64(entry);
        Memory.store64(entry, 0);
        if (PageTable.isAway(leaf)) {
            away--;
            Pager.installed.releaseSlot(PageTable.slot(leaf));
        } else {
            demap(va);
            count--;
            Pages.release(PageTable.page(leaf));
        }
    }

    /** A page goes to a slot, of which the leaf has taken a reference; the reference to the page is the caller's now. */
    @Symbol("hat_swapout")
    void sendAway(@Uva long va, @Kva long entry, int slot) {
        Memory.store64(entry, PageTable.away(slot));
        demap(va);
        count--;
        away++;
    }

    /** Pages become valid as the protection says, but writable only by fault, for they may be shared. */
    @Symbol("hat_chgprot")
    void chgprot(@Uva long start, @Uva long end, int protection) {
        for (long va = PageTable.next(root, start, end); va < end; va = PageTable.next(root, va + Pages.BYTES, end)) {
            long leaf = leaf(va);
            if (!PageTable.isAway(leaf)) {
                replace(va, PageTable.page(leaf), protection != 0, false);
            }
        }
    }

    /**
     * The pages of a range become another space's too: to be copied by whoever writes first, or the same for both for ever. The caller
     * demaps the context.
     *
     * @return whether there was memory
     */
    @Symbol("hat_dup")
    boolean dup(Hat child, @Uva long start, @Uva long end, boolean copiedOnWrite) {
        for (long va = PageTable.next(root, start, end); va < end; va = PageTable.next(root, va + Pages.BYTES, end)) {
            long childEntry = child.entry(va);
            if (childEntry == 0) {
                return false;
            }
            dupPage(PageTable.find(root, va), child, childEntry, copiedOnWrite);
        }
        return true;
    }

    private static void dupPage(@Kva long entry, Hat child, @Kva long childEntry, boolean copiedOnWrite) {
        long leaf = Memory.load64(entry);
        if (PageTable.isAway(leaf)) {
            Pager.installed.holdSlot(PageTable.slot(leaf));
            child.away++;
        } else {
            Pages.hold(PageTable.page(leaf));
            child.count++;
            if (copiedOnWrite) {
                leaf &= ~PageTable.WRITABLE;
            }
        }
        Memory.store64(entry, leaf);
        Memory.store64(childEntry, leaf);
    }

    /** Moves the pages of a range to another where there are none. @return whether there was memory for the tables */
    @Symbol("hat_move")
    boolean move(@Uva long from, @Uva long end, @Uva long to) {
        for (long va = PageTable.next(root, from, end); va < end; va = PageTable.next(root, va + Pages.BYTES, end)) {
            if (entry(va - from + to) == 0) {
                return false;
            }
        }
        for (long va = PageTable.next(root, from, end); va < end; va = PageTable.next(root, va + Pages.BYTES, end)) {
            long entry = PageTable.find(root, va);
            long leaf = Memory.load64(entry);
            Memory.store64(entry, 0);
            demap(va);
            Memory.store64(PageTable.find(root, va - from + to), leaf);
        }
        return true;
    }

    /** The shoot-down: no TLB knows the page when it returns. */
    @Symbol("hat_tlb_demap")
    private void demap(@Uva long va) {
        Sched.disablePreemption();
        forgetIdle();
        Mmu.hardware.demapPage(va, context, processors);
        Sched.enablePreemption();
    }

    /** Where it is not active any more, all of it is forgotten once and for all: what is demapped page by page does not concern them. */
    private void forgetIdle() {
        long idle = processors & ~Processor.withContext(context);
        if (idle != 0) {
            Mmu.hardware.demapContext(context, idle, key);
            processors &= ~idle;
        }
    }

    /** The same for all pages. */
    @Symbol("hat_tlb_demap_all")
    void demapAll() {
        Sched.disablePreemption();
        key = Tsb.freshKey(context);
        Mmu.hardware.demapContext(context, processors, key);
        processors &= Processor.withContext(context);
        Sched.enablePreemption();
    }

    /** Frees tables and context, and this; the pages are dropped already. */
    @Symbol("hat_free_end")
    void free() {
        if (root != 0) {
            PageTable.free(root);
        }
        if (context != 0) {
            demapAll();
            Contexts.free(context);
        }
        Kmem.free(this);
    }
}
