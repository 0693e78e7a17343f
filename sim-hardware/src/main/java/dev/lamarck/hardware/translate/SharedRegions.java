package dev.lamarck.hardware.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Regions that some machine of this JVM has had translated: another with the same words at the same addresses need not again, and finds
 * them compiled by the JVM. Which machine was first changes nothing but how long things take.
 */
final class SharedRegions {
    private static final int CAPACITY = 20_000;
    /** Of one place, with different words; text that changes often should not fill the memory. */
    private static final int VARIANTS = 8;

    private static final Map<Key, List<Region>> KNOWN = new ConcurrentHashMap<>();

    private SharedRegions() {}

    /** A place of a program, for a kind of machine. */
    record Key(Object target, long va, int word, int group) {}

    static Region find(Key key, byte[] ram, int pagePa) {
        List<Region> variants = KNOWN.getOrDefault(key, List.of());
        return variants.stream().filter(region -> region.agrees(ram, pagePa)).findFirst().orElse(null);
    }

    static void add(Key key, Region region) {
        if (KNOWN.size() >= CAPACITY) {
            KNOWN.clear();
        }
        KNOWN.merge(key, List.of(region), SharedRegions::joined);
    }

    /** The newest first. */
    private static List<Region> joined(List<Region> old, List<Region> added) {
        List<Region> all = new ArrayList<>(added);
        all.addAll(old.subList(0, Math.min(old.size(), VARIANTS - 1)));
        return List.copyOf(all);
    }
}
