package dev.lamarck.kernel.mm;

import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * A user page table: three levels of 1024 doublewords, indices VA 42:33, 32:23, 22:13. The upper levels hold physical
 * addresses of tables or 0; a leaf is a TTE as the TLB takes it (UltraSPARC-I 6.2), 0 where nothing is mapped.
 * A page without any permission, or one whose use is being watched, has its address but no valid bit. The miss handlers read this; only this class writes
 * it. The tables of a root are on a list, each with the next as its page's owner, so that they are found without a search.
 */
@Magic
final class PageTable {
    static final long VALID = 1L << 63;
    static final long WRITABLE = 1L << 1;
    // Bits that the hardware keeps and leaves to software.
    /** In place of a page: a slot of the pager's, in the bits of the frame. */
    private static final long AWAY = 1L << 7;
    /** The page is the source's own, not the space's. */
    static final long SOURCES_OWN = 1L << 8;
    /** Cacheable in both caches, 8 KB, not privileged. */
    private static final long CACHEABLE = 3L << 4;
    private static final long PAGE_FRAME = (1L << 41) - 1 & -(1L << Pages.SHIFT);
    private static final int INDEX_BITS = 10;
    private static final int TOP_SHIFT = Pages.SHIFT + 2 * INDEX_BITS;
    private static final int MIDDLE_SHIFT = Pages.SHIFT + INDEX_BITS;
    static final long MIDDLE_SPAN = 1L << TOP_SHIFT;
    static final long LEAF_SPAN = 1L << MIDDLE_SHIFT;

    /** The leaf for a page, as the TLB shall see it. */
    static long leaf(@Kva long page, boolean valid, boolean writable) {
        return Pages.physical(page) | CACHEABLE | (valid ? VALID : 0) | (writable ? WRITABLE : 0);
    }

    /** The leaf for a page that is in a slot. */
    static long away(int slot) {
        return (long) slot << Pages.SHIFT | AWAY;
    }

    static boolean isAway(long leaf) {
        return (leaf & AWAY) != 0;
    }

    /** The slot of a leaf that is away. */
    static int slot(long leaf) {
        return (int) (leaf >>> Pages.SHIFT);
    }

    /** The page of a leaf that is not 0 and not away. */
    static @Kva long page(long leaf) {
        return Pages.address(leaf & PAGE_FRAME);
    }

    /** Where the leaf of an address is; 0 if its tables do not exist. */
    static @Kva long find(@Kva long root, long va) {
        long middle = Memory.load64(root + index(va, TOP_SHIFT));
        if (middle == 0) {
            return 0;
        }
        long leaves = Memory.load64(Pages.address(middle) + index(va, MIDDLE_SHIFT));
        return leaves == 0 ? 0 : Pages.address(leaves) + index(va, Pages.SHIFT);
    }

    /** As {@link #find}, making the tables that are missing. @return 0 if there is no memory for them */
    static @Kva long findOrMake(@Kva long root, long va) {
        long middle = tableAt(root, root + index(va, TOP_SHIFT));
        if (middle == 0) {
            return 0;
        }
        long leaves = tableAt(root, middle + index(va, MIDDLE_SHIFT));
        return leaves == 0 ? 0 : leaves + index(va, Pages.SHIFT);
    }

    private static @Kva long tableAt(@Kva long root, @Kva long entry) {
        long table = Memory.load64(entry);
        if (table != 0) {
            return Pages.address(table);
        }
        long made = Pages.allocateZeroed();
        if (made != 0) {
            Pages.setOwner(made, Pages.owner(root));
            Pages.setOwner(root, made);
            Memory.store64(entry, Pages.physical(made));
        }
        return made;
    }

    /** The first address ≥ va, multiple of a page, with a leaf that is not 0; or ≥ end. */
    static long next(@Kva long root, long va, long end) {
        while (va < end) {
            long middle = Memory.load64(root + index(va, TOP_SHIFT));
            if (middle == 0) {
                va = (va | MIDDLE_SPAN - 1) + 1;
                continue;
            }
            long leaves = Memory.load64(Pages.address(middle) + index(va, MIDDLE_SHIFT));
            long beyond = (va | LEAF_SPAN - 1) + 1;
            if (leaves != 0) {
                va = nextIn(Pages.address(leaves), va, Math.min(beyond, end));
                if (va < end && va < beyond) {
                    return va;
                }
            } else {
                va = beyond;
            }
        }
        return va;
    }

    private static long nextIn(@Kva long leaves, long va, long end) {
        for (long entry = leaves + index(va, Pages.SHIFT); va < end && Memory.load64(entry) == 0; entry += 8) {
            va += Pages.BYTES;
        }
        return va;
    }

    /** Frees all tables, the root too, by the list of them that begins at the root; what the leaves pointed at is gone already. */
    static void free(@Kva long root) {
        long table = root;
        while (table != 0) {
            long next = Pages.owner(table);
            Pages.release(table);
            table = next;
        }
    }

    private static long index(long va, int shift) {
        return (va >>> shift & (1 << INDEX_BITS) - 1) << 3;
    }

    private PageTable() {}
}
