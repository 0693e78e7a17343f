package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.kmem.Kmem;

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
    /** What they take for granted and guards watch; null if nothing. */
    Assumptions assumptions;
    /** What else is known of its one version, if that is a residual or a specialization; it goes with the replacement. */
    Residual residual;
    Specialization specialization;
    /** No call enters it any more; its memory waits for the threads inside. */
    boolean isEnding;
    /** To be taken out of force and freed, as soon as that can be. */
    boolean isUnwanted;
    /** For the version to be added next. */
    int[] origins;
    Replacement next;

    Replacement(LedgerEntry entry, long start, int bytes) {
        this.entry = entry;
        this.start = start;
        this.bytes = bytes;
    }

    /** Gives it up with what hangs from it, but for versions. */
    void free() {
        if (origins != null) {
            Kmem.free(origins);
        }
        if (specialization != null) {
            Kmem.free(specialization);
        }
        if (residual != null) {
            residual.assumptions.free();
            Kmem.free(residual);
        }
        Kmem.free(this);
    }

    long end() {
        return start + bytes;
    }
}
