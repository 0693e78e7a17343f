package dev.lamarck.hardware.machine;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import java.util.function.LongBinaryOperator;

/**
 * What the machine has counted since reset. The five parts from issue to trap, and idle, sum to cycles; all but {@code
 * instructions}, {@code cycles} and {@code idle} are zero in functional mode, where {@code issue} is the rest.
 */
public record Counters(
        long instructions,
        long cycles,
        long idleCycles,
        long issueCycles,
        long icacheStallCycles,
        long dataStallCycles,
        long mispredictStallCycles,
        long tlbTrapCycles,
        long icacheReferences,
        long icacheMisses,
        long dcacheReads,
        long dcacheReadMisses,
        long dcacheWrites,
        long dcacheWriteMisses,
        long ecacheReferences,
        long ecacheMisses,
        long branches,
        long mispredictions,
        long traps) {

    /** What was counted between an earlier reading and this one. */
    public Counters since(Counters earlier) {
        return with(earlier, (now, then) -> now - then);
    }

    /** What was counted in two stretches together. */
    public Counters plus(Counters other) {
        return with(other, Long::sum);
    }

    private Counters with(Counters other, LongBinaryOperator each) {
        return new Counters(
                each.applyAsLong(instructions, other.instructions),
                each.applyAsLong(cycles, other.cycles),
                each.applyAsLong(idleCycles, other.idleCycles),
                each.applyAsLong(issueCycles, other.issueCycles),
                each.applyAsLong(icacheStallCycles, other.icacheStallCycles),
                each.applyAsLong(dataStallCycles, other.dataStallCycles),
                each.applyAsLong(mispredictStallCycles, other.mispredictStallCycles),
                each.applyAsLong(tlbTrapCycles, other.tlbTrapCycles),
                each.applyAsLong(icacheReferences, other.icacheReferences),
                each.applyAsLong(icacheMisses, other.icacheMisses),
                each.applyAsLong(dcacheReads, other.dcacheReads),
                each.applyAsLong(dcacheReadMisses, other.dcacheReadMisses),
                each.applyAsLong(dcacheWrites, other.dcacheWrites),
                each.applyAsLong(dcacheWriteMisses, other.dcacheWriteMisses),
                each.applyAsLong(ecacheReferences, other.ecacheReferences),
                each.applyAsLong(ecacheMisses, other.ecacheMisses),
                each.applyAsLong(branches, other.branches),
                each.applyAsLong(mispredictions, other.mispredictions),
                each.applyAsLong(traps, other.traps));
    }

    void save(SnapshotWriter out) {
        for (long count : new long[] {
            instructions, cycles, idleCycles, issueCycles, icacheStallCycles, dataStallCycles, mispredictStallCycles, tlbTrapCycles,
            icacheReferences, icacheMisses, dcacheReads, dcacheReadMisses, dcacheWrites, dcacheWriteMisses, ecacheReferences, ecacheMisses, branches, mispredictions, traps
        }) {
            out.putLong(count);
        }
    }

    static Counters load(SnapshotReader in) {
        return new Counters(
                in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(),
                in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(),
                in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }
}
