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
        long traps) {}
