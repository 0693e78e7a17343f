package dev.lamarck.hardware.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The regions of a physical page, and how hot its words are. */
final class RegionPage {
    /** By word: how often control may still come here before the place is hot; zero if it has an entry. */
    final short[] heat = new short[PageImage.WORDS];
    /** I-cache lines of a page. */
    private static final int LINES = PageImage.WORDS / StallBounds.LINE_WORDS;

    /** How much later a word is hot that is in a region already: so many times twice. */
    private static final int INSIDE = 4;

    /** Words that jumps of the page's regions to addresses in registers have led to. */
    final BitSet targets = new BitSet(PageImage.WORDS);

    private final Entry[] entries = new Entry[PageImage.WORDS];
    private final List<Region> regions = new ArrayList<>();
    private final int number;
    private final int threshold;
    private int drops;

    RegionPage(int number, int threshold) {
        this.number = number;
        this.threshold = threshold;
        Arrays.fill(heat, (short) threshold);
    }

    Entry find(int word, long va, int group) {
        Entry first = entries[word];
        return first == null ? null : first.serving(va, group);
    }

    /**
     * Makes a region's entries known where there are none. Its other words lead to one soon, so they are hot much later. Where jumps lead, it also takes the
     * place of what it contains: with each word that a jump has newly led to, a region knows one more of them. @return whether it has done so
     */
    boolean add(Region region) {
        regions.add(region);
        boolean replaces = false;
        region.covered().stream().filter(word -> heat[word] != 0).forEach(word -> heat[word] = heat(threshold, INSIDE));
        for (int number = 0; number < region.entries().size(); number++) {
            Region.Place place = region.entries().get(number);
            Entry known = find(place.word(), region.va(), place.group());
            boolean isReplaced = known != null && targets.get(place.word()) && known.isContainedIn(region);
            replaces |= isReplaced;
            if (known == null || isReplaced) {
                entries[place.word()] = new Entry(region, number, this.number * LINES, entries[place.word()]);
                heat[place.word()] = place.isPlain() ? 0 : heat[place.word()];
            }
        }
        return replaces;
    }

    /** Drops the regions that depend on any of these words; how many they were. */
    int drop(BitSet words) {
        List<Region> dropped = regions.stream().filter(region -> region.covered().intersects(words)).toList();
        if (!dropped.isEmpty()) {
            drops++;
            dropped.forEach(this::drop);
        }
        return dropped.size();
    }

    /** The more often words of the page have been written, the later it is hot again. */
    private void drop(Region region) {
        regions.remove(region);
        for (Region.Place place : region.entries()) {
            Entry first = entries[place.word()];
            entries[place.word()] = first == null ? null : first.without(region);
            if (entries[place.word()] == null) {
                cool(place.word());
            }
        }
    }

    /** The count begins again. */
    void cool(int word) {
        heat[word] = heat(threshold, drops);
    }

    private static short heat(int threshold, int doublings) {
        return (short) Math.min((long) threshold << Math.min(doublings, Short.SIZE), Short.MAX_VALUE);
    }
}
