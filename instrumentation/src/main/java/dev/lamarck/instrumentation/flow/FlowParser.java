package dev.lamarck.instrumentation.flow;

import dev.lamarck.hardware.isa.code.DefUse;
import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;

/**
 * Recursive descent over one function: first every word that a path from the entry reaches, with the leaders; then, in order of
 * address, blocks and edges. Both walks ask the same question of each control transfer ({@link #continuations}). Where a
 * slot begins a block, the word behind it begins the next one, so that blocks overlap in the slot alone.
 */
public final class FlowParser {
    private final Target target;
    private final JumpTable table;
    private final short[] pending = new short[FlowGraph.MAX_WORDS];
    private int pendings;
    private FlowGraph graph;

    /** The instruction just examined, its kind, and whether the next word is its delay slot. */
    private int word;
    private int kind;
    private boolean hasSlot;
    /** Where control may go after the transfer just examined, as word indexes, with whether that is the taken edge. */
    private final short[] next = new short[JumpTable.MAX_TARGETS + 2];
    private final boolean[] nextTaken = new boolean[JumpTable.MAX_TARGETS + 2];
    private int nexts;
    /** The kind of exit the transfer is, -1 if none. */
    private int exit;
    private boolean endsBlock;
    /** How many targets its table has, 0 if it is no jump through a table. */
    private int tableTargets;

    public FlowParser(Target target) {
        this.target = target;
        table = new JumpTable(target);
    }

    /** Fills the graph with the flow of a function; null, or why it cannot be known. */
    public Refusal parse(int function, FlowGraph graph) {
        this.graph = graph;
        Refusal refusal = graph.reset(target, function);
        if (refusal == null) {
            refusal = discover();
        }
        if (refusal == null) {
            refusal = buildBlocks();
        }
        return refusal;
    }

