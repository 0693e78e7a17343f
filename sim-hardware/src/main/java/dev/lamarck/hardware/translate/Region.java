package dev.lamarck.hardware.translate;

import java.util.BitSet;
import java.util.List;

/**
 * A translated region of one page: its code, the ways out, the ways in, and the words of which it is true.
 *
 * @param entries words at which control may enter, each with the issue group before it; the index is what {@link Code#run} takes
 */
record Region(Code code, PageImage page, List<Exit> exits, List<Place> entries, BitSet covered) {
    record Place(int word, int group) {}
}
