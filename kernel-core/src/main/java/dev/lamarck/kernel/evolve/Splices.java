package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FunctionAnalysis;
import dev.lamarck.instrumentation.snippet.Snippet;
import dev.lamarck.instrumentation.splice.Splicer;
import dev.lamarck.kernel.kmem.Kmem;

/**
 * Snippets in this kernel's text, each with its ledger entry, whoever asked for it. A splice that is copied to another version of
 * its function has an entry there too, of the same parent and with the same snippet.
 */
final class Splices {
    private final KernelText text;
    private final Splicer splicer;
    private final Ledger ledger;
    private final FunctionAnalysis analysis;

    Splices(KernelText text, Splicer splicer, Ledger ledger, FunctionAnalysis analysis) {
        this.text = text;
        this.splicer = splicer;
        this.ledger = ledger;
        this.analysis = analysis;
    }

    /**
     * Begins the step in which a snippet is made and {@link #insert}ed into the function analysed last; what takes long is done before.
     */
    void prepare() {
        analysis.liveness();
        Step.begin();
    }

    /**
     * Splices a snippet in at a word of the function analysed last, as a part of a ledger entry; frees it if that is refused. Ends the step
     * that {@link #prepare} began.
     */
    Refusal insert(LedgerEntry whole, int index, Snippet snippet) {
        return insert(whole, whole.function, index, snippet);
    }

    /** The same in another function than the whole entry's. */
    Refusal insert(LedgerEntry whole, int function, int index, Snippet snippet) {
        Refusal refusal = splice(whole.id, whole.cause, whole.kind, function, index, snippet);
        if (refusal != null) {
            Kmem.free(snippet);
        }
        Step.end();
        ledger.tell();
        return refusal;
    }

    private Refusal splice(int parent, long cause, int kind, int function, int index, Snippet snippet) {
        long address = analysis.graph().address(index);
        int before = KernelText.word(address);
        Refusal refusal = splicer.insert(analysis.graph(), analysis.liveness(), index, snippet);
        if (refusal == null) {
            ledger.note(ledger.add(parent, cause, kind, function, address, snippet), ChannelMessage.INSTALLED, before);
        }
        return refusal;
    }

    /** Takes a splice out of the text; its patch is reclaimed later. Null, or why not now. */
    Refusal remove(LedgerEntry part) {
        Step.begin();
        int before = KernelText.word(part.address);
        Refusal refusal = splicer.remove(part.address, part.snippet);
        if (refusal == null) {
            part.removal = splicer.changes();
            ledger.note(part, ChannelMessage.REMOVED, before);
        }
        Step.end();
        ledger.tell();
        return refusal;
    }

    /** Removes all parts of a ledger entry, latest first; false if the splicer refuses one for now. */
    boolean removePartsOf(LedgerEntry whole) {
        for (LedgerEntry entry = ledger.latest(); entry != null; entry = entry.next) {
            if (entry.parent == whole.id && entry.state == ChannelMessage.INSTALLED && remove(entry) != null) {
                return false;
            }
        }
        return true;
    }

    /** Whether anything of a part of a ledger entry is left. */
    boolean hasPartsOf(LedgerEntry whole) {
        LedgerEntry entry = ledger.latest();
        while (entry != null && entry.parent != whole.id) {
            entry = entry.next;
        }
        return entry != null;
    }

    /** Removes all splices in a range of code; false if the splicer refuses one for now. */
    boolean removeAllIn(long low, long high) {
        for (LedgerEntry entry = ledger.latest(); entry != null; entry = entry.next) {
            if (isSpliceIn(entry, low, high) && entry.state == ChannelMessage.INSTALLED && remove(entry) != null) {
                return false;
            }
        }
        return true;
    }

    /** Whether anything of a splice in a range of code is left in text, memory or ledger. */
    boolean areIn(long low, long high) {
        for (LedgerEntry entry = ledger.latest(); entry != null; entry = entry.next) {
            if (isSpliceIn(entry, low, high)) {
                return true;
            }
        }
        return splicer.hasSitesIn(low, high);
    }

