package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.memory.BigEndian;
import java.util.BitSet;
import java.util.List;

/**
 * A translated region of one page: its code, the ways out, the ways in, and the words of which it is true.
 *
 * @param va of the page
 * @param entries words at which control may enter, each with the issue group before it; the index is what {@link Code#run} takes
 * @param covered the words that it was made of, or that decide how these issue
 * @param text their contents, in order
 */
record Region(Code code, long va, Exit[] exits, List<Place> entries, BitSet covered, int[] text) {
    /** {@code group} may be {@link Entry#IN_SLOT}. */
    record Place(int word, int group) {
        /** Whether it is an entry for whoever comes to the word as to any other. */
        boolean isPlain() {
            return group != Entry.IN_SLOT;
        }
    }

    /** Whether a page in memory has the same words. */
    boolean agrees(byte[] ram, int pa) {
        int known = 0;
        for (int at = covered.nextSetBit(0); at >= 0; at = covered.nextSetBit(at + 1)) {
            if ((int) BigEndian.INT.get(ram, pa + at * Integer.BYTES) != text[known++]) {
                return false;
            }
        }
        return true;
    }
}
