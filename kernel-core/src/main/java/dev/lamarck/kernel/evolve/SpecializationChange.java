package dev.lamarck.kernel.evolve;

/**
 * A version for one value of an argument. A trial times it at the function's entry, which bound calls do not pass; so calls are bound once
 * it is kept.
 */
final class SpecializationChange extends VersionChange {
    private final Specializations specializations;
    private final Specialization specialization;

    SpecializationChange(Specializations specializations, Replacements replacements, Ledger ledger, Specialization specialization) {
        super(replacements, ledger, specialization.replacement, null);
        this.specializations = specializations;
        this.specialization = specialization;
    }

    @Override
    public void settle() {
        specializations.bindCalls(specialization);
        super.settle();
    }
}
