package dev.lamarck.workloads.evolution;

import dev.lamarck.workloads.world.LedgerChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which annotations, named by the requests that led to them, were in a point's word when. A change is known by the cycle at which
 * the kernel recorded it, which is after the store but before the next change's store; with the word itself that decides every
 * execution.
 */
public final class PointHistory {
    private record Epoch(int word, Set<Long> annotations, long recorded) {}

    private final List<Epoch> epochs = new ArrayList<>();

    public PointHistory(long address, List<LedgerChange> ledger) {
        Set<Long> annotations = new HashSet<>();
        for (LedgerChange change : ledger) {
            if (change.address() == address && change.changesText()) {
                if (epochs.isEmpty()) {
                    epochs.add(new Epoch(change.wordBefore(), Set.of(), Long.MIN_VALUE));
                }
                if (change.state() == LedgerChange.State.INSTALLED) {
                    annotations.add(change.cause());
                } else {
                    annotations.remove(change.cause());
                }
                epochs.add(new Epoch(change.wordAfter(), Set.copyOf(annotations), change.cycle()));
            }
        }
    }

    /** The annotations in the word that was executed at a cycle. */
    public Set<Long> annotationsAt(long cycle, int word) {
        for (int i = 0; i < epochs.size(); i++) {
            boolean begun = i == 0 || cycle > epochs.get(i - 1).recorded();
            boolean lasts = i + 1 == epochs.size() || cycle <= epochs.get(i + 1).recorded();
            if (epochs.get(i).word() == word && begun && lasts) {
                return epochs.get(i).annotations();
            }
        }
        if (epochs.isEmpty()) {
            return Set.of();
        }
        throw new IllegalStateException("word %08x at cycle %d is in no ledger entry".formatted(word, cycle));
    }
}
