package dev.lamarck.instrumentation.specialize;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.instrumentation.flow.CalleeSummaries;
import dev.lamarck.instrumentation.splice.Redirections;

/**
 * A function for one value of an argument, to stand for the function: an entry test, the folded function, and the way of all other
 * values into the code that it covers. Calls of which it is known that they pass the value may go to the {@link #straightEntry}
 * behind the test.
 *
 * <p>The test spoils condition codes and, for a value beyond 13 bits, %g1, which carry nothing into a function (V9 ABI 3.2.2). Where
 * both ways begin with the same instruction, a SAVE as a rule, that instruction is the slot of the test's branch.
 */
public final class SpecializedVersion {
    private static final int SCRATCH = 1;
    private static final long SHORT_BRANCH = 1L << 23;

    private final Target program;
    private final Redirections redirections;
    private final Folding folding;
    private final FoldedEmission emission;
    private int straightEntry;

    /** @param callees what is known of which arguments functions read */
    public SpecializedVersion(Target program, Redirections redirections, CalleeSummaries callees) {
        this.program = program;
        this.redirections = redirections;
        folding = new Folding(program, callees);
        emission = new FoldedEmission(folding);
    }

    /** Folds a value that a register has at a function's entry; null, or why not. */
    public Refusal fold(int function, int register, long value) {
        if (!isShort(value) && value >>> 32 != 0) {
            return Refusal.NO_IMMEDIATE;
        }
        return folding.fold(function, register, value);
    }

    /**
     * Lays out the function folded last, for the same register and value, at the buffer's base. It is to cover the code that begins
     * at {@code below}. Null, or why not.
     */
    public Refusal layOut(CodeBuffer out, long below, int register, long value) {
        compare(out, register, value);
        int branch = out.reserve();
        boolean sharesFirst = sharesFirstInstruction(below);
        if (!sharesFirst) {
            out.emit(Emit.nop());
        }
        straightEntry = out.length();
        Refusal refusal = emission.emit(out);
        if (refusal != null) {
            return refusal;
        }
        out.set(branch, Emit.branchNotEqual(out.address(branch), out.here()));
        if (!sharesFirst) {
            return redirections.emitCovered(out, below);
        }
        out.emit(Emit.branchFar(out.here(), below + 4));
        return null;
    }

    /** The index in the buffer at which those who pass the value may begin. */
    public int straightEntry() {
        return straightEntry;
    }

    /** The address of the function's word that a word of the buffer was made from, 0 if none; the test stands for the first. */
    public long origin(int index) {
        return index == 0 ? folding.graph().start() : emission.origin(index);
    }

    private static void compare(CodeBuffer out, int register, long value) {
        if (isShort(value)) {
            out.emit(Emit.compareImmediate(register, (int) value));
        } else {
            out.emit(Emit.sethi(value, SCRATCH));
            out.emit(Emit.orLow(SCRATCH, value, SCRATCH));
            out.emit(Emit.compare(register, SCRATCH));
        }
    }

    /** Whether the folded function begins with the first instruction of the code to be covered, and that may be a slot. */
    private boolean sharesFirstInstruction(long below) {
        int word = program.original(below);
        long distance = below - folding.graph().start();
        return folding.text().word(0) == word && !folding.text().isReplaced(0) && !folding.graph().isSlot(0)
                && Flow.kind(word) == Flow.SEQUENTIAL && Opcode.of(word) != Opcode.RDPC
                && -SHORT_BRANCH / 2 < distance && distance < SHORT_BRANCH / 2;
    }

    private static boolean isShort(long value) {
        return -4096 <= value && value < 4096;
    }
}
