package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.kernel.trap.Mmu;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Uva;

/** The pages of an address space that are in memory: its page table, of which each leaf holds its page, and its MMU context. */
@Magic
final class ResidentPages {
    private final @Kva long root = Pages.allocateZeroed();
    private final int context = Contexts.allocate();
    private long count;
    /** The processors whose TLBs may know its pages: those on which it is active, and some on which it was. */
    private long processors;

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

    /** Makes the processor's user translations these. Interrupts are off. */
    void activate() {
        processors |= Processor.current().bit();
        Mmu.hardware.setUserSpace(Pages.physical(root), context);
    }

    /** Where the leaf of an address is, its tables made if need be; 0 if there is no memory for them. */
    @Kva long entry(@Uva long va) {
        return PageTable.findOrMake(root, va);
    }

    /** The leaf of an address; 0 if there is none. */
    long leaf(@Uva long va) {
        long entry = PageTable.find(root, va);
        return entry == 0 ? 0 : Memory.load64(entry);
    }

    /** A new page at an entry without one: takes a reference to it over. */
    void add(@Kva long entry, @Kva long page, boolean valid, boolean writable) {
        count++;
        Memory.store64(entry, PageTable.leaf(page, valid, writable));
    }

    /** Another page, or permission, at an entry that has one: takes a reference to it over. */
    void replace(@Uva long va, @Kva long page, boolean valid, boolean writable) {
        Memory.store64(PageTable.find(root, va), PageTable.leaf(page, valid, writable));
        demap(va);
    }

    /** Gives up the pages of a range. */
    void drop(@Uva long start, @Uva long end) {
        for (long va = PageTable.next(root, start, end); va < end; va = PageTable.next(root, va + Pages.BYTES, end)) {
            long entry = PageTable.find(root, va);
            long leaf = Memory.load64(entry);
            Memory.store64(entry, 0);
            demap(va);
            Pages.release(PageTable.page(leaf));
            count--;
        }
    }

    /** Pages become valid as the protection says, but writable only by fault, for they may be shared. */
    void protect(@Uva long start, @Uva long end, int protection) {
        for (long va = PageTable.next(root, start, end); va < end; va = PageTable.next(root, va + Pages.BYTES, end)) {
            replace(va, PageTable.page(leaf(va)), protection != 0, false);
        }
    }

    /**
     * The pages of a range become another space's too: to be copied by whoever writes first, or the same for both for ever. The caller
     * demaps the context.
     *
     * @return whether there was memory
     */
    boolean shareWith(ResidentPages child, @Uva long start, @Uva long end, boolean copiedOnWrite) {
        for (long va = PageTable.next(root, start, end); va < end; va = PageTable.next(root, va + Pages.BYTES, end)) {
            long entry = PageTable.find(root, va);
            long leaf = Memory.load64(entry);
            long childEntry = child.entry(va);
            if (childEntry == 0) {
                return false;
            }
            if (copiedOnWrite) {
                leaf &= ~PageTable.WRITABLE;
            }
            Pages.hold(PageTable.page(leaf));
            Memory.store64(entry, leaf);
            Memory.store64(childEntry, leaf);
            child.count++;
        }
        return true;
    }

    /** Moves the pages of a range to another where there are none. @return whether there was memory for the tables */
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

    private void demap(@Uva long va) {
        forgetIdle();
        Mmu.hardware.demapPage(va, context, processors);
    }

    /** Where it is not active any more, all of it is forgotten once and for all: what is demapped page by page does not concern them. */
    private void forgetIdle() {
        long idle = processors & ~Processor.withContext(context);
        if (idle != 0) {
            Mmu.hardware.demapContext(context, idle);
            processors &= ~idle;
        }
    }

    void demapAll() {
        Mmu.hardware.demapContext(context, processors);
        processors &= Processor.withContext(context);
    }

    /** Frees tables and context, and this; the pages are dropped already. */
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
