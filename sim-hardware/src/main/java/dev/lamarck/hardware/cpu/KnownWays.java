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
    private static final int SIZE = 1 << 12;

    private final FetchUnit fetch;
    private final long[] translations;
    private final RegionTable regions;
    private final Entry[] entries = new Entry[SIZE];
    private final long[] addresses = new long[SIZE];
    private final int[] physical = new int[SIZE];
    private int regionsKnown;

    KnownWays(FetchUnit fetch, SoftTlb translations, RegionTable regions) {
        this.fetch = fetch;
        this.translations = translations.table;
        this.regions = regions;
    }

    /** Null if none is known. */
    Entry find(long pc, int group) {
        if (regionsKnown != regions.generation()) {
            forget();
        }
        int at = at(pc);
        Entry entry = entries[at];
        return entry != null && addresses[at] == pc && entry.group() == group && leadsTo(pc, physical[at]) ? entry : null;
    }

    private boolean leadsTo(long pc, int pa) {
        int at = SoftTlb.index(pc);
        return translations[at] == SoftTlb.key(pc, fetch.space(), 1) && (int) (pc + translations[at + 1]) == pa;
    }

    /** The way in at an address, which is at a physical one now. */
    void remember(long pc, int pa, Entry entry) {
        int at = at(pc);
        entries[at] = entry;
        addresses[at] = pc;
        physical[at] = pa;
    }

    private void forget() {
        Arrays.fill(entries, null);
        regionsKnown = regions.generation();
    }

    private static int at(long pc) {
        return (int) (pc >>> 2) & SIZE - 1;
    }
}
