package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.driver.Disk;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The slots of a swap disk, each for a page. A slot is in use as long as leaves name it. Its page may be in memory too, because it is still being written or has been brought
 * back and not been changed: then the page's owner word names the slot and the slot the page, and who wants the slot gets that page. The word is gone when somebody writes to the page or
 * frees it, so a slot's page is believed only if it agrees. Changed with preemption off.
 */
@Magic
public final class Swap {
    /** Marks an owner word as a slot: no object has such an address, and no free page such neighbours. */
    private static final long OWNER_IS_SLOT = 1L << 63;
    private static final int SECTORS_PER_PAGE = Pages.BYTES / Disk.SECTOR_BYTES;
    private static final int MOST_SLOTS = 1 << 20;

    private final Disk disk;
    /** By slot: leaves that name it, and the number of the page that has had the same contents, 0 for none. */
    private final int[] references;
    private final int[] pages;
    private int hand;
    private int inUse;
    private long written;
    private long read;
    /** The page that has been taken away and is to be written, with a reference, and its slot. */
    private @Kva long leavingPage;
    private int leavingSlot;

    /** Takes over a disk, as far as there is memory for the tables; without one it has no slots. */
    public Swap(Disk disk) {
        this.disk = disk;
        long slots = Math.min(MOST_SLOTS, disk.capacity() / SECTORS_PER_PAGE);
        while (!Kmem.hasRoom(2 * Integer.BYTES * slots)) {
            slots /= 2;
        }
        references = new int[(int) slots];
        pages = new int[(int) slots];
    }

    public int slots() {
        return references.length;
    }

    public int inUse() {
        return inUse;
    }

    /** Pages that have been written and read since boot. */
    public long written() {
        return written;
    }

    public long read() {
        return read;
    }

    boolean hasRoom() {
        return inUse < references.length;
    }

    /** A slot that no leaf names; −1 if there is none. What was kept in it of a page in memory is not kept any more. */
    int allocate() {
        for (int i = 0; hasRoom() && i < references.length; i++) {
            hand = hand + 1 < references.length ? hand + 1 : 0;
            if (references[hand] == 0) {
                return hand;
            }
        }
        return -1;
    }

    public void holdSlot(int slot) {
        inUse += references[slot]++ == 0 ? 1 : 0;
    }

    public void releaseSlot(int slot) {
        assert references[slot] > 0;
        inUse -= --references[slot] == 0 ? 1 : 0;
    }

    /** Whether a page's contents are in a slot. */
    boolean holds(@Kva long page) {
        long owner = Pages.owner(page);
        return owner < 0 && pages[(int) owner] == Pages.number(page);
    }

    int slotOf(@Kva long page) {
        return (int) Pages.owner(page);
    }

    /** Page and slot have the same contents from now on. */
    private void bind(int slot, @Kva long page) {
        Pages.setOwner(page, OWNER_IS_SLOT | slot);
        pages[slot] = Pages.number(page);
    }

    /** The page in memory with a slot's contents; 0 if there is none. */
    private @Kva long pageOf(int slot) {
        long page = Pages.numbered(pages[slot]);
        return pages[slot] != 0 && Pages.owner(page) == (OWNER_IS_SLOT | slot) ? page : 0;
    }

    /** The same with one more reference, before who writes it gives up the last. */
    private @Kva long heldPageOf(int slot) {
        Sched.disablePreemption();
        long page = pageOf(slot);
        if (page != 0) {
            Pages.hold(page);
        }
        Sched.enablePreemption();
        return page;
    }

    /** A page has been taken away, its reference now this one's, to be written to its slot by {@link #writeLeaving}. */
    void leave(int slot, @Kva long page) {
        bind(slot, page);
        leavingSlot = slot;
        leavingPage = page;
    }

    /** Writes the page that was taken away, and frees it if nobody has wanted it again. One that cannot be written stays in memory for ever. May sleep. */
    @Symbol("swap_out")
    public void writeLeaving() {
        if (disk.write((long) leavingSlot * SECTORS_PER_PAGE, SECTORS_PER_PAGE, Pages.physical(leavingPage)) == 0) {
            written++;
            Pages.release(leavingPage);
        }
    }

    /** The page of a slot that a leaf names, with one more reference. May sleep. @return 0 without memory, {@link Pager#UNREADABLE} */
    @Symbol("swap_in")
    public @Kva long bringBack(int slot, int colour) {
        long page = heldPageOf(slot);
        if (page != 0) {
            return page;
        }
        page = Pages.allocateForProgram(colour);
        if (page != 0 && disk.read((long) slot * SECTORS_PER_PAGE, SECTORS_PER_PAGE, Pages.physical(page)) != 0) {
            Pages.release(page);
            return Pager.UNREADABLE;
        }
        if (page != 0) {
            read++;
            bind(slot, page);
        }
        return page;
    }
}