    /** Frees the patches that no thread can be in, and forgets the splices of which nothing is left. */
    void reclaim() {
        for (int i = splicer.retired() - 1; i >= 0; i--) {
            Step.begin();
            splicer.reclaim(i);
            Step.end();
        }
        LedgerEntry entry = ledger.latest();
        while (entry != null) {
            LedgerEntry next = entry.next;
            if (entry.state == ChannelMessage.REMOVED && entry.snippet != null && isQuiet(entry)) {
                ledger.record(entry, ChannelMessage.RECLAIMED, entry.wordAfter);
            }
            entry = next;
        }
    }

    /** Code memory has been freed: what was learnt of callees there holds no longer. */
    void forgetCallees() {
        analysis.forgetCallees();
    }

    /** Whether no thread is in a patch that holds the splice, which is removed. */
    boolean isQuiet(LedgerEntry part) {
        return splicer.isQuiet(part.address, part.removal);
    }

    /** Makes the splices of the code that a version is to cover again at the corresponding words of the version, oldest first. */
    Refusal copyOnto(CodeVersion version) {
        if (!areInstalledIn(version.below == null ? version.function : version.below.number)) {
            return null;
        }
        Refusal refusal = analysis.analyse(version.number);
        int last = ledger.lastId();
        LedgerEntry entry = ledger.after(0);
        while (refusal == null && entry != null && entry.id <= last) {
            int below = version.below == null ? version.function : version.below.number;
            if (isInstalledIn(entry, below) && !hasCopyIn(entry, version.number)) {
                int counterpart = counterpart(version, entry.address);
                refusal = counterpart < 0 && version.leadsBelow ? null : copyTo(counterpart, entry);
            }
            entry = ledger.after(entry.id);
        }
        return refusal;
    }

    /** Makes the splices of a version that the code below it does not have at the corresponding words of that code, oldest first. */
    Refusal copyBelow(CodeVersion version) {
        int below = version.below == null ? version.function : version.below.number;
        if (!areInstalledIn(version.number)) {
            return null;
        }
        Refusal refusal = analysis.analyse(below);
        int last = ledger.lastId();
        LedgerEntry entry = ledger.after(0);
        while (refusal == null && entry != null && entry.id <= last) {
            if (isInstalledIn(entry, version.number) && !hasCopyIn(entry, below)) {
                long origin = version.origin(version.indexOf(entry.address));
                refusal = copyTo(analysis.graph().index(origin), entry);
            }
            entry = ledger.after(entry.id);
        }
        return refusal;
    }

    private Refusal copyTo(int index, LedgerEntry entry) {
        if (index < 0) {
            return Refusal.NO_COUNTERPART;
        }
        prepare();
        Refusal refusal = splice(entry.parent, entry.cause, entry.kind, entry.function, index, entry.snippet);
        Step.end();
        ledger.tell();
        return refusal;
    }

    /** The instruction of the version, which was analysed last, that was made from the one at an address; -1 if none was. */
    private int counterpart(CodeVersion version, long address) {
        for (int i = 0; i < version.origins.length; i++) {
            if (version.origin(i) == address && analysis.graph().isReached(i) && !analysis.graph().isSlot(i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean hasCopyIn(LedgerEntry entry, int number) {
        for (LedgerEntry other = ledger.latest(); other != null; other = other.next) {
            if (other != entry && other.snippet == entry.snippet && isInstalledIn(other, number)) {
                return true;
            }
        }
        return false;
    }

    /** To analyse code costs hundreds of thousands of cycles: not for nothing. */
    private boolean areInstalledIn(int number) {
        for (LedgerEntry entry = ledger.latest(); entry != null; entry = entry.next) {
            if (isInstalledIn(entry, number)) {
                return true;
            }
        }
        return false;
    }

    private boolean isInstalledIn(LedgerEntry entry, int number) {
        return entry.snippet != null && entry.state == ChannelMessage.INSTALLED && text.holds(number, entry.address);
    }

    private static boolean isSpliceIn(LedgerEntry entry, long low, long high) {
        return entry.snippet != null && entry.address >= low && entry.address < high;
    }
}
