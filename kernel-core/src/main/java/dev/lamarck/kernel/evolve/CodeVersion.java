package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.kmem.Kmem;

/**
 * Code that may stand for a linked function: a function to the analyser under a number behind those of the image, in one part or
 * two, with the address from which each of its words was made (hot part first; 0 for a word that has no counterpart).
 */
final class CodeVersion {
    final int number;
    final int function;
    final long start;
    final int bytes;
    final long coldStart;
    final int coldBytes;
    final int[] origins;

    /** The version it covers, null if that is the linked function itself; and whether it is the one that is called. */
    CodeVersion below;
    boolean isOnTop;
    /** Its entry may be restored by a guard at any time: nothing may stand above it. */
    boolean isGuarded;
    /** What stood at its function's entry before it was last redirected or restored. */
    int wordBefore;
    /** All its paths lead on into the code that it covers, but for what it does itself: splices without a counterpart are met there. */
    boolean leadsBelow;
    LedgerEntry entry;
    /** The next version of the same replacement. */
    CodeVersion next;

    CodeVersion(int number, int function, long start, int bytes, long coldStart, int coldBytes, int[] origins) {
        this.number = number;
        this.function = function;
        this.start = start;
        this.bytes = bytes;
        this.coldStart = coldStart;
        this.coldBytes = coldBytes;
        this.origins = origins;
    }

    void free() {
        Kmem.free(origins);
        Kmem.free(this);
    }

    boolean holds(long address) {
        return indexOf(address) >= 0;
    }

    /** Which of its words stands at an address, -1 if none does. */
    int indexOf(long address) {
        if (address >= start && address < start + bytes) {
            return (int) (address - start) >>> 2;
        }
        if (address >= coldStart && address < coldStart + coldBytes) {
            return (bytes >>> 2) + ((int) (address - coldStart) >>> 2);
        }
        return -1;
    }

    long address(int index) {
        int hot = bytes >>> 2;
        return index < hot ? start + 4L * index : coldStart + 4L * (index - hot);
    }

    /** What the word at an index was made from, or else the nearest word before it that was made from any. */
    long nearestOrigin(int index) {
        int at = index;
        while (at > 0 && origins[at] == 0) {
            at--;
        }
        return origin(at);
    }

    /** What the word at an index was made from, 0 if it has no counterpart. */
    long origin(int index) {
        return origins[index] & 0xffff_ffffL;
    }
}
