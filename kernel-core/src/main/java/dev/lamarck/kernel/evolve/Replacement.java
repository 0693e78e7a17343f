package dev.lamarck.kernel.evolve;

/** Versions that were placed together in one piece of the patch heap, may call each other, and come and go together. */
final class Replacement {
    final LedgerEntry entry;
    final long start;
    final int bytes;
    /** Its versions, the one added first being the last. */
    CodeVersion versions;
    boolean isInstalled;
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
