package dev.lamarck.workloads.evolution;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The lines of an I-cache of two ways that code needs, by set. */
public final class CacheFootprint {
    private static final int LINE_BYTES = 32;
    private static final int WAYS = 2;
    private static final int SETS_A_ROW = 64;

    private final Set<Long> lines = new TreeSet<>();
    private final int sets;

    private CacheFootprint(long cacheBytes) {
        sets = (int) (cacheBytes / LINE_BYTES / WAYS);
    }

    /** Of the hot parts of versions. */
    public static CacheFootprint asPlaced(List<VersionCode> versions, long cacheBytes) {
        CacheFootprint footprint = new CacheFootprint(cacheBytes);
        versions.forEach(version -> footprint.add(version.start(), version.bytes()));
        return footprint;
    }

    /** Of the linked instructions from which those hot parts were made. */
    public static CacheFootprint asLinked(List<VersionCode> versions, long cacheBytes) {
        CacheFootprint footprint = new CacheFootprint(cacheBytes);
        versions.forEach(version -> version.origins().subList(0, version.bytes() / Integer.BYTES).stream()
                .filter(origin -> origin != 0).forEach(origin -> footprint.add(origin, Integer.BYTES)));
        return footprint;
    }

    private void add(long start, int bytes) {
        for (long line = start / LINE_BYTES; line * LINE_BYTES < start + bytes; line++) {
            lines.add(line);
        }
    }

    public long bytes() {
        return (long) lines.size() * LINE_BYTES;
    }

    /** How many lines fall into each set, a digit a set, rows of sets; a dot where there is none. */
    public String text() {
        int[] count = new int[sets];
        lines.forEach(line -> count[(int) (line % sets)]++);
        StringBuilder text = new StringBuilder();
        for (int set = 0; set < sets; set++) {
            text.append(set % SETS_A_ROW == 0 ? "  " : "").append(count[set] == 0 ? "." : Integer.toString(Math.min(9, count[set])));
            text.append(set % SETS_A_ROW == SETS_A_ROW - 1 || set == sets - 1 ? "\n" : "");
        }
        return text.toString();
    }
}
