package dev.lamarck.kernel.evolve;

/** A version that was compiled outside for given arguments and a given state of the kernel, with the assumptions that came with it. */
final class Residual {
    final Replacement replacement;
    final Assumptions assumptions;

    Residual(Replacement replacement, Assumptions assumptions) {
        this.replacement = replacement;
        this.assumptions = assumptions;
    }
}
