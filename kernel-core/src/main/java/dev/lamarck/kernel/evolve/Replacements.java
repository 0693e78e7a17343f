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
        long start = text.allocate(KernelSymbols.start(function), bytes);
        if (start == 0) {
            return null;
        }
        Replacement replacement = new Replacement(ledger.add(0, cause, kind, function, 0, null), start, bytes);
        replacement.next = first;
        first = replacement;
        return replacement;
    }

    /** For versions that are linked functions and need no memory. */
    Replacement beginLinked(int kind, long cause, int function) {
        Replacement replacement = new Replacement(ledger.add(0, cause, kind, function, 0, null), 0, 0);
        replacement.next = first;
        first = replacement;
        return replacement;
    }

    /** Stores code into the memory of a replacement that is not installed. */
    void write(CodeBuffer code) {
        for (int i = 0; i < code.length(); i++) {
            text.write(code.address(i), code.word(i));
        }
        text.flush(code.address(0), code.bytes());
    }

    /**
     * Names a version, all of whose words are written. {@code origins} are the addresses its words were made from, the cold part's
     * behind the first part's; the array is taken over. Null, or why not.
     */
    Refusal add(Replacement to, int function, long start, int bytes, long coldStart, int coldBytes, int[] origins) {
        CodeVersion version = text.versions().add(function, start, bytes, coldStart, coldBytes, origins);
        if (version == null) {
            Kmem.free(origins);
            return Refusal.NO_ROOM;
        }
        version.next = to.versions;
        to.versions = version;
        return null;
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
        replacement.isInstalled = true;
        for (CodeVersion version = replacement.versions; version != null; version = version.next) {
            recordInstalled(replacement, version);
        }
        ledger.record(replacement.entry, ChannelMessage.INSTALLED, 0);
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
        Sched.disablePreemption();
        Refusal refusal = replacement.assumptions == null || replacement.assumptions.hold() ? null : Refusal.ASSUMPTION_FALSE;
        if (refusal == null && replacement.assumptions != null) {
            refusal = prepareReplug(replacement);
        }
        for (CodeVersion version = replacement.versions; version != null && refusal == null; version = version.next) {
            refusal = redirect(version);
        }
        Sched.enablePreemption();
        return refusal;
    }

    /** Gives up a replacement that was not installed whole. */
    void abandon(Replacement replacement) {
        leave(replacement);
        replacement.isEnding = true;
    }

    /** Takes the versions of a replacement out of force; they stay in memory and may be {@link #install}ed again. Null, or why not now. */
    Refusal withdraw(Replacement replacement) {
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
        leave(replacement);
        for (CodeVersion version = replacement.versions; version != null; version = version.next) {
            ledger.record(version.entry, ChannelMessage.REMOVED, version.wordBefore);
        }
        replacement.isInstalled = false;
        ledger.record(replacement.entry, ChannelMessage.REMOVED, 0);
        return null;
    }

    /** Begins to undo the replacement that a request led to; null, or why not. */
    Refusal undo(long cause) {
        Replacement replacement = causedBy(cause);
        return replacement == null ? Refusal.NOT_INSTALLED : remove(replacement);
    }

    Refusal remove(Replacement replacement) {
        Refusal refusal = withdraw(replacement);
        replacement.isEnding = refusal == null;
        return refusal;
    }

    /** Frees the replacements that have ended and that no thread can reach any more. */
    void reclaim() {
        Replacement before = null;
        Replacement replacement = first;
        while (replacement != null) {
            Replacement next = replacement.next;
            if (replacement.isEnding && isLeft(replacement)) {
                if (before == null) {
                    first = next;
                } else {
                    before.next = next;
                }
                free(replacement);
            } else {
                before = replacement;
            }
            replacement = next;
        }
    }

    /** Whether no removal is under way. */
    boolean areSettled() {
        for (Replacement replacement = first; replacement != null; replacement = replacement.next) {
            if (replacement.isEnding) {
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

    private void recordInstalled(Replacement replacement, CodeVersion version) {
        LedgerEntry whole = replacement.entry;
        if (version.entry == null) {
            version.entry = ledger.add(whole.id, whole.cause, whole.kind, version.function, KernelSymbols.start(version.function), null);
            version.entry.version = version;
        }
        ledger.record(version.entry, ChannelMessage.INSTALLED, version.wordBefore);
    }

    /** Lets all entries that lead to the versions lead to what is below again, at once to every other thread. */
    private void leave(Replacement replacement) {
        Sched.disablePreemption();
        for (CodeVersion version = replacement.versions; version != null; version = version.next) {
            if (version.isOnTop) {
                restore(version);
            }
        }
        Sched.enablePreemption();
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

    private void free(Replacement replacement) {
        CodeVersion version = replacement.versions;
        while (version != null) {
            CodeVersion next = version.next;
            if (version.entry != null) {
                ledger.record(version.entry, ChannelMessage.RECLAIMED, version.entry.wordAfter);
                ledger.fold(version.entry);
            }
            text.versions().remove(version);
            Kmem.free(version.origins);
            Kmem.free(version);
            version = next;
        }
        if (replacement.bytes > 0) {
            text.release(replacement.start, replacement.bytes);
            splices.forgetCallees();
        }
        ledger.record(replacement.entry, ChannelMessage.RECLAIMED, 0);
        ledger.fold(replacement.entry);
        Kmem.free(replacement);
    }

    private Replacement causedBy(long cause) {
        Replacement replacement = first;
        while (replacement != null && (replacement.entry.cause != cause || !replacement.isInstalled)) {
            replacement = replacement.next;
        }
        return replacement;
    }
}
