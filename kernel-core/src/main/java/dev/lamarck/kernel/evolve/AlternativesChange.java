package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;

/** Linked alternatives in the places of their functions. */
final class AlternativesChange extends VersionChange {
    private final Alternatives alternatives;
    private final Replacement replacement;

    AlternativesChange(Alternatives alternatives, Replacements replacements, Ledger ledger, Replacement replacement) {
        super(replacements, ledger, replacement, null);
        this.alternatives = alternatives;
        this.replacement = replacement;
    }

    @Override
    Refusal enter() {
        return alternatives.install(replacement);
    }
}
