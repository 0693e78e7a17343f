package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * The pages, by number, of a file that is in memory and nowhere else. The pager may take those that nobody else refers to; so the table has for each page 0, its address, perhaps with a mark that
 * its use is being watched, or as in a page table the slot where it is. Guarded by the file's lock; by the pager, which keeps away while that is held, with preemption off.
 */
@Magic
public final class AnonMap {
    private static final int FIRST_PAGES = 4;
    private static final int ENTRY = 8;
    /** Nobody has asked for the page since the pager came by. */
    static final long WATCHED = 1L << 9;

    private final Mutex lock;
    private @Kva long table;
    private int capacity;
    /** In the pager's list of those that it may take pages of. */
    AnonMap next;
    AnonMap previous;
    boolean isListed;

    /** Nothing is in it. */
    public AnonMap(Mutex lock) {
        this.lock = lock;
    }

    /** The page with a number; 0 if there is none, a negative error if it cannot be brought back. */
    public @Kva long get(long number) {
        if (number >= capacity) {
            return 0;
        }
        long leaf = leaf((int) number);
        return (leaf & Pages.BYTES - 1) == 0 ? leaf : Pager.installed.bringBackTo(entry((int) number), leaf, (int) number & Pages.COLOURS - 1);
    }

    /** The same, made of zeros if there is none; 0 if there is no memory for the page or the table. */
    public @Kva long getOrMake(long number) {
        if (number >= capacity && !grow((int) number + 1)) {
            return 0;
        }
        long page = get(number);
        if (page == 0) {
            page = Pages.mayGive(1) ? Pages.allocateZeroed((int) number & Pages.COLOURS - 1) : 0;
            Memory.store64(entry((int) number), page);
        }
        return page;
    }

    /** Whether a page is in memory. */
    public boolean isInMemory(long number) {
        return number < capacity && leaf((int) number) != 0 && !PageTable.isAway(leaf((int) number));
    }

    /** How many pages there are, in memory or not. */
    public long count() {
        long count = 0;
        for (int i = 0; i < capacity; i++) {
            count += leaf(i) == 0 ? 0 : 1;
        }
        return count;
    }

    private boolean grow(int needed) {
        int more = Math.max(Math.max(needed, 2 * capacity), FIRST_PAGES);
        long larger = Kmem.allocZeroed((long) more * ENTRY);
        if (larger == 0) {
            return false;
        }
        if (table != 0) {
            Blocks.copy(table, larger, (long) capacity * ENTRY);
            Kmem.free(table);
        } else {
            Pager.installed.enlist(this);
        }
        table = larger;
        capacity = more;
        return true;
    }

    /** Gives up the pages from a number on. */
    public void free(int from) {
        for (int i = from; i < capacity; i++) {
            long leaf = leaf(i);
            Memory.store64(entry(i), 0);
            if (PageTable.isAway(leaf)) {
                Pager.installed.releaseSlot(PageTable.slot(leaf));
            } else if (leaf != 0) {
                Pages.release(leaf & -Pages.BYTES);
            }
        }
    }

    /** Gives up all, and this. */
    public void destroy() {
        if (table != 0) {
            Pager.installed.delist(this);
            free(0);
            Kmem.free(table);
        }
        Kmem.free(this);
    }

    /** How many numbers the table has. */
    int capacity() {
        return capacity;
    }

    /** Whether somebody is in the middle of something. */
    boolean isInUse() {
        return lock.isHeld();
    }

    @Kva long entry(int number) {
        return table + (long) number * ENTRY;
    }

    long leaf(int number) {
        return Memory.load64(entry(number));
    }
}