    private Refusal discover() {
        pendings = 0;
        lead(0);
        while (pendings > 0) {
            Refusal refusal = walk(pending[--pendings]);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private void lead(int index) {
        if (!graph.isLeader(index)) {
            graph.markLeader(index);
            pending[pendings++] = (short) index;
        }
    }

    private Refusal walk(int from) {
        int limit = graph.partLimit(from);
        int i = from;
        while (i < limit && !graph.isReached(i)) {
            graph.markReached(i);
            Refusal refusal = examine(i);
            if (refusal == null) {
                refusal = record(i);
            }
            if (refusal != null) {
                return refusal;
            }
            if (endsBlock) {
                return leadNexts(limit);
            }
            i = past(i);
        }
        return i < limit ? null : Refusal.RUNS_OFF_ITS_END;
    }

    private Refusal record(int index) {
        if (kind == Flow.SEQUENTIAL) {
            return null;
        }
        if (hasSlot) {
            graph.markSlot(index + 1);
        }
        Refusal refusal = exit < 0 ? null : graph.addExit(index, exit);
        if (refusal == null && tableTargets > 0) {
            refusal = graph.addTable(index, table, tableTargets);
        }
        if (refusal == null && Flow.isCall(word) && !readsProgramCounter(word)) {
            refusal = graph.addCall(index, Flow.isRelative(word) ? Flow.target(word, graph.address(index)) : 0);
        }
        return refusal;
    }

    private Refusal leadNexts(int limit) {
        for (int n = 0; n < nexts; n++) {
            if (!nextTaken[n] && next[n] >= limit) {
                return Refusal.RUNS_OFF_ITS_END;
            }
            if (next[n] == 0) {
                graph.markEntryTargeted();
            }
            lead(next[n]);
        }
        return null;
    }

    private Refusal buildBlocks() {
        for (int i = 0; i < graph.words(); i++) {
            if (graph.isLeader(i) && graph.isSlot(i) && i + 1 < graph.words() && graph.isReached(i + 1)) {
                graph.markLeader(i + 1);
            }
            Refusal refusal = graph.isLeader(i) ? graph.addBlock(i) : null;
            if (refusal != null) {
                return refusal;
            }
        }
        for (int block = 0; block < graph.blocks(); block++) {
            Refusal refusal = connect(block);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private Refusal connect(int block) {
        int i = graph.first(block);
        do {
            Refusal refusal = examine(i);
            if (refusal != null) {
                return refusal;
            }
            i = past(i);
        } while (!endsBlock && !graph.isLeader(i));
        graph.endBlock(block, i);
        if (!endsBlock) {
            follow(i, false);
        }
        for (int n = 0; n < nexts; n++) {
            Refusal refusal = graph.addEdge(block, next[n], nextTaken[n]);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    /** The word after the instruction examined and its slot. */
    private int past(int index) {
        return index + (hasSlot ? 2 : 1);
    }

    /** Reads the instruction at an index and says where control may go from it. */
    private Refusal examine(int index) {
        nexts = 0;
        exit = -1;
        tableTargets = 0;
        word = graph.word(index);
        kind = graph.kind(index);
        if (kind == Flow.SEQUENTIAL) {
            endsBlock = false;
            hasSlot = false;
            return null;
        }
        endsBlock = true;
        hasSlot = Flow.hasDelaySlot(word);
        Refusal refusal = hasSlot ? checkSlot(index + 1) : null;
        return refusal != null ? refusal : continuations(index);
    }

    private Refusal checkSlot(int slot) {
        if (slot >= graph.partLimit(slot - 1)) {
            return Refusal.RUNS_OFF_ITS_END;
        }
        return switch (graph.kind(slot)) {
            case Flow.SEQUENTIAL, Flow.TRAP -> null;
            case Flow.ILLEGAL -> Refusal.ILLEGAL_INSTRUCTION;
            default -> Refusal.CONTROL_TRANSFER_IN_SLOT;
        };
    }

    private Refusal continuations(int index) {
        switch (kind) {
            case Flow.TRAP -> trap(word);
            case Flow.BRANCH -> branch(index, word);
            case Flow.CALL -> call(index);
            case Flow.JUMP -> {
                return jump(index, word);
            }
            case Flow.RETURN, Flow.TRAP_RETURN -> exit = FlowGraph.RETURN;
            default -> {
                return Refusal.ILLEGAL_INSTRUCTION;
            }
        }
        return null;
    }

    private void trap(int word) {
        if (SoftwareTrap.neverReturns(word)) {
            exit = FlowGraph.NO_RETURN;
        } else {
            endsBlock = false;
        }
    }

    private void branch(int index, int word) {
        if (!Flow.isNever(word)) {
            int to = graph.index(Flow.target(word, graph.address(index)));
            if (to >= 0) {
                follow(to, true);
            } else {
                exit = Flow.isAlways(word) ? FlowGraph.TAIL : FlowGraph.CONDITIONAL;
            }
        }
        if (!Flow.isAlways(word)) {
            follow(index + 2, false);
        }
    }

    private void follow(int index, boolean taken) {
        next[nexts] = (short) index;
        nextTaken[nexts] = taken;
        nexts++;
    }

    /** A call does not end a block, unless its slot makes the callee return to our caller, or nothing is there to return to. */
    private void call(int index) {
        if (givesUpReturn(index + 1)) {
            exit = FlowGraph.TAIL;
        } else if (onlyPaddingFrom(index + 2)) {
            exit = FlowGraph.NO_RETURN;
        } else {
            endsBlock = false;
        }
    }

    /** Behind a call that never returns compilers leave nothing, or align with nops. */
    private boolean onlyPaddingFrom(int index) {
        int limit = graph.partLimit(index - 1);
        int i = index;
        while (i < limit && word(i) == Emit.nop()) {
            i++;
        }
        return i >= limit;
    }

    /** {@code call . + 8} only reads the program counter: it is no call. */
    public static boolean readsProgramCounter(int word) {
        return Opcode.of(word) == Opcode.CALL && Flow.target(word, 0) == 8;
    }

    private Refusal jump(int index, int word) {
        if (Flow.isCall(word)) {
            call(index);
            return null;
        }
        if (Fields.rd(word) != 0) {
            return Refusal.UNKNOWN_JUMP;
        }
        if (Flow.isReturn(word)) {
            exit = FlowGraph.RETURN;
            return null;
        }
        if (givesUpReturn(index + 1)) {
            exit = FlowGraph.TAIL;
            return null;
        }
        return jumpThroughTable(index);
    }

    private Refusal jumpThroughTable(int index) {
        tableTargets = table.read(graph, index);
        if (tableTargets == 0) {
            return Refusal.UNKNOWN_JUMP;
        }
        for (int i = 0; i < tableTargets; i++) {
            follow(table.target(i), true);
        }
        return null;
    }

    /** A slot that pops our window or replaces %o7 leaves the callee with our caller's return address. */
    private boolean givesUpReturn(int slot) {
        int word = word(slot);
        return Opcode.of(word) == Opcode.RESTORE || (DefUse.defines(word) & RegisterSet.of(RegisterSet.O7)) != 0;
    }

    private int word(int index) {
        return graph.word(index);
    }
}
