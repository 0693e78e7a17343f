package dev.lamarck.kernel.evolve;

/**
 * Versions that come and go together. They were placed in one piece of the patch heap and may call each other, or they are linked
 * functions and there is no such piece.
 */
final class Replacement {
    final LedgerEntry entry;
    final long start;
    final int bytes;
    /** Its versions, the one added first being the last. */
    CodeVersion versions;
    boolean isInstalled;
    /** What they take for granted; null if nothing. */
    Assumptions assumptions;
    /** No call enters it any more; its memory waits for the threads inside. */
    boolean isEnding;
    Replacement next;

    Replacement(LedgerEntry entry, long start, int bytes) {
        this.entry = entry;
        this.start = start;
        this.bytes = bytes;
    }

    long end() {
        return start + bytes;
    }
}
