package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.mmu.SoftTlb;
import dev.lamarck.hardware.translate.Entry;
import dev.lamarck.hardware.translate.RegionTable;
import java.util.Arrays;

/** Where regions begin, by virtual address, as long as no translation of instruction addresses and no region has been dropped. */
final class KnownWays {
    private static final int SIZE = 1 << 12;

    private final FetchUnit fetch;
    private final SoftTlb translations;
    private final RegionTable regions;
    private final Entry[] entries = new Entry[SIZE];
    private final long[] addresses = new long[SIZE];
    private final int[] spaces = new int[SIZE];
    private int translationsKnown;
    private int regionsKnown;

    KnownWays(FetchUnit fetch, SoftTlb translations, RegionTable regions) {
        this.fetch = fetch;
        this.translations = translations;
        this.regions = regions;
    }

    /** Null if none is known. */
    Entry find(long pc, int group) {
        if (translationsKnown != translations.generation() || regionsKnown != regions.generation()) {
            forget();
        }
        int at = at(pc);
        Entry entry = entries[at];
        return entry != null && addresses[at] == pc && spaces[at] == fetch.space() && entry.group() == group ? entry : null;
    }

    void remember(long pc, Entry entry) {
        int at = at(pc);
        entries[at] = entry;
        addresses[at] = pc;
        spaces[at] = fetch.space();
    }

    private void forget() {
        Arrays.fill(entries, null);
        translationsKnown = translations.generation();
        regionsKnown = regions.generation();
    }

    private static int at(long pc) {
        return (int) (pc >>> 2) & SIZE - 1;
    }
}
