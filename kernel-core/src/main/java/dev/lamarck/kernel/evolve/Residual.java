package dev.lamarck.kernel.evolve;

/** A version that was compiled outside for given arguments and a given state of the kernel, with the assumptions that came with it. */
final class Residual {
    final Replacement replacement;
    final Assumptions assumptions;
    /** Whether guards stand, or may stand, at the writers of what it assumes. */
    boolean isGuarded;
    /** Whether it is a trial that puts it in force and takes it out; then nobody else does. */
    boolean isOnTrial;

    Residual(Replacement replacement, Assumptions assumptions) {
        this.replacement = replacement;
        this.assumptions = assumptions;
    }
}
