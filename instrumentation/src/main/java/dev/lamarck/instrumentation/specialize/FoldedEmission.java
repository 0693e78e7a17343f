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
public final class FoldedEmission {
    private static final int NONE = -1;

    private final Folding folding;
    /** Of each block, the index of its first new word. */
    private final short[] place = new short[ConstantFlow.MAX_BLOCKS];
    /** Of each new word, the index of the word that it was made from, NONE if there is none. */
    private final short[] origin = new short[ConstantFlow.MAX_WORDS];
    private int begin;
    private FoldedText text;
    private FlowGraph graph;
    private CodeBuffer out;
    private boolean isFinal;
    private Refusal refusal;
    /** The index in the buffer of a word of this block that may become the slot of the call that follows it, NONE if there is none. */
    private int movable;

    public FoldedEmission(Folding folding) {
        this.folding = folding;
    }

    /** Appends the folded function to a buffer, whose words stand at their final addresses; null, or why it cannot stand there. */
    public Refusal emit(CodeBuffer out) {
        text = folding.text();
        graph = folding.graph();
        this.out = out;
        refusal = null;
        begin = out.length();
        layOut(false);
        out.truncate(begin);
        layOut(true);
        return refusal == null && out.overflowed() ? Refusal.TOO_LARGE : refusal;
    }

    /** The address that a word of the buffer was made from, 0 if it has no counterpart. */
    public long origin(int at) {
        int index = at < begin || at - begin >= origin.length ? -1 : origin[at - begin];
        return index < 0 ? 0 : graph.address(index);
    }

    private void layOut(boolean isFinal) {
        this.isFinal = isFinal;
        for (int block = 0; block < graph.blocks(); block++) {
            place[block] = (short) out.length();
            movable = NONE;
            layOutBlock(block);
        }
    }

    private void layOutBlock(int block) {
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
                emit(word, index);
            }
            return;
        }
        if (Opcode.of(word) == Opcode.RDPC) {
            loadAddress(index, Fields.rd(word));
            return;
        }
        emit(word, index);
        if (text.isPair(index)) {
            emit(text.secondWord(index), NONE);
        }
        boolean mayMove = text.isReplaced(index) && (Arithmetic.isHarmless(Opcode.of(word)) || Opcode.of(word) == Opcode.SETHI)
                && ((DefUse.uses(word) | DefUse.defines(word)) & RegisterSet.of(RegisterSet.O7)) == 0;
        movable = mayMove ? out.length() - 1 : NONE;
    }

    private void withSlot(int block, int index, int word) {
        int slot = text.word(index + 1);
        boolean isJoined = Flow.isAlways(word) && leadsToNext(block, word, index);
        if (isJoined && slot != Emit.nop()) {
            emit(slot, index + 1);
        } else if (Flow.kind(word) == Flow.CALL && !FlowParser.readsProgramCounter(word)) {
            call(index, word, slot);
        } else if (!isJoined) {
            transfer(block, index, word);
            emit(slot, index + 1);
        }
        movable = NONE;
    }

    private void transfer(int block, int index, int word) {
        if (Flow.kind(word) == Flow.BRANCH) {
            branch(word, index);
        } else if (Flow.kind(word) == Flow.CALL) {
            loadAddress(index, RegisterSet.O7);
        } else {
            if (Flow.kind(word) == Flow.JUMP && !Flow.isCall(word) && graph.firstEdge(block) >= 0) {
                refusal = Refusal.UNKNOWN_JUMP;
            }
            emit(word, index);
        }
    }

    /** A constant made for the callee takes the place of an empty slot. */
    private void call(int index, int word, int slot) {
        boolean moves = slot == Emit.nop() && movable >= 0;
        int moved = moves ? out.word(movable) : slot;
        int movedFrom = moves ? origin[movable - begin] : index + 1;
        if (moves) {
            out.truncate(movable);
        }
        long to = Flow.target(word, graph.address(index));
        emit(isFinal ? retarget(word, out.here(), to) : word, index);
        emit(moved, movedFrom);
    }

    private void loadAddress(int index, int register) {
        emit(Emit.sethi(graph.address(index), register), index);
        emit(Emit.orLow(register, graph.address(index), register), NONE);
    }

    private void branch(int word, int index) {
        long to = Flow.target(word, graph.address(index));
        int inside = graph.index(to);
        long newTo = inside < 0 ? to : out.address(place[graph.blockOf(inside)]);
        emit(isFinal && !Flow.isNever(word) ? retarget(word, out.here(), newTo) : word, index);
    }

    private void branchTo(int block) {
        emit(isFinal ? Emit.branchNear(out.here(), out.address(place[block])) : Emit.nop(), NONE);
    }

    private void emit(int word, int index) {
        int at = out.length() - begin;
        if (at < origin.length) {
            origin[at] = (short) index;
        }
        out.emit(word);
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
        return NONE;
    }
}
