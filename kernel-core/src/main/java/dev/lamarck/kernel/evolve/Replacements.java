package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.splice.Redirections;
import dev.lamarck.instrumentation.splice.Splicer;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.Sched;

/**
 * Whole functions replaced by versions of them. Who makes versions takes memory ({@link #begin}), writes the code there, names the
 * versions in it ({@link #add}) and has them {@link #install}ed: splices active in the code to be covered are made again in the
 * version, then each function's entry is redirected, one word. Undo ({@link #undo}) makes splices that only the version has again
 * in the code below and restores the entries; splices in the version stay, for the threads still inside. When none is left, in
 * the versions or in patches of theirs, all of it is freed at once, since versions of one replacement may call each other.
 */
final class Replacements {
    private final KernelText text;
    private final Splicer splicer;
    private final Redirections redirections;
    private final Splices splices;
    private final Ledger ledger;
    private Replacement first;

    Replacements(KernelText text, Splicer splicer, Splices splices, Ledger ledger) {
        this.text = text;
        this.splicer = splicer;
        redirections = splicer.redirections();
        this.splices = splices;
        this.ledger = ledger;
    }

    /** Takes code memory for versions, of which one stands for the given function; null if there is none left. */
    Replacement begin(int kind, long cause, int function, int bytes) {
        Step.begin();
        Replacement replacement = register(kind, cause, function, text.allocate(KernelSymbols.start(function), bytes), bytes);
        Step.end();
        return replacement;
    }

    /** The same where caches have what stands at an address, if there is such memory. */
    Replacement beginLike(long address, int kind, long cause, int function, int bytes) {
        Step.begin();
        Replacement replacement = register(kind, cause, function, text.allocateLike(address, bytes), bytes);
        Step.end();
        return replacement;
    }

    /** For versions that are linked functions and need no memory. */
    Replacement beginLinked(int kind, long cause, int function) {
        Step.begin();
        Replacement replacement = register(kind, cause, function, 0, 0);
        Step.end();
        return replacement;
    }

    /** Null if there was to be memory and there is none. */
    private Replacement register(int kind, long cause, int function, long start, int bytes) {
        if (bytes > 0 && start == 0) {
            return null;
        }
        Replacement replacement = new Replacement(ledger.add(0, cause, kind, function, 0, null), start, bytes);
        replacement.next = first;
        first = replacement;
        return replacement;
    }

    /** Room for the origins of the words of the version to be {@link #add}ed next. */
    int[] origins(Replacement of, int words) {
        Step.begin();
        of.origins = new int[words];
        Step.end();
        return of.origins;
    }

    /** Stores code into the memory of a replacement that is not installed. */
    void write(CodeBuffer code) {
        for (int i = 0; i < code.length(); i++) {
            text.write(code.address(i), code.word(i));
        }
        text.flush(code.address(0), code.bytes());
    }

    /**
     * Names a version, all of whose words are written, and in {@link #origins} the addresses that they were made from, the cold part's
     * behind the first part's. Null, or why not.
     */
    Refusal add(Replacement to, int function, long start, int bytes, long coldStart, int coldBytes) {
        Step.begin();
        CodeVersion version = text.versions().add(function, start, bytes, coldStart, coldBytes, to.origins);
        if (version != null) {
            to.origins = null;
            version.next = to.versions;
            to.versions = version;
        }
        Step.end();
        return version == null ? Refusal.NO_ROOM : null;
    }

    /** Lets all versions stand for their functions, or none; null, or why not. What is refused is freed. */
    Refusal install(Replacement replacement) {
        Refusal refusal = null;
        for (CodeVersion version = replacement.versions; version != null && refusal == null; version = version.next) {
            version.below = text.versions().standingFor(version.function);
            refusal = version.below != null && version.below.isGuarded ? Refusal.ALREADY_CHANGED : splices.copyOnto(version);
        }
        if (refusal == null) {
            refusal = enter(replacement);
        }
        if (refusal != null) {
            abandon(replacement);
            return refusal;
        }
        ledger.tell();
        return null;
    }

