package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.kernel.process.Proc;

/**
 * Alternatives of functions that were compiled into the image and are not executed there: a function called {@code f_suffix} for one
 * called {@code f}. All of one suffix come and go together, since one may keep what another relies on: {@code kill_proc_cached}
 * remembers processes, {@code proc_leave_cached} has them forgotten.
 */
final class Alternatives {
    private final Replacements replacements;
    private Refusal refusal;

    Alternatives(Replacements replacements) {
        this.replacements = replacements;
    }

    /** Puts the alternatives with a suffix in the places of their functions; null, or why not. */
    Refusal install(long cause, long suffix, int suffixLength) {
        Replacement replacement = build(ChannelMessage.USE_ALTERNATIVES, cause, suffix, suffixLength);
        return replacement == null ? refusal : install(replacement);
    }

    /** The same, again or for the first time, of alternatives that are not in force: what they remembered is out of date. */
    Refusal install(Replacement replacement) {
        Proc.forgetTargets();
        return replacements.install(replacement);
    }

    /** Why {@link #build} gave nothing. */
    Refusal refusal() {
        return refusal;
    }

    /** The alternatives with a suffix, not in force; null if there are none. */
    Replacement build(int kind, long cause, long suffix, int suffixLength) {
        Replacement replacement = null;
        refusal = null;
        int count = KernelSymbols.count();
        for (int alternative = 0; alternative < count && refusal == null; alternative++) {
            int function = KernelSymbols.before(alternative, suffix, suffixLength);
            if (function >= 0) {
                if (replacement == null) {
                    replacement = replacements.beginLinked(kind, cause, function);
                }
                refusal = add(replacement, function, alternative);
            }
        }
        if (replacement == null) {
            refusal = Refusal.NO_SUCH_FUNCTION;
        } else if (refusal != null) {
            replacements.abandon(replacement);
            replacement = null;
        }
        return replacement;
    }

    /** Only the entries correspond. */
    private Refusal add(Replacement replacement, int function, int alternative) {
        int[] origins = replacements.origins(replacement, KernelSymbols.bytes(alternative) >>> 2);
        origins[0] = (int) KernelSymbols.start(function);
        return replacements.add(replacement, function, KernelSymbols.start(alternative), KernelSymbols.bytes(alternative), 0, 0);
    }
}
