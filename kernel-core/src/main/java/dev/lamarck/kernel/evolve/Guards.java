package dev.lamarck.kernel.evolve;

import dev.lamarck.hardware.isa.code.DefUse;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FunctionAnalysis;
import dev.lamarck.instrumentation.snippet.Assumed;
import dev.lamarck.instrumentation.snippet.FreeGuard;
import dev.lamarck.instrumentation.snippet.Snippet;
import dev.lamarck.instrumentation.snippet.StoreGuard;
import dev.lamarck.instrumentation.splice.Splicer;

/**
 * Guards at the writers of what versions assume: one at every listed store to an assumed field, in the linked code and in every version
 * made from it, and one where objects are freed. Without versions that assume something there is none, and no cost.
 *
 * <p>The order, for installing a version: all guards first; then nobody may be about to execute a guarded store unguarded, which is a
 * thread stopped at a delay slot, or in a patch that the guard has replaced (anywhere else its next instruction is the launcher); then
 * every value is compared again and the entry redirected, in one stretch without preemption ({@link Replacements}). From then on a store
 * that would change an assumed value first restores the entry: it is not visible before the version is out. For removing: the entry, the
 * guards, and when no thread is in a patch of theirs, the record they act on.
 *
 * <p>A version is entered with preemption off and keeps it off to its end ({@code kill_proc} is called so), and this kernel has one
 * processor. So no writer runs between the execution of the redirected entry and the version's end, and no activation, begun or in
 * progress, acts on a value that a store has changed. An interrupt handler that stores to an assumed field is guarded too, but would not
 * stop the activation it interrupted: fields that interrupt handlers write may not be marked {@code @QuasiInvariant}.
 */
final class Guards {
    private static final int MOST_WRITERS = 256;

    private final KernelText text;
    private final Splicer splicer;
    private final Splices splices;
    private final FunctionAnalysis analysis;
    private final Ledger ledger;
    /** The rows that are to be guarded, and their functions. */
    private final int[] writer = new int[MOST_WRITERS];
    private final int[] function = new int[MOST_WRITERS];
    private int writers;

    Guards(KernelText text, Splicer splicer, Splices splices, FunctionAnalysis analysis, Ledger ledger) {
        this.text = text;
        this.splicer = splicer;
        this.splices = splices;
        this.analysis = analysis;
        this.ledger = ledger;
    }

    /** Puts guards at all writers, as parts of a ledger entry; null, or why that cannot be. Some may be there in any case. */
    Refusal arm(LedgerEntry whole, Assumptions assumptions) {
        Refusal refusal = find(assumptions);
        for (int i = 0; i < writers && refusal == null; i++) {
            refusal = isFirstOfFunction(i) ? guardFunction(whole, assumptions, i) : null;
        }
        int rows = StoreRows.count();
        for (int row = 0; row < rows && refusal == null; row++) {
            refusal = StoreRows.frees(row) ? guardFree(whole, assumptions, StoreRows.address(row)) : null;
        }
        return refusal;
    }

    /** Finds the rows of assumed fields, which stand together by field. */
    private Refusal find(Assumptions assumptions) {
        writers = 0;
        int rows = StoreRows.count();
        int field = StoreRows.ALL_FIELDS;
        boolean isAssumed = false;
        for (int row = 0; row < rows; row++) {
            if (StoreRows.field(row) != field) {
                field = StoreRows.field(row);
                isAssumed = isAssumed(assumptions, field);
            }
            if (isAssumed && writers == MOST_WRITERS) {
                return Refusal.NO_ROOM;
            }
            if (isAssumed) {
                writer[writers] = row;
                function[writers++] = KernelSymbols.holding(StoreRows.address(row));
            }
        }
        return null;
    }

    /** Whether no writer before it is in the same function: a function is analysed once for all of them. */
    private boolean isFirstOfFunction(int at) {
        int earlier = 0;
        while (function[earlier] != function[at]) {
            earlier++;
        }
        return earlier == at;
    }

    private static boolean isAssumed(Assumptions assumptions, int field) {
        Assumed each = assumptions.first();
        while (each != null && (each.bytes == 0 || each.field != field)) {
            each = each.next;
        }
        return each != null;
    }

