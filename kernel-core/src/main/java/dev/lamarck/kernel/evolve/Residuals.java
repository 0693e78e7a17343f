package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Magic;

/**
 * The residuals in memory: put in force behind their guards, taken out when asked or when a guard has found that what they assume is about
 * to become false. The order of the steps is in {@link Guards}.
 */
@Magic
final class Residuals {
    private static final int PATIENCE_TICKS = 50;

    private final ResidualLoader loader;
    private final Replacements replacements;
    private final Guards guards;
    private final Splices splices;
    private final Ledger ledger;
    private final StaticArguments arguments = new StaticArguments();
    private Refusal refusal;

    Residuals(ResidualLoader loader, Replacements replacements, Guards guards, Splices splices, Ledger ledger) {
        this.loader = loader;
        this.replacements = replacements;
        this.guards = guards;
        this.splices = splices;
        this.ledger = ledger;
    }

    /** Why {@link #ofSignals} gave nothing. */
    Refusal refusal() {
        return refusal;
    }

    /**
     * What stands for {@code kill_proc} now, for the thread of a process that sends its last signal to its last target again, not in force.
     * Null if there is none.
     */
    Residual ofSignals(long cause, int function, int sender) {
        arguments.clear();
        Residual residual = null;
        if (isSpecialized(function)) {
            refusal = Refusal.ALREADY_CHANGED;
        } else if (addSignal(sender)) {
            residual = loader.load(ChannelMessage.SPECIALIZE_SIGNALS, cause, function, arguments);
            refusal = loader.refusal();
        } else {
            refusal = Refusal.NOTHING_KNOWN;
        }
        return residual;
    }

    private boolean isSpecialized(int function) {
        Replacement each = replacements.first();
        while (each != null && (each.residual == null || each.entry.function != function || !each.isInstalled)) {
            each = each.next;
        }
        return each != null;
    }

    /** {@code (pid, signal, privileged)} of the call that is repeated, and whose; false if the process has not sent anything. */
    private boolean addSignal(int sender) {
        Sched.disablePreemption();
        Proc proc = Proc.find(sender);
        boolean isKnown = proc != null && proc.thread != null && proc.lastTarget != null;
        if (isKnown) {
            arguments.add(0, proc.lastTarget.pid);
            arguments.add(1, proc.lastSignal);
            arguments.add(2, 0);
            arguments.add(StaticArguments.THREAD, Address.of(proc.thread));
        }
        Sched.enablePreemption();
        return isKnown;
    }

    /** Puts a residual in force; null, or why not, and then it is gone. */
    Refusal install(Residual residual) {
        Refusal refusal = residual.isGuarded ? null : conflicts(residual) ? Refusal.STORES_ASSUMED : guard(residual);
        if (refusal == null) {
            refusal = replacements.install(residual.replacement);
        }
        if (refusal != null) {
            discard(residual);
        }
        return refusal;
    }

    private boolean conflicts(Residual residual) {
        for (Replacement other = replacements.first(); other != null; other = other.next) {
            Residual each = other.residual;
            boolean isInForce = each == residual || each != null && other.isInstalled;
            if (isInForce && (each.assumptions.areStoredToBy(residual.assumptions) || residual.assumptions.areStoredToBy(each.assumptions))) {
                return true;
            }
        }
        return false;
    }

    private Refusal guard(Residual residual) {
        if (residual.assumptions.first() == null) {
            return null;
        }
        residual.isGuarded = true;
        Replacement replacement = residual.replacement;
        replacement.assumptions = residual.assumptions;
        Refusal refusal = replacements.prepareReplug(replacement);
        if (refusal == null) {
            refusal = guards.arm(replacement.entry, residual.assumptions);
        }
        for (int tick = 0; refusal == null && !guards.coverAll(replacement.entry); tick++) {
            refusal = tick < PATIENCE_TICKS ? null : Refusal.NEVER_COVERED;
            letOthersRun();
        }
        return refusal;
    }

    /**
     * Takes a residual out of force for a while and leaves its guards: what they find is remembered until it is installed again, but they store no
     * word of text any more. Null, or why not now.
     */
    Refusal rest(Residual residual) {
        Refusal refusal = replacements.withdraw(residual.replacement);
        if (refusal == null && residual.isGuarded) {
            Step.begin();
            if (!residual.assumptions.areViolated()) {
                residual.assumptions.replug(residual.replacement.start, residual.replacement.start);
            }
            Step.end();
        }
        return refusal;
    }

    /** No thread stays in a guard's patch: it calls nothing. So this ends. */
    private void unguard(Residual residual) {
        LedgerEntry whole = residual.replacement.entry;
        while (!guards.disarm(whole) || guards.areLeft(whole)) {
            letOthersRun();
        }
        residual.isGuarded = false;
    }

    private void letOthersRun() {
        splices.reclaim();
        Clock.sleepTicks(1);
    }

    /** Gives up a residual that is not in force. */
    void discard(Residual residual) {
        if (residual.isGuarded) {
            unguard(residual);
        }
        replacements.abandon(residual.replacement);
    }

    /** Undoes the residual that a request led to; null, or why not. */
    Refusal undo(long cause) {
        Replacement replacement = replacements.causedBy(cause);
        return replacement == null || replacement.residual == null ? Refusal.NOT_INSTALLED : remove(replacement.residual);
    }

    private Refusal remove(Residual residual) {
        Refusal refusal = residual.replacement.isInstalled ? replacements.withdraw(residual.replacement) : null;
        if (refusal == null) {
            discard(residual);
        }
        return refusal;
    }

    /** Does the book-keeping for the residuals that guards have put out of force, and takes out the unwanted. */
    void attend() {
        for (Replacement each = replacements.first(); each != null; each = each.next) {
            if (each.residual != null && each.isInstalled && !each.isUnwanted && !each.residual.isOnTrial && each.residual.assumptions.areViolated()) {
                Step.begin();
                ledger.note(each.entry, ChannelMessage.REVERTED, 0);
                each.isUnwanted = true;
                Step.end();
                ledger.tell();
            }
            if (each.residual != null && each.isUnwanted) {
                remove(each.residual);
            }
        }
    }

    /** Begins to undo what is not settled, and goes on with what was being taken out. */
    void recover() {
        for (Replacement each = replacements.first(); each != null; each = each.next) {
            if (each.residual != null && Replacements.isUnfinished(each) && !each.entry.isSettled) {
                ledger.undone(each.entry);
            }
            each.isUnwanted |= each.residual != null && (each.isEnding || Replacements.isUnfinished(each));
        }
        attend();
    }
}
