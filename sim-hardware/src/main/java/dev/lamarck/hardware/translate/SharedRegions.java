package dev.lamarck.hardware.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Regions that have been translated for some machine of this JVM: another with the same words at the same addresses need not have them translated again, and finds
 * them compiled by the JVM. Which machine was first changes nothing but how long things take. Or regions made for one processor alone.
 */
public final class SharedRegions {
    private static final int CAPACITY = 20_000;
    /** Of one place, with different words; text that changes often should not fill the memory. */
    private static final int VARIANTS = 8;

    /** Of all machines. */
    public static final SharedRegions OF_ALL = new SharedRegions();

    private final Map<Key, List<Region>> known = new ConcurrentHashMap<>();

    /** A place of a program, for a kind of machine. */
    record Key(Object target, long va, int word, int group) {}

    Region find(Key key, byte[] ram, int pagePa) {
        List<Region> variants = known.getOrDefault(key, List.of());
        return variants.stream().filter(region -> region.agrees(ram, pagePa)).findFirst().orElse(null);
    }

    void add(Key key, Region region) {
        if (known.size() >= CAPACITY) {
            known.clear();
        }
        known.merge(key, List.of(region), SharedRegions::joined);
    }

    /** The newest first. */
    private static List<Region> joined(List<Region> old, List<Region> added) {
        List<Region> all = new ArrayList<>(added);
        all.addAll(old.subList(0, Math.min(old.size(), VARIANTS - 1)));
        return List.copyOf(all);
    }
}
