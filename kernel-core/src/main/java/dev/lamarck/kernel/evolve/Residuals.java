package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.kernel.kmem.Kmem;
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
    private Residual first;
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
        StaticArguments arguments = new StaticArguments();
        Residual residual = null;
        if (isSpecialized(function)) {
            refusal = Refusal.ALREADY_CHANGED;
        } else if (addSignal(arguments, sender)) {
            residual = load(cause, function, arguments);
        } else {
            refusal = Refusal.NOTHING_KNOWN;
        }
        arguments.free();
        return residual;
    }

    private boolean isSpecialized(int function) {
        Residual each = first;
        while (each != null && (each.replacement.entry.function != function || !each.replacement.isInstalled)) {
            each = each.next;
        }
        return each != null;
    }

    /** {@code (pid, signal, privileged)} of the call that is repeated, and whose; false if the process has not sent anything. */
    private static boolean addSignal(StaticArguments arguments, int sender) {
        Sched.disablePreemption();
        Proc proc = Proc.find(sender);
        boolean isKnown = proc != null && proc.lastTarget != null;
        if (isKnown) {
            arguments.add(0, proc.lastTarget.pid);
            arguments.add(1, proc.lastSignal);
            arguments.add(2, 0);
            arguments.add(StaticArguments.THREAD, Address.of(proc.thread));
        }
        Sched.enablePreemption();
        return isKnown;
    }

    private Residual load(long cause, int function, StaticArguments arguments) {
        Residual residual = loader.load(ChannelMessage.SPECIALIZE_SIGNALS, cause, function, arguments);
        refusal = loader.refusal();
        if (residual != null) {
            residual.next = first;
            first = residual;
        }
        return residual;
    }

    /** Puts a residual in force; null, or why not, and then it is gone. */
    Refusal install(Residual residual) {
        Refusal refusal = conflicts(residual) ? Refusal.STORES_ASSUMED : guard(residual);
        if (refusal == null) {
            refusal = replacements.install(residual.replacement);
        }
        if (refusal != null) {
            unguard(residual);
            discard(residual);
        }
        return refusal;
    }

    private boolean conflicts(Residual residual) {
        for (Residual each = first; each != null; each = each.next) {
            boolean isInForce = each == residual || each.replacement.isInstalled;
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

    /** Takes a residual out of force; it stays ready. Null, or why not now. */
    Refusal withdraw(Residual residual) {
        Refusal refusal = replacements.withdraw(residual.replacement);
        if (refusal == null) {
            unguard(residual);
        }
        return refusal;
    }

    /** No thread stays in a guard's patch: it calls nothing. So this ends. */
    private void unguard(Residual residual) {
        LedgerEntry whole = residual.replacement.entry;
        while (!guards.disarm(whole) || guards.areLeft(whole)) {
            letOthersRun();
        }
    }

    private void letOthersRun() {
        splices.reclaim();
        Clock.sleepTicks(1);
    }

    /** Gives up a residual that is not in force. */
    void discard(Residual residual) {
        Residual before = null;
        for (Residual each = first; each != residual; each = each.next) {
            before = each;
        }
        if (before == null) {
            first = residual.next;
        } else {
            before.next = residual.next;
        }
        residual.replacement.assumptions = null;
        replacements.abandon(residual.replacement);
        residual.assumptions.free();
        Kmem.free(residual);
    }

    /** Undoes the residual that a request led to; null, or why not. */
    Refusal undo(long cause) {
        Residual residual = first;
        while (residual != null && (residual.replacement.entry.cause != cause || !residual.replacement.isInstalled)) {
            residual = residual.next;
        }
        return residual == null ? Refusal.NOT_INSTALLED : remove(residual);
    }

    private Refusal remove(Residual residual) {
        Refusal refusal = withdraw(residual);
        if (refusal == null) {
            discard(residual);
        }
        return refusal;
    }

    /** Does the book-keeping for the residuals that guards have put out of force. */
    void attend() {
        Residual residual = first;
        while (residual != null) {
            Residual next = residual.next;
            if (residual.replacement.isInstalled && residual.assumptions.areViolated()) {
                ledger.record(residual.replacement.entry, ChannelMessage.REVERTED, 0);
                remove(residual);
            }
            residual = next;
        }
    }
}
