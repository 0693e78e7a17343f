package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.kernel.evolve.policy.Change;
import dev.lamarck.kernel.evolve.policy.Trial;

/** Versions of functions as a change that a policy proposes. */
class VersionChange extends Change {
    private final Replacements replacements;
    private final Ledger ledger;
    private final Replacement replacement;
    private final Refusal refusal;

    VersionChange(Replacements replacements, Ledger ledger, Replacement replacement, Refusal refusal) {
        this.replacements = replacements;
        this.ledger = ledger;
        this.replacement = replacement;
        this.refusal = refusal;
    }

    /** What is written and named, and not installed. */
    static VersionChange of(Replacements replacements, Ledger ledger, Replacement replacement) {
        return new VersionChange(replacements, ledger, replacement, null);
    }

    static VersionChange refused(Refusal refusal) {
        return new VersionChange(null, null, null, refusal);
    }

    @Override
    public Refusal refusal() {
        return refusal;
    }

    @Override
    public Refusal install() {
        return replacements.install(replacement);
    }

    @Override
    public Refusal withdraw() {
        return replacements.withdraw(replacement);
    }

    @Override
    public void discard() {
        replacements.abandon(replacement);
    }

    @Override
    public void judge(boolean kept, Trial trial) {
        ledger.judge(replacement.entry, kept, trial);
    }
}
