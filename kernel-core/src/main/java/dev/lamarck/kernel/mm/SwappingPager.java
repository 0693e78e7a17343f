package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** A pager with clocks and slots on a disk. When the clocks are turned, and who waits for that, is its subclass's. */
@Magic
public class SwappingPager extends Pager {
    protected final Swap swap;
    final PageScanner scanner;
    private final AnonScanner anons;
    private boolean isAnonsTurn;

    /** @param spread pages between the hands of the clock of spaces */
    public SwappingPager(Swap swap, int spread) {
        this.swap = swap;
        scanner = new PageScanner(swap, spread);
        anons = new AnonScanner(swap);
    }

    /** How often all pages have been looked at. */
    protected final long laps() {
        return Math.min(scanner.laps(), anons.laps());
    }

    /** Moves a hand: of the clocks that have come round less often, each in turn. @return whether a page has to be written, by {@link Swap#writeLeaving} */
    protected final boolean step() {
        Sched.disablePreemption();
        isAnonsTurn = anons.laps() < scanner.laps() || anons.laps() == scanner.laps() && !isAnonsTurn;
        boolean isToBeWritten = isAnonsTurn ? anons.step() : scanner.step();
        Sched.enablePreemption();
        return isToBeWritten;
    }

    @Override
    protected final void holdSlot(int slot) {
        Sched.disablePreemption();
        swap.holdSlot(slot);
        Sched.enablePreemption();
    }

    @Override
    protected final void releaseSlot(int slot) {
        Sched.disablePreemption();
        swap.releaseSlot(slot);
        Sched.enablePreemption();
    }

    @Override
    protected final @Kva long bringBack(int slot, int colour) {
        return swap.bringBack(slot, colour);
    }

    @Override
    protected final @Kva long bringBackTo(@Kva long entry, long leaf, int colour) {
        long page = leaf & -Pages.BYTES;
        if (PageTable.isAway(leaf)) {
            page = swap.bringBack(PageTable.slot(leaf), colour);
            if (page == 0 || page == UNREADABLE) {
                return page == 0 ? -Errno.ENOMEM : -Errno.EIO;
            }
            // Who has the page may write to it without a word, so it is not the slot's any more.
            Pages.setOwner(page, 0);
            releaseSlot(PageTable.slot(leaf));
        }
        Memory.store64(entry, page);
        return page;
    }

    @Override
    protected final void enlist(AnonMap map) {
        Sched.disablePreemption();
        anons.enlist(map);
        Sched.enablePreemption();
    }

    @Override
    protected final void delist(AnonMap map) {
        Sched.disablePreemption();
        anons.delist(map);
        Sched.enablePreemption();
    }

    @Override
    protected final void forget(AddressSpace space) {
        scanner.forget(space);
    }
}
