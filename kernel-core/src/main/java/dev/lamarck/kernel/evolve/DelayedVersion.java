package dev.lamarck.kernel.evolve;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.splice.Redirections;

/** A function behind a loop that does nothing: as correct as the function, and slower. */
final class DelayedVersion {
    /** Carries nothing into a function (V9 ABI 3.2.2). */
    private static final int FREE_AT_ENTRY = 1;

    private final Replacements replacements;
    private final Redirections redirections;
    private final CodeBuffer code = new CodeBuffer();
    private Refusal refusal;

    DelayedVersion(Replacements replacements, Redirections redirections) {
        this.replacements = replacements;
        this.redirections = redirections;
    }

    /** Makes one, not installed; null if {@link #refusal} says why not. */
    Replacement make(long cause, int function, int turns) {
        long entry = KernelSymbols.start(function);
        code.open(entry);
        refusal = emit(entry, turns);
        if (refusal != null) {
            return null;
        }
        Replacement made = replacements.begin(ChannelMessage.EVOLVE, cause, function, code.bytes());
        if (made == null) {
            refusal = Refusal.NO_CODE_MEMORY;
            return null;
        }
        code.open(made.start);
        refusal = emit(entry, turns);
        replacements.write(code);
        int[] origins = replacements.origins(made, code.length());
        origins[0] = (int) entry;
        refusal = replacements.add(made, function, made.start, code.bytes(), 0, 0);
        if (refusal != null) {
            replacements.abandon(made);
            return null;
        }
        made.versions.leadsBelow = true;
        return made;
    }

    /** Why the last one was not made; null if it was. */
    Refusal refusal() {
        return refusal;
    }

    private Refusal emit(long entry, int turns) {
        code.emit(Emit.moveImmediate(turns, FREE_AT_ENTRY));
        long loop = code.here();
        code.emit(Emit.branchOnRegister(Emit.NOT_ZERO, false, true, FREE_AT_ENTRY, loop, loop));
        code.emit(Emit.addImmediate(FREE_AT_ENTRY, -1, FREE_AT_ENTRY));
        return redirections.emitCovered(code, redirections.top(entry));
    }
}