    private Refusal guardFree(LedgerEntry whole, Assumptions assumptions, long entry) {
        int function = KernelSymbols.holding(entry);
        Refusal refusal = analysis.analyse(text.versions().current(function));
        if (refusal != null) {
            return refusal;
        }
        splices.prepare();
        return splices.insert(whole, function, 0, new FreeGuard(assumptions.first(), assumptions.record()));
    }

    /** All stores to assumed fields that are in the function of a writer, the first of it: in the linked code and all versions of it. */
    private Refusal guardFunction(LedgerEntry whole, Assumptions assumptions, int first) {
        Refusal refusal = guardCode(whole, assumptions, function[first], first);
        for (int number = CodeVersions.first(); number < CodeVersions.limit() && refusal == null; number++) {
            CodeVersion version = text.versions().numbered(number);
            if (version != null && version.function == function[first]) {
                refusal = guardCode(whole, assumptions, number, first);
            }
        }
        return refusal;
    }

    private Refusal guardCode(LedgerEntry whole, Assumptions assumptions, int number, int first) {
        Refusal refusal = analysis.analyse(number);
        for (int i = first; i < writers && refusal == null; i++) {
            if (function[i] == function[first]) {
                refusal = number == function[first] ? guardStore(whole, assumptions, writer[i], StoreRows.address(writer[i]))
                        : guardCopies(whole, assumptions, writer[i], text.versions().numbered(number));
            }
        }
        return refusal;
    }

    /** The instructions of a version that were made from a row's. */
    private Refusal guardCopies(LedgerEntry whole, Assumptions assumptions, int row, CodeVersion version) {
        Refusal refusal = null;
        for (int i = 0; i < version.origins.length && refusal == null; i++) {
            if (version.origin(i) == StoreRows.address(row)) {
                refusal = guardStore(whole, assumptions, row, version.address(i));
            }
        }
        return refusal;
    }

    /** In the code analysed last. */
    private Refusal guardStore(LedgerEntry whole, Assumptions assumptions, int row, long address) {
        int index = analysis.graph().index(address);
        int store = text.original(address);
        if (Assumptions.width(store) == 0) {
            return Refusal.NOT_A_STORE;
        }
        boolean inSlot = analysis.graph().isSlot(index);
        if (!inSlot && !analysis.graph().isReached(index)) {
            return null;    // left behind where every branch took a copy of it along
        }
        if (inSlot && !mayStandBefore(text.original(address - 4), store, index)) {
            return Refusal.DELAY_SLOT;
        }
        splices.prepare();
        Snippet guard = new StoreGuard(store, inSlot, StoreRows.field(row), assumptions.first(), assumptions.record());
        return splices.insert(whole, KernelSymbols.holding(StoreRows.address(row)), inSlot ? index - 1 : index, guard);
    }

    /** Whether what a store in a delay slot reads is known before its control transfer, by which alone it is reached. */
    private boolean mayStandBefore(int transfer, int store, int slot) {
        return !analysis.graph().isReached(slot) && DefUse.windowShift(transfer) == 0
                && (DefUse.defines(transfer) & DefUse.uses(store)) == 0;
    }

    /** Whether every thread that is about to execute a guarded store will pass the guard first. */
    boolean coverAll(LedgerEntry whole) {
        boolean covered = true;
        for (LedgerEntry entry = ledger.latest(); entry != null; entry = entry.next) {
            if (isGuardOf(entry, whole)) {
                covered &= splicer.isQuiet(entry.address, splicer.changes());
                covered &= !entry.snippet.isForSlot() || !text.executing(entry.address + 4, 4);
            }
        }
        return covered;
    }

    /** Takes out the guards that are in the text; false if some must stay for now. */
    boolean disarm(LedgerEntry whole) {
        for (LedgerEntry entry = ledger.latest(); entry != null; entry = entry.next) {
            if (isGuardOf(entry, whole) && entry.state == ChannelMessage.INSTALLED && splices.remove(entry) != null) {
                return false;
            }
        }
        return true;
    }

    /** Whether a guard is left in text, memory or ledger. */
    boolean areLeft(LedgerEntry whole) {
        LedgerEntry entry = ledger.latest();
        while (entry != null && !isGuardOf(entry, whole)) {
            entry = entry.next;
        }
        return entry != null;
    }

    private static boolean isGuardOf(LedgerEntry entry, LedgerEntry whole) {
        return entry.parent == whole.id && entry.snippet != null;
    }
}
