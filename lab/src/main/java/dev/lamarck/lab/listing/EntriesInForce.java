package dev.lamarck.lab.listing;

import dev.lamarck.workloads.world.LedgerChange;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The ledger entries that are in the text at a moment of a run, by the word that each changed. */
public final class EntriesInForce {
    /** Of a kernel that nothing has changed. */
    public static final EntriesInForce NONE = at(0, List.of());

    private final SortedMap<Long, Set<Integer>> byAddress = new TreeMap<>();

    private EntriesInForce() {
    }

    /** Those that the run's ledger has as installed and not yet removed at a cycle. */
    public static EntriesInForce at(long cycle, List<LedgerChange> ledger) {
        EntriesInForce entries = new EntriesInForce();
        for (LedgerChange change : ledger) {
            if (change.address() != 0 && change.cycle() <= cycle) {
                Set<Integer> here = entries.byAddress.computeIfAbsent(change.address(), address -> new TreeSet<>());
                switch (change.state()) {
                    case INSTALLED -> here.add(change.id());
                    case REMOVED, REVERTED, RECLAIMED -> here.remove(change.id());
                    case KEPT, REFUSED -> { }
                }
            }
        }
        return entries;
    }

    /** The entries that changed a word, as text; empty if the ledger knows of none. */
    String changing(long address) {
        Set<Integer> entries = byAddress.getOrDefault(address, Set.of());
        return entries.isEmpty() ? "" : (entries.size() == 1 ? "ledger entry " : "ledger entries ")
                + entries.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
