package dev.lamarck.kernel.mm;

import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * A place among the pages of all spaces, that goes round them: space by space, in each by address. It passes by spaces that somebody has entered. Moved with
 * preemption off; so nothing of what it shows changes until that is on again.
 */
@Magic
final class ClockHand {
    /** The most leaves it looks at in one move. */
    private static final int MOST = 128;

    private AddressSpace space;
    /** Where the next look begins. */
    private long next;
    private long laps;
    private Segment segment;
    private long va;
    private long entry;

    /** How often it has come round. */
    long laps() {
        return laps;
    }

    /** Moves on to the next page in memory. @return whether it stands at one; if not, it has passed a space or looked at many leaves in vain */
    boolean advance() {
        if (space == null) {
            space = AllSpaces.first();
        }
        if (space != null && !space.isEntered()) {
            for (Segment each = space.segments.firstEndingAbove(next); each != null; each = each.next) {
                if (advanceIn(each)) {
                    return entry != 0;
                }
            }
        }
        nextSpace();
        return false;
    }

    /** @return whether to stop here: at a page, or else, {@link #entry} being 0, after many leaves */
    private boolean advanceIn(Segment within) {
        long at = space.hat.next(Math.max(next, within.start), within.end);
        for (int looked = 0; at < within.end; looked++) {
            next = at + Pages.BYTES;
            entry = looked == MOST ? 0 : space.hat.find(at);
            if (entry == 0 || !PageTable.isAway(Memory.load64(entry))) {
                segment = within;
                va = at;
                return true;
            }
            at = space.hat.next(next, within.end);
        }
        return false;
    }

    private void nextSpace() {
        next = 0;
        space = space == null ? null : space.next;
        laps += space == null ? 1 : 0;
    }

    /** A space is about to be no more: leaves it. */
    void leave(AddressSpace gone) {
        if (space == gone) {
            nextSpace();
        }
    }

    AddressSpace space() {
        return space;
    }

    Segment segment() {
        return segment;
    }

    long va() {
        return va;
    }

    /** Where the leaf is that it stands at. */
    @Kva long entry() {
        return entry;
    }
}
