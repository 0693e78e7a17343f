package dev.lamarck.kernel.mm;

import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * Which pages of files in memory nobody uses: a hand that goes round the maps, and in each by number, marks a page when it comes by, and takes it away if it finds the mark again. Pages that a space or a
 * reader refers to are passed by: what is mapped is its spaces' scanner's until that has made it nobody's. Moved with preemption off.
 */
@Magic
final class AnonScanner {
    /** The most numbers it looks at in one move. */
    private static final int MOST = 128;

    private final Swap swap;
    /** The maps there are, and the one at which the hand stands. */
    private AnonMap first;
    private AnonMap map;
    private int number;
    private long laps;

    AnonScanner(Swap swap) {
        this.swap = swap;
    }

    void enlist(AnonMap added) {
        added.isListed = true;
        added.next = first;
        if (first != null) {
            first.previous = added;
        }
        first = added;
    }

    /** One that was made before there was this is not in the list. */
    void delist(AnonMap gone) {
        if (!gone.isListed) {
            return;
        }
        if (map == gone) {
            nextMap();
        }
        if (gone.previous == null) {
            first = gone.next;
        } else {
            gone.previous.next = gone.next;
        }
        if (gone.next != null) {
            gone.next.previous = gone.previous;
        }
    }

    /** How often the hand has come round. */
    long laps() {
        return laps;
    }

    /** Moves the hand on, to the next page that it takes or as far as it may. @return whether one has been taken, which has to be written, by {@link Swap#writeLeaving} */
    boolean step() {
        if (map == null) {
            map = first;
        }
        for (int looked = 0; looked < MOST && map != null && number < map.capacity() && !map.isInUse(); looked++) {
            if (look(number++)) {
                return true;
            }
        }
        if (map == null || number >= map.capacity() || map.isInUse()) {
            nextMap();
        }
        return false;
    }

    private void nextMap() {
        number = 0;
        map = map == null ? null : map.next;
        laps += map == null ? 1 : 0;
    }

    private boolean look(int which) {
        long leaf = map.leaf(which);
        long page = leaf & -Pages.BYTES;
        if (leaf == 0 || PageTable.isAway(leaf) || Pages.references(page) > 1) {
            return false;
        }
        int slot = (leaf & AnonMap.WATCHED) == 0 ? -1 : swap.allocate();
        if (slot < 0) {
            Memory.store64(map.entry(which), leaf | AnonMap.WATCHED);
            return false;
        }
        swap.holdSlot(slot);
        Memory.store64(map.entry(which), PageTable.away(slot));
        swap.leave(slot, page);
        return true;
    }
}