    /**
     * Lets a violated assumption store what stands now at all entries that lead to the one version of a replacement; null, or why that
     * cannot be.
     */
    Refusal prepareReplug(Replacement replacement) {
        CodeVersion version = replacement.versions;
        CodeVersion below = text.versions().standingFor(version.function);
        if (version.next != null || below != null && below.below != null) {
            return Refusal.NO_ROOM;
        }
        long entry = KernelSymbols.start(version.function);
        replacement.assumptions.replug(entry, below == null ? entry : below.start);
        version.isGuarded = true;
        return null;
    }

    /** Lets all entries lead to the versions, at once to every other thread. */
    private Refusal enter(Replacement replacement) {
        Step.begin();
        Refusal refusal = replacement.assumptions == null || replacement.assumptions.hold() ? null : Refusal.ASSUMPTION_FALSE;
        if (refusal == null && replacement.assumptions != null) {
            refusal = prepareReplug(replacement);
        }
        for (CodeVersion version = replacement.versions; version != null && refusal == null; version = version.next) {
            refusal = redirect(version);
        }
        if (refusal == null) {
            noteInstalled(replacement);
        }
        Step.end();
        return refusal;
    }

    /** Gives up a replacement that was not installed whole. */
    void abandon(Replacement replacement) {
        Step.begin();
        leave(replacement);
        end(replacement);
        Step.end();
    }

    /** Takes the versions of a replacement out of force; they stay in memory and may be {@link #install}ed again. Null, or why not now. */
    Refusal withdraw(Replacement replacement) {
        return takeOut(replacement, false);
    }

    private Refusal takeOut(Replacement replacement, boolean forGood) {
        Refusal refusal = null;
        for (CodeVersion version = replacement.versions; version != null && refusal == null; version = version.next) {
            refusal = version.isOnTop ? null : Refusal.NOT_ON_TOP;
        }
        for (CodeVersion version = replacement.versions; version != null && refusal == null; version = version.next) {
            refusal = splices.copyBelow(version);
        }
        if (refusal != null) {
            return refusal;
        }
        Step.begin();
        leave(replacement);
        noteRemoved(replacement);
        if (forGood) {
            end(replacement);
        }
        Step.end();
        ledger.tell();
        return null;
    }

    private static void end(Replacement replacement) {
        replacement.isEnding = true;
        replacement.isUnwanted = false;
    }

    /** Begins to undo the replacement that a request led to; null, or why not. */
    Refusal undo(long cause) {
        Replacement replacement = causedBy(cause);
        return replacement == null ? Refusal.NOT_INSTALLED : remove(replacement);
    }

    Refusal remove(Replacement replacement) {
        return takeOut(replacement, true);
    }

    /** Begins to undo what is not settled; {@link Residuals} see to their own. */
    void recover() {
        for (Replacement replacement = first; replacement != null; replacement = replacement.next) {
            if (isUnfinished(replacement) && replacement.residual == null) {
                ledger.undone(replacement.entry);
                replacement.isUnwanted = true;
            }
        }
        discardUnwanted();
    }

    /** Whether it is neither settled and in force nor on its way out. */
    static boolean isUnfinished(Replacement replacement) {
        return !(replacement.entry.isSettled && replacement.isInstalled) && !replacement.isEnding && !replacement.isUnwanted;
    }

    /** All there are, by {@link Replacement#next}, latest first. */
    Replacement first() {
        return first;
    }

    /** What cannot be taken out yet, since something else stands above it, waits. */
    private void discardUnwanted() {
        for (Replacement replacement = first; replacement != null; replacement = replacement.next) {
            if (replacement.isUnwanted && replacement.residual == null) {
                if (replacement.isInstalled) {
                    remove(replacement);
                } else {
                    abandon(replacement);
                }
            }
        }
    }

    /** Frees the replacements that have ended and that no thread can reach any more. */
    void reclaim() {
        discardUnwanted();
        Replacement before = null;
        Replacement replacement = first;
        while (replacement != null) {
            Replacement next = replacement.next;
            if (replacement.isEnding && !replacement.isUnwanted && isLeft(replacement)) {
                free(replacement, before);
            } else {
                before = replacement;
            }
            replacement = next;
        }
    }

