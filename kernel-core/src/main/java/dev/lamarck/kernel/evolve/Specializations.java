package dev.lamarck.kernel.evolve;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FunctionAnalysis;
import dev.lamarck.instrumentation.specialize.ConstantFlow;
import dev.lamarck.instrumentation.specialize.SpecializedVersion;
import dev.lamarck.instrumentation.splice.BoundCalls;
import dev.lamarck.instrumentation.splice.Splicer;

/**
 * Functions of this kernel specialized, from their machine code, to a value of one argument. The version begins with a test of the
 * argument and stands for the function by one word; direct calls of which the caller's code shows that they pass the value are bound
 * to the version behind the test, each by one word of its own. Calls are released before the version is taken out, so that none leads
 * to a version that does not stand for the function any more.
 *
 * <p>A bound call does not pass the function's entry: what is spliced there does not see it. Nor does a splice follow to the version
 * whose instruction the value made needless.
 */
final class Specializations {
    private static final int MAX_WORDS = 1024;
    /** The two bits that CALL alone begins with (V9 appendix E): all text is searched for them. */
    private static final int CALL_FORMAT = 1;
    private static final int FORMAT_SHIFT = 30;

    private final KernelText text;
    private final BoundCalls calls;
    private final Replacements replacements;
    private final Ledger ledger;
    private final FunctionAnalysis analysis;
    private final CodeBuffer out = new CodeBuffer(MAX_WORDS);
    private final SpecializedVersion version;
    private final ConstantFlow constants;
    private Refusal refusal;

    Specializations(KernelText text, Splicer splicer, Replacements replacements, Ledger ledger, FunctionAnalysis analysis) {
        this.text = text;
        calls = splicer.calls();
        this.replacements = replacements;
        this.ledger = ledger;
        this.analysis = analysis;
        version = new SpecializedVersion(text, splicer.redirections(), analysis.callees());
        constants = new ConstantFlow(text);
    }

    /** Carries out a request: builds a version, lets it stand for the function, and binds calls to it. Null, or why not. */
    Refusal install(long cause, int function, long request) {
        int argument = (int) (request >>> ChannelMessage.SPECIALIZE_INDEX_SHIFT);
        int unused = Long.SIZE - ChannelMessage.SPECIALIZE_INDEX_SHIFT;
        Specialization built = build(ChannelMessage.SPECIALIZE, cause, function, argument, request << unused >> unused);
        if (built == null) {
            return refusal;
        }
        refusal = replacements.install(built.replacement);
        if (refusal == null) {
            bindCalls(built);
        }
        return refusal;
    }

    /** Undoes what a request led to; null, or why not. */
    Refusal undo(long cause) {
        Replacement replacement = replacements.causedBy(cause);
        if (replacement == null || replacement.specialization == null) {
            return Refusal.NOT_INSTALLED;
        }
        releaseCalls(replacement.specialization);
        refusal = replacements.remove(replacement);
        if (refusal != null) {
            bindCalls(replacement.specialization);
        }
        return refusal;
    }

    /** Releases the calls that lead to what is not settled, before {@link Replacements} undo it. */
    void recover() {
        for (Replacement each = replacements.first(); each != null; each = each.next) {
            if (each.specialization != null && Replacements.isUnfinished(each)) {
                releaseCalls(each.specialization);
            }
        }
    }

    /** Why {@link #build} gave nothing. */
    Refusal refusal() {
        return refusal;
    }

    /** A version of a function for a value of an argument, complete in memory but not installed; null if that is refused. */
    Specialization build(int kind, long cause, int function, int argument, long value) {
        int register = RegisterSet.O0 + argument;
        long below = text.start(text.versions().current(function));
        refusal = Annotations.isArgument(argument) ? analysis.analyse(function) : Refusal.NO_SUCH_ARGUMENT;
        if (refusal == null) {
            analysis.callees().learn(analysis.graph());
        }
        if (refusal == null) {
            refusal = version.fold(function, register, value);
        }
        if (refusal == null) {
            out.open(below);
            refusal = version.layOut(out, below, register, value);
        }
        if (refusal != null) {
            return null;
        }
        int bytes = out.bytes();
        Replacement replacement = replacements.begin(kind, cause, function, bytes);
        if (replacement == null) {
            refusal = Refusal.NO_CODE_MEMORY;
            return null;
        }
        out.open(replacement.start);
        refusal = version.layOut(out, below, register, value);
        if (refusal == null) {
            refusal = out.bytes() > bytes ? Refusal.OUT_OF_REACH : place(replacement, function);
        }
        if (refusal != null) {
            replacements.abandon(replacement);
            return null;
        }
        Step.begin();
        replacement.specialization = new Specialization(replacement, function, register, value, out.address(version.straightEntry()));
        Step.end();
        return replacement.specialization;
    }

