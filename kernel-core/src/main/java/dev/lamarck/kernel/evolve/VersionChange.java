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
    private boolean isGone;

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
    public final Refusal install() {
        Refusal reason = enter();
        isGone = reason != null;
        return reason;
    }

    @Override
    public final Refusal withdraw() {
        return leave();
    }

    @Override
    public final void discard() {
        if (!isGone) {
            giveUp();
        }
    }

    /** Lets the versions stand for their functions; null, or why not, and then they are gone. */
    Refusal enter() {
        return replacements.install(replacement);
    }

    /** Takes them out of force; null, or why not now. */
    Refusal leave() {
        return replacements.withdraw(replacement);
    }

    /** They are not in force and will not be again. */
    void giveUp() {
        replacements.abandon(replacement);
    }

    /** From now on it outlives a manager that is killed. */
    @Override
    public void settle() {
        replacement.entry.isSettled = true;
    }

    @Override
    public void judge(boolean kept, Trial trial) {
        ledger.judge(replacement.entry, kept, trial);
    }
}