    /** Whether no removal is under way. */
    boolean areSettled() {
        for (Replacement replacement = first; replacement != null; replacement = replacement.next) {
            if (replacement.isEnding || replacement.isUnwanted) {
                return false;
            }
        }
        return true;
    }

    private Refusal redirect(CodeVersion version) {
        long address = KernelSymbols.start(version.function);
        version.wordBefore = KernelText.word(address);
        Refusal refusal = redirections.redirect(address, version.start);
        if (refusal == null) {
            if (version.below != null) {
                version.below.isOnTop = false;
            }
            version.isOnTop = true;
        }
        return refusal;
    }

    private void noteInstalled(Replacement replacement) {
        LedgerEntry whole = replacement.entry;
        for (CodeVersion version = replacement.versions; version != null; version = version.next) {
            if (version.entry == null) {
                version.entry = ledger.add(whole.id, whole.cause, whole.kind, version.function, KernelSymbols.start(version.function), null);
                version.entry.version = version;
            }
            ledger.note(version.entry, ChannelMessage.INSTALLED, version.wordBefore);
        }
        ledger.note(whole, ChannelMessage.INSTALLED, 0);
        replacement.isInstalled = true;
    }

    private void noteRemoved(Replacement replacement) {
        for (CodeVersion version = replacement.versions; version != null; version = version.next) {
            ledger.note(version.entry, ChannelMessage.REMOVED, version.wordBefore);
        }
        ledger.note(replacement.entry, ChannelMessage.REMOVED, 0);
        replacement.isInstalled = false;
    }

    /** Lets all entries that lead to the versions lead to what is below again; in a step, at once to every other thread. */
    private void leave(Replacement replacement) {
        for (CodeVersion version = replacement.versions; version != null; version = version.next) {
            if (version.isOnTop) {
                restore(version);
            }
        }
    }

    private void restore(CodeVersion version) {
        long address = KernelSymbols.start(version.function);
        version.wordBefore = KernelText.word(address);
        redirections.restore(address);
        version.isOnTop = false;
        if (version.below != null) {
            version.below.isOnTop = true;
        }
    }

    /** Whether nothing refers to the replacement's memory any more; takes the splices out of it once no thread can reach them. */
    private boolean isLeft(Replacement replacement) {
        Sched.disablePreemption();
        boolean inUse = text.executing(replacement.start, replacement.bytes)
                || splicer.executingPatchesOf(replacement.start, replacement.end());
        Sched.enablePreemption();
        return !inUse && splices.removeAllIn(replacement.start, replacement.end())
                && !splices.areIn(replacement.start, replacement.end());
    }

    private void free(Replacement replacement, Replacement before) {
        if (replacement.bytes > 0) {
            splices.forgetCallees();
        }
        Step.begin();
        if (before == null) {
            first = replacement.next;
        } else {
            before.next = replacement.next;
        }
        freeVersions(replacement);
        if (replacement.bytes > 0) {
            text.release(replacement.start, replacement.bytes);
        }
        ledger.note(replacement.entry, ChannelMessage.RECLAIMED, 0);
        replacement.free();
        Step.end();
        ledger.tell();
    }

    /** Versions with an entry in the ledger go with that. */
    private void freeVersions(Replacement replacement) {
        CodeVersion version = replacement.versions;
        while (version != null) {
            CodeVersion next = version.next;
            text.versions().remove(version);
            if (version.entry != null) {
                ledger.note(version.entry, ChannelMessage.RECLAIMED, version.entry.wordAfter);
            } else {
                version.free();
            }
            version = next;
        }
    }

    /** The replacement in force that a request led to; null if there is none. */
    Replacement causedBy(long cause) {
        Replacement replacement = first;
        while (replacement != null && (replacement.entry.cause != cause || !replacement.isInstalled)) {
            replacement = replacement.next;
        }
        return replacement;
    }
}