    private Refusal place(Replacement replacement, int function) {
        replacements.write(out);
        int[] origins = replacements.origins(replacement, out.length());
        for (int i = 0; i < origins.length; i++) {
            origins[i] = (int) version.origin(i);
        }
        Refusal refused = replacements.add(replacement, function, replacement.start, out.bytes(), 0, 0);
        if (refused == null) {
            replacement.versions.leadsBelow = true;
        }
        return refused;
    }

    /** Binds the calls that pass the value to an installed version. */
    void bindCalls(Specialization to) {
        for (int caller = 0; caller < KernelSymbols.count(); caller++) {
            if (callsDirectly(caller, to.function) && mayPass(caller, to.value) && analysis.analyse(caller) == null
                    && constants.analyseCalls(analysis.graph(), to.register) == null) {
                bindCallsOf(caller, to);
            }
        }
    }

    /**
     * Whether a value that fits into an instruction is in one of a function: constants that code passes are, and to analyse those who cannot pass it
     * costs most of all.
     */
    private static boolean mayPass(int caller, long value) {
        long end = KernelSymbols.start(caller) + KernelSymbols.bytes(caller);
        long at = KernelSymbols.start(caller);
        while (at < end && !(Fields.isImmediate(KernelText.word(at)) && Fields.simm13(KernelText.word(at)) == value)) {
            at += 4;
        }
        return at < end || Fields.simm13((int) value) != value;
    }

    private static boolean callsDirectly(int caller, int function) {
        long entry = KernelSymbols.start(function);
        long end = KernelSymbols.start(caller) + KernelSymbols.bytes(caller);
        for (long at = KernelSymbols.start(caller); at < end; at += 4) {
            if (isCallOf(entry, at)) {
                return true;
            }
        }
        return false;
    }

    /** A call that was displaced or bound already is none: it cannot be bound. */
    private static boolean isCallOf(long entry, long address) {
        int word = KernelText.word(address);
        return word >>> FORMAT_SHIFT == CALL_FORMAT && Flow.target(word, address) == entry;
    }

    private void bindCallsOf(int caller, Specialization to) {
        FlowGraph graph = analysis.graph();
        long entry = KernelSymbols.start(to.function);
        for (int i = 0; i < graph.words(); i++) {
            if (constants.fact(i) == ConstantFlow.PASSES && constants.constant(i) == to.value && isCallOf(entry, graph.address(i))) {
                bind(caller, graph.address(i), to);
            }
        }
    }

    private void bind(int caller, long address, Specialization to) {
        Step.begin();
        int before = KernelText.word(address);
        if (calls.bind(address, before, to.straightEntry)) {
            LedgerEntry whole = to.replacement.entry;
            ledger.note(ledger.add(whole.id, whole.cause, whole.kind, caller, address, null), ChannelMessage.INSTALLED, before);
        }
        Step.end();
        ledger.tell();
    }

    /** Lets all bound calls of a version lead to the function's entry again. */
    void releaseCalls(Specialization from) {
        LedgerEntry entry = ledger.latest();
        while (entry != null) {
            LedgerEntry next = entry.next;
            if (entry.parent == from.replacement.entry.id && entry.snippet == null && entry.version == null) {
                if (entry.state == ChannelMessage.INSTALLED) {
                    release(entry);
                }
                ledger.record(entry, ChannelMessage.RECLAIMED, entry.wordAfter);
            }
            entry = next;
        }
    }

    private void release(LedgerEntry call) {
        Step.begin();
        int before = KernelText.word(call.address);
        calls.release(call.address, before);
        ledger.note(call, ChannelMessage.REMOVED, before);
        Step.end();
        ledger.tell();
    }
}
