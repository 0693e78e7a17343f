package dev.lamarck.kernel.evolve;

/** A version of a function for one value of an argument, and where calls that pass the value may enter it. */
final class Specialization {
    final Replacement replacement;
    final int function;
    /** The register of the argument at the function's entry. */
    final int register;
    final long value;
    final long straightEntry;

    Specialization(Replacement replacement, int function, int register, long value, long straightEntry) {
        this.replacement = replacement;
        this.function = function;
        this.register = register;
        this.value = value;
        this.straightEntry = straightEntry;
    }
}
