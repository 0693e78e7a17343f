package dev.lamarck.hardware.machine;

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
        return new Counters(
                instructions - earlier.instructions,
                cycles - earlier.cycles,
                idleCycles - earlier.idleCycles,
                issueCycles - earlier.issueCycles,
                icacheStallCycles - earlier.icacheStallCycles,
                dataStallCycles - earlier.dataStallCycles,
                mispredictStallCycles - earlier.mispredictStallCycles,
                tlbTrapCycles - earlier.tlbTrapCycles,
                icacheReferences - earlier.icacheReferences,
                icacheMisses - earlier.icacheMisses,
                dcacheReads - earlier.dcacheReads,
                dcacheReadMisses - earlier.dcacheReadMisses,
                dcacheWrites - earlier.dcacheWrites,
                dcacheWriteMisses - earlier.dcacheWriteMisses,
                ecacheReferences - earlier.ecacheReferences,
                ecacheMisses - earlier.ecacheMisses,
                branches - earlier.branches,
                mispredictions - earlier.mispredictions,
                traps - earlier.traps);
    }
}
