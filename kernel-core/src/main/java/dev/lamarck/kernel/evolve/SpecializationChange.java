package dev.lamarck.kernel.evolve;

/**
 * A version for one value of an argument. A trial times it at the function's entry, which bound calls do not pass; so calls are bound once
 * it is kept.
 */
final class SpecializationChange extends VersionChange {
    /** All text is searched for calls, and those who may pass the value are analysed. */
    private static final long CYCLES_TO_BIND_CALLS = 2_000_000;

    private final Specializations specializations;
    private final Specialization specialization;

    SpecializationChange(Specializations specializations, Replacements replacements, Ledger ledger, Specialization specialization) {
        super(replacements, ledger, specialization.replacement, null);
        this.specializations = specializations;
        this.specialization = specialization;
    }

    @Override
    public long dues() {
        return CYCLES_TO_BIND_CALLS;
    }

    @Override
    public void settle() {
        specializations.bindCalls(specialization);
        super.settle();
    }
}
