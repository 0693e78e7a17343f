package dev.lamarck.instrumentation.specialize;

import dev.lamarck.hardware.isa.code.DefUse;
import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.instrumentation.flow.CalleeSummaries;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.Liveness;

/**
 * A function with an argument's value folded into it: decided branches and traps become unconditional or go, instructions whose result
 * is constant load it, and what then only computes dead registers goes. All of that happens in place, word by word; the
 * result is parsed again, which leaves out the blocks that nothing reaches any more, and its liveness decides what is dead.
 *
 * <p>An instruction that may trap or touches memory stays, unless it was a load from constant memory. So does what
 * {@link ConstantFlow} did not find the same on every path.
 */
public final class Folding {
    /** The condition "always" of branches and traps. */
    private static final int ALWAYS = 8 << 25;
    private static final int CONDITION = 15 << 25;

    private final FlowParser originalParser;
    private final FlowParser parser;
    private final FoldedText text;
    private final ConstantFlow constants;
    private final Liveness liveness;
    private final FlowGraph graph = new FlowGraph();

    public Folding(Target program) {
        this(program, null);
    }

    /** @param callees what is known of which arguments functions read, null if all are taken to be */
    Folding(Target program, CalleeSummaries callees) {
        originalParser = new FlowParser(program);
        constants = new ConstantFlow(program);
        text = new FoldedText(program);
        parser = new FlowParser(text);
        liveness = new Liveness(text, callees);
    }

    /** Folds the value that a register has at a function's entry; with register 0, nothing. Null, or why not. */
    public Refusal fold(int function, int register, long value) {
        Refusal refusal = originalParser.parse(function, graph);
        if (refusal == null) {
            refusal = constants.analyse(graph, register, value);
        }
        if (refusal != null) {
            return refusal;
        }
        text.open(function);
        if (register == 0) {
            return null;
        }
        for (int i = 0; i < graph.words(); i++) {
            foldWord(i);
        }
        refusal = parser.parse(function, graph);
        if (refusal == null) {
            dropDead();
        }
        return refusal;
    }

    /** The folded text, to be read where the function was. */
    FoldedText text() {
        return text;
    }

    /** The flow that is left. */
    public FlowGraph graph() {
        return graph;
    }

    private void foldWord(int index) {
        int word = text.word(index);
        switch (constants.fact(index)) {
            case ConstantFlow.CONSTANT -> {
                if (!loadsConstant(word)) {
                    boolean mayBePair = !graph.isSlot(index) && !addsLowPart(word, constants.constant(index));
                    text.replaceByConstant(index, Fields.rd(word), constants.constant(index), mayBePair);
                }
            }
            case ConstantFlow.TAKEN -> foldTaken(index, word);
            case ConstantFlow.NOT_TAKEN -> foldNotTaken(index, word);
            case ConstantFlow.MOVES -> text.replace(index, Emit.move(Fields.rs2(word), Fields.rd(word)));
            case ConstantFlow.JUMPS -> {
                if (graph.index(constants.constant(index)) >= 0) {
                    text.replace(index, Emit.branchFarWithSlot(graph.address(index), constants.constant(index)));
                }
            }
            default -> {}
        }
    }

    private static boolean loadsConstant(int word) {
        int opcode = Opcode.of(word);
        return opcode == Opcode.SETHI || opcode == Opcode.OR && Fields.isImmediate(word) && Fields.rs1(word) == 0;
    }

    /** The second instruction of two that load a constant, which are as good as any. */
    private static boolean addsLowPart(int word, long value) {
        int opcode = Opcode.of(word);
        return (opcode == Opcode.OR || opcode == Opcode.ADD) && Fields.isImmediate(word) && Fields.simm13(word) == (value & 0x3ff);
    }

    private void foldTaken(int index, int word) {
        if (!Flow.isConditional(word)) {
            return;
        }
        if (Opcode.of(word) == Opcode.TCC) {
            text.replace(index, word & ~CONDITION | ALWAYS);
        } else {
            long from = graph.address(index);
            text.replace(index, Emit.branchFarWithSlot(from, Flow.target(word, from)));
        }
    }

    /** A slot that is not annulled is executed anyway, and one that is annulled is skipped. */
    private void foldNotTaken(int index, int word) {
        if (Flow.kind(word) != Flow.BRANCH || Flow.isConditional(word) && !Flow.isAnnulled(word)) {
            text.drop(index);
        } else if (Flow.isConditional(word)) {
            long from = graph.address(index);
            text.replace(index, Emit.branchNear(from, from + 8));
        }
    }

    private void dropDead() {
        boolean changed = true;
        while (changed) {
            changed = false;
            liveness.analyse(graph);
            for (int i = graph.words() - 2; i >= 0; i--) {
                if (isDead(i)) {
                    text.drop(i);
                    changed = true;
                }
            }
        }
    }

    /** An instruction that only computes, and of which nothing is read. */
    private boolean isDead(int index) {
        int word = text.word(index);
        int opcode = Opcode.of(word);
        boolean onlyComputes = Arithmetic.isHarmless(opcode) || opcode == Opcode.SETHI || opcode == Opcode.MOVICC || opcode == Opcode.MOVR;
        return onlyComputes && !text.isDropped(index) && (DefUse.defines(word) & ~(RegisterSet.INTEGER | RegisterSet.CCR)) == 0
                && (DefUse.defines(word) & liveAfter(index)) == 0;
    }

    /** Everything where that is not known: behind slots from which there are several ways. */
    private long liveAfter(int index) {
        if (!graph.isSlot(index)) {
            return graph.isReached(index) && graph.isReached(index + 1) ? liveness.liveBefore(index + 1) : ~0L;
        }
        int transfer = text.word(index - 1);
        boolean oneWay = Flow.isAlways(transfer) && !graph.isReached(index);
        return oneWay ? liveness.liveAt(Flow.target(transfer, graph.address(index - 1))) : ~0L;
    }
}
