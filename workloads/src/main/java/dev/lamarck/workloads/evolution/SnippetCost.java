package dev.lamarck.workloads.evolution;

import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cycles that a function's snippets cost a call: at the entry, from its first word to its second, spliced less unspliced; at
 * the exit, from its word to the displaced instruction in the patch.
 */
public final class SnippetCost {
    private final long entry;
    private final PassObserver entries;
    private final PassObserver exits;
    private final Map<Long, Integer> originals = new HashMap<>();
    private int fullest;
    private int mostWords;

    public SnippetCost(World world, long entry, EvolutionLog log) {
        this.entry = entry;
        entries = new PassObserver(world);
        entries.beginAt(entry);
        entries.endAt(entry + 4);
        exits = new PassObserver(world);
        log.onChange(this::observe);
    }

    private void observe(LedgerChange change) {
        if (!change.changesText() || change.state() != LedgerChange.State.INSTALLED) {
            return;
        }
        int original = originals.computeIfAbsent(change.address(), address -> change.wordBefore());
        if (change.address() != entry) {
            exits.beginAt(change.address());
            exits.endAt(displaced(change, original));
        } else if (change.patchWords().size() > mostWords) {
            mostWords = change.patchWords().size();
            fullest = change.wordAfter();
        }
    }

    /** Where the displaced instruction stands in the patch: the last word that is equal to it. */
    private static long displaced(LedgerChange change, int original) {
        List<Integer> words = change.patchWords();
        return change.patch() + 4L * words.lastIndexOf(original);
    }

    /** With the most snippets that were installed at once. */
    public double cyclesPerCall() {
        int original = originals.getOrDefault(entry, 0);
        return entries.meanCyclesFrom(fullest) - entries.meanCyclesFrom(original) + exits.meanCycles();
    }
}
