package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;

/** A residual behind its guards. While it is only taken out for a trial's window the guards stay: to arm them costs most of all. */
final class ResidualChange extends VersionChange {
    private final Residuals residuals;
    private final Residual residual;

    ResidualChange(Residuals residuals, Replacements replacements, Ledger ledger, Residual residual) {
        super(replacements, ledger, residual.replacement, null);
        this.residuals = residuals;
        this.residual = residual;
        residual.isOnTrial = true;
    }

    @Override
    Refusal enter() {
        return residuals.install(residual);
    }

    @Override
    Refusal leave() {
        return residuals.rest(residual);
    }

    @Override
    void giveUp() {
        residuals.discard(residual);
    }

    @Override
    public void settle() {
        residual.isOnTrial = false;
        super.settle();
    }
}
