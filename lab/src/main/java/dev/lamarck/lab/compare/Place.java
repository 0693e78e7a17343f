package dev.lamarck.lab.compare;

/**
 * Where a sample belongs among those of one measure.
 *
 * @param ordinal among the samples of one seed, from 0
 */
public record Place(long seed, int ordinal) implements Comparable<Place> {

    /** The place of the sample at an index: samples are spread evenly over the seeds where their number allows it, else counted on the first. */
    static Place of(int index, int samples, long firstSeed, int seeds) {
        if (samples % seeds != 0) {
            return new Place(firstSeed, index);
        }
        int each = samples / seeds;
        return new Place(firstSeed + index / each, index % each);
    }

    @Override
    public int compareTo(Place other) {
        return seed == other.seed ? Integer.compare(ordinal, other.ordinal) : Long.compare(seed, other.seed);
    }

    @Override
    public String toString() {
        return ordinal == 0 ? "seed " + seed : "seed " + seed + ", sample " + (ordinal + 1);
    }
}
