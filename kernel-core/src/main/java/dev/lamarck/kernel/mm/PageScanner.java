package dev.lamarck.kernel.mm;

import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * Which pages programs do not use: a clock with two hands, which go round the pages of all programs one behind the other. The hardware does not tell what is used, so the front hand
 * makes each page invalid in its table; who uses it faults and makes it valid. What is still invalid when the back hand comes has not been used for as long as
 * the way between them takes, and is taken away.
 */
@Magic
public final class PageScanner {
    private final ClockHand front = new ClockHand();
    private final ClockHand back = new ClockHand();
    private final Swap swap;
    /** Pages between the hands. */
    private final int spread;
    private int ahead;
    private boolean isFrontsTurn = true;

    /** What is taken away goes to a swap. */
    public PageScanner(Swap swap, int spread) {
        this.swap = swap;
        this.spread = spread;
    }

    /** How often the back hand has come round. */
    public long laps() {
        return back.laps();
    }

    /**
     * Moves a hand by a page: the front one until it is ahead enough, then each in turn, so that a page may be used between its two visits however few there are. Preemption is off.
     *
     * @return whether a page has been taken away whose contents have to be written, by {@link Swap#writeLeaving}
     */
    public boolean step() {
        if (isFrontsTurn) {
            watch();
            ahead++;
            isFrontsTurn = ahead < spread && front.laps() == back.laps();
            return false;
        }
        isFrontsTurn = true;
        ahead--;
        return back.advance() && (Memory.load64(back.entry()) & PageTable.VALID) == 0 && take();
    }

    /** Pages for which there is no place are left alone. */
    private void watch() {
        if (front.advance()) {
            long leaf = Memory.load64(front.entry());
            if ((leaf & PageTable.VALID) != 0 && ((leaf & PageTable.SOURCES_OWN) != 0 || swap.hasRoom() || swap.holds(PageTable.page(leaf)))) {
                front.space().hat.watch(front.va(), front.entry());
            }
        }
    }

    /** A source's own page needs only to be forgotten; another goes to its slot, or a new one. */
    private boolean take() {
        Hat hat = back.space().hat;
        long leaf = Memory.load64(back.entry());
        long page = PageTable.page(leaf);
        if ((leaf & PageTable.SOURCES_OWN) != 0) {
            hat.unloadAt(back.va(), back.entry());
            return false;
        }
        boolean isWritten = swap.holds(page);
        int slot = isWritten ? swap.slotOf(page) : swap.allocate();
        if (slot < 0) {
            return false;
        }
        swap.holdSlot(slot);
        hat.sendAway(back.va(), back.entry(), slot);
        if (isWritten) {
            Pages.release(page);
        } else {
            swap.leave(slot, page);
        }
        return !isWritten;
    }

    /** A space is about to be no more. */
    public void forget(AddressSpace gone) {
        front.leave(gone);
        back.leave(gone);
    }
}
