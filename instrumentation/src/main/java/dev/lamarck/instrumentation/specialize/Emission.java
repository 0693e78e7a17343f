package dev.lamarck.instrumentation.specialize;

import dev.lamarck.hardware.isa.code.DefUse;
import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;

/**
 * A folded function laid out anew at another address: its blocks in their order, without the dropped words, and without the branches
 * that dropping made needless. Branches and calls lead where they led; those inside go to the new places. Of a function in
 * which nothing is folded every word is the original, but for what it needs to lead there.
 *
 * <p>The code is laid out twice: what stands where does not depend on distances, so the first time finds the places and the second
 * the branches.
 */
public final class Emission {
    private final Folding folding;
    /** Of each block, the index of its first new word. */
    private final short[] place = new short[ConstantFlow.MAX_BLOCKS];
    private FoldedText text;
    private FlowGraph graph;
    private CodeBuffer out;
    private boolean isFinal;
    private Refusal refusal;
    /** The index in the buffer of a word of this block that may become the slot of the call that follows it, -1 if there is none. */
    private int movable;

    public Emission(Folding folding) {
        this.folding = folding;
    }

    /** Appends the folded function to a buffer, whose words stand at their final addresses; null, or why it cannot stand there. */
    public Refusal emit(CodeBuffer out) {
        text = folding.text();
        graph = folding.graph();
        this.out = out;
        refusal = null;
        int begin = out.length();
        layOut(false);
        out.truncate(begin);
        layOut(true);
        return refusal == null && out.overflowed() ? Refusal.TOO_LARGE : refusal;
    }

    private void layOut(boolean isFinal) {
        this.isFinal = isFinal;
        for (int block = 0; block < graph.blocks(); block++) {
            place[block] = (short) out.length();
            movable = -1;
            layOut(block);
        }
    }

    private void layOut(int block) {
        int i = graph.first(block);
        int limit = graph.limit(block);
        while (i < limit) {
            int word = text.word(i);
            if (!Flow.hasDelaySlot(word)) {
                plain(block, i, word);
                i++;
            } else {
                withSlot(block, i, word);
                i += 2;
            }
        }
        int next = fallThrough(block);
        if (next >= 0 && next != block + 1) {
            branchTo(next);
        }
    }

    private void plain(int block, int index, int word) {
        if (text.isDropped(index)) {
            return;
        }
        if (Flow.kind(word) == Flow.BRANCH) {
            if (Flow.isAlways(word) && !leadsToNext(block, word, index)) {
                branch(word, index);
            } else if (!Flow.isAlways(word)) {
                out.emit(word);
            }
            return;
        }
        if (Opcode.of(word) == Opcode.RDPC) {
            loadAddress(index, Fields.rd(word));
            return;
        }
        out.emit(word);
        if (text.isPair(index)) {
            out.emit(text.secondWord(index));
        }
        boolean mayMove = text.isReplaced(index) && (Arithmetic.isHarmless(Opcode.of(word)) || Opcode.of(word) == Opcode.SETHI)
                && ((DefUse.uses(word) | DefUse.defines(word)) & RegisterSet.of(RegisterSet.O7)) == 0;
        movable = mayMove ? out.length() - 1 : -1;
    }

    private void withSlot(int block, int index, int word) {
        int slot = text.word(index + 1);
        switch (Flow.kind(word)) {
            case Flow.BRANCH -> {
                if (text.isReplaced(index) && Flow.isAlways(word) && leadsToNext(block, word, index)) {
                    emitUnlessNop(slot);
                } else {
                    branch(word, index);
                    out.emit(slot);
                }
            }
            case Flow.CALL -> {
                if (FlowParser.readsProgramCounter(word)) {
                    loadAddress(index, RegisterSet.O7);
                    out.emit(slot);
                } else {
                    call(index, word, slot);
                }
            }
            default -> {
                if (Flow.kind(word) == Flow.JUMP && !Flow.isCall(word) && graph.firstEdge(block) >= 0) {
                    refusal = Refusal.UNKNOWN_JUMP;
                }
                out.emit(word);
                out.emit(slot);
            }
        }
        movable = -1;
    }

    /** A constant made for the callee takes the place of an empty slot. */
    private void call(int index, int word, int slot) {
        boolean moves = slot == Emit.nop() && movable >= 0;
        int at = moves ? movable : out.reserve();
        int moved = moves ? out.word(movable) : slot;
        long to = Flow.target(word, graph.address(index));
        out.set(at, isFinal ? retarget(word, out.address(at), to) : word);
        out.emit(moved);
    }

    private void emitUnlessNop(int word) {
        if (word != Emit.nop()) {
            out.emit(word);
        }
    }

    private void loadAddress(int index, int register) {
        out.emit(Emit.sethi(graph.address(index), register));
        out.emit(Emit.orLow(register, graph.address(index), register));
    }

    private void branch(int word, int index) {
        long to = Flow.target(word, graph.address(index));
        int inside = graph.index(to);
        long place = inside < 0 ? to : out.address(this.place[graph.blockOf(inside)]);
        out.emit(isFinal && !Flow.isNever(word) ? retarget(word, out.here(), place) : word);
    }

    private void branchTo(int block) {
        out.emit(isFinal ? Emit.branchNear(out.here(), out.address(place[block])) : 0);
    }

    private int retarget(int word, long from, long to) {
        if (!Flow.reaches(word, from, to)) {
            refusal = Refusal.OUT_OF_REACH;
            return word;
        }
        return Flow.retarget(word, from, to);
    }

    private boolean leadsToNext(int block, int word, int index) {
        int to = graph.index(Flow.target(word, graph.address(index)));
        return to >= 0 && text.isReplaced(index) && block + 1 < graph.blocks() && graph.first(block + 1) == to;
    }

    private int fallThrough(int block) {
        for (int edge = graph.firstEdge(block); edge >= 0; edge = graph.nextEdge(edge)) {
            if (!graph.isTaken(edge)) {
                return graph.edgeTo(edge);
            }
        }
        return -1;
    }
}
