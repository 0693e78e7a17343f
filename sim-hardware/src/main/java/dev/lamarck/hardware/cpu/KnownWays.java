package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.mmu.SoftTlb;
import dev.lamarck.hardware.translate.Entry;
import dev.lamarck.hardware.translate.RegionTable;
import java.util.Arrays;

/**
 * Where regions begin, by virtual address, as long as no region has been dropped. What is known of an address holds while the soft TLB leads it to
 * the physical address that it had: so nothing has to be forgotten when a translation goes, and what comes back is still known.
 */
final class KnownWays {
    /** Of a program of 3,000 functions some 9,000 are known. */
    private static final int SIZE_BITS = 16;

    private final FetchUnit fetch;
    private final SoftTlb translations;
    private final RegionTable regions;
    private final Entry[] entries = new Entry[1 << SIZE_BITS];
    private int regionsKnown;

    KnownWays(FetchUnit fetch, SoftTlb translations, RegionTable regions) {
        this.fetch = fetch;
        this.translations = translations;
        this.regions = regions;
    }

    /** Null if none is known. */
    Entry find(long pc, int group) {
        if (regionsKnown != regions.generation()) {
            forget();
        }
        Entry entry = entries[at(pc)];
        return entry != null && entry.va() == pc && entry.group() == group && leadsTo(pc, entry.pa()) ? entry : null;
    }

    private boolean leadsTo(long pc, int pa) {
        return translations.keys[SoftTlb.index(pc)] == SoftTlb.key(pc, fetch.space(), 1) && translations.physical(pc) == pa;
    }

    /** A way in that has been found; null if there is none. @return the same */
    Entry remember(Entry entry) {
        if (entry != null) {
            entries[at(entry.va())] = entry;
        }
        return entry;
    }

    private void forget() {
        Arrays.fill(entries, null);
        regionsKnown = regions.generation();
    }

    private static int at(long pc) {
        return (int) (pc >>> 2 ^ pc >>> 2 + SIZE_BITS) & (1 << SIZE_BITS) - 1;
    }
}
