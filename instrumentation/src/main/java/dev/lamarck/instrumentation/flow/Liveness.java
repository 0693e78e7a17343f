package dev.lamarck.instrumentation.flow;

import dev.lamarck.hardware.isa.code.DefUse;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.Target;

/**
 * Which registers may still be read: backward over one function, callees by the calling convention or, where their code is asked,
 * by the arguments that they do read. Sets name registers of the
 * window that is current at the point. Across SAVE the caller's locals and ins are taken as live, since nothing here sees who
 * reads them; across RESTORE the window that ends has no successor, so its locals and outs are dead before it.
 */
public final class Liveness {
    private static final long ALWAYS_LIVE = RegisterSet.of(6) | RegisterSet.of(7) | RegisterSet.of(RegisterSet.O6_STACK_POINTER)
            | RegisterSet.of(RegisterSet.I6_FRAME_POINTER) | RegisterSet.FP | RegisterSet.MEMORY | RegisterSet.STATE | RegisterSet.ASI;
    private static final long CALLERS_WINDOW = RegisterSet.LOCALS | RegisterSet.INS;
    static final long ARGUMENTS = 0x3f00L;
    /** %g1 to %g5, %o0 to %o5, %o7 and the condition codes hold nothing of the caller's after a call. */
    public static final long SPOILT_BY_CALL = 0x3eL | ARGUMENTS | RegisterSet.of(RegisterSet.O7) | RegisterSet.CCR | RegisterSet.FCC
            | RegisterSet.Y;
    private static final long AT_ENTRY_OF_CALLEE = ALWAYS_LIVE | CALLERS_WINDOW | ARGUMENTS | RegisterSet.of(RegisterSet.O7);
    private static final long AT_STOP = ALWAYS_LIVE | RegisterSet.of(RegisterSet.I7);
    private static final int OUTS_TO_INS = 16;

    private static final long ALL = -1;

    private static final byte NO_SLOT = 0;
    private static final byte SLOT = 1;
    private static final byte SLOT_IF_TAKEN = 2;

    private final Target target;
    /** Null if callees are taken to read all arguments. */
    private final CalleeSummaries callees;
    private final long atReturn;
    private FlowGraph graph;
    private final long[] liveIn = new long[FlowGraph.MAX_BLOCKS];
    // What does not change while the solution is approached, by word: what it reads, what it overwrites, its window shift.
    private final long[] uses = new long[FlowGraph.MAX_WORDS];
    private final long[] overwrites = new long[FlowGraph.MAX_WORDS];
    private final byte[] shift = new byte[FlowGraph.MAX_WORDS];
    // By block: the transfer that ends it, -1 if it falls into the next one; when its slot is executed; what lives on where control leaves.
    private final short[] last = new short[FlowGraph.MAX_BLOCKS];
    private final byte[] slot = new byte[FlowGraph.MAX_BLOCKS];
    private final long[] beyond = new long[FlowGraph.MAX_BLOCKS];

    public Liveness(Target target) {
        this(target, null);
    }

    public Liveness(Target target, CalleeSummaries callees) {
        this.target = target;
        this.callees = callees;
        atReturn = ALWAYS_LIVE | CALLERS_WINDOW | target.results();
    }

    /** Solves for a parsed function; the queries below are about it until the next call. */
    public void analyse(FlowGraph graph) {
        this.graph = graph;
        for (int i = 0; i < graph.words(); i++) {
            if (graph.isReached(i) || graph.isSlot(i)) {
                note(i);
            }
        }
        for (int block = 0; block < graph.blocks(); block++) {
            liveIn[block] = 0;
            noteBlock(block);
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int block = graph.blocks() - 1; block >= 0; block--) {
                long live = liveInBlock(block, graph.first(block));
                changed |= live != liveIn[block];
                liveIn[block] = live;
            }
        }
    }

    /** What may be read from the point before a reached word on. */
    public long liveBefore(int index) {
        return liveInBlock(graph.blockOf(index), index);
    }

    /** What may be read where control arrives: at a reached word of this function, or at another function's entry. */
    public long liveAt(long address) {
        int index = graph.index(address);
        return index >= 0 && graph.isReached(index) ? liveBefore(index) : atEntryOf(address);
    }

    private long atEntryOf(long callee) {
        return AT_ENTRY_OF_CALLEE & ~ARGUMENTS | argumentsOf(callee);
    }

    private long argumentsOf(long callee) {
        return callees == null ? ARGUMENTS : callees.argumentsRead(callee);
    }

    /** The argument registers that the function called may read; all of them if it is called through a register. */
    private long argumentsOfCall(int index, int call) {
        return Flow.isRelative(call) ? argumentsOf(Flow.target(call, graph.address(index))) : ARGUMENTS;
    }

    /** Integer registers that nothing reads any more before they are written: free for use at the point. */
    public static long dead(long live) {
        return RegisterSet.INTEGER & ~(live | ALWAYS_LIVE);
    }

    private void note(int index) {
        int word = word(index);
        int opcode = Opcode.of(word);
        boolean isTrap = Flow.kindOf(opcode) == Flow.TRAP;
        uses[index] = DefUse.uses(opcode, word) | (isTrap ? SoftwareTrap.uses(word) : 0) | ALWAYS_LIVE;
        overwrites[index] = DefUse.overwrites(opcode, word);
        shift[index] = (byte) DefUse.windowShift(opcode, word);
    }

    private void noteBlock(int block) {
        int first = graph.first(block);
        int transfer = lastTransfer(block);
        last[block] = (short) transfer;
        if (transfer >= 0) {
            int word = word(transfer);
            beyond[block] = exitLive(block, transfer, word);
            slot[block] = !Flow.hasDelaySlot(word) ? NO_SLOT : Flow.isAnnulled(word) ? SLOT_IF_TAKEN : SLOT;
        }
        int limit = transfer < 0 ? graph.limit(block) : transfer;
        for (int i = first + 1; i < limit; i++) {
            if (graph.isSlot(i)) {
                noteCall(i - 1);
            }
        }
    }

    /** A call from which control comes back is, with its slot and the callee between the slot and what follows, as one instruction. */
    private void noteCall(int index) {
        int call = word(index);
        int inSlot = index + 1;
        if (shift[inSlot] != 0) {
            uses[index] = ALL;    // no compiler writes that: nothing is known of it
            return;
        }
        boolean isCall = !FlowParser.readsProgramCounter(call);
        long read = isCall ? argumentsOfCall(index, call) | ALWAYS_LIVE : 0;
        uses[index] |= (uses[inSlot] | read & ~overwrites[inSlot]) & ~overwrites[index];
        overwrites[index] |= overwrites[inSlot] | (isCall ? SPOILT_BY_CALL : 0);
    }

    private long liveInBlock(int block, int index) {
        int i = last[block];
        long live;
        if (i < 0) {
            i = graph.limit(block);
            live = successors(block);
        } else {
            live = beforeTransfer(block, i);
        }
        while (i > index) {
            i--;
            if (i > graph.first(block) && graph.isSlot(i)) {
                i--;
            }
            live = before(i, live);
        }
        return live;
    }

    /** The control transfer that ends the block, -1 if it falls into the next one. */
    private int lastTransfer(int block) {
        int end = graph.limit(block) - 1;
        int last = end > graph.first(block) && graph.isSlot(end) ? end - 1 : end;
        int word = word(last);
        int kind = Flow.kind(word);
        boolean ends = kind != Flow.SEQUENTIAL && (graph.firstEdge(block) < 0 || kind == Flow.BRANCH || kind == Flow.JUMP && !Flow.isCall(word));
        return ends ? last : -1;
    }

    private long successors(int block) {
        long live = 0;
        for (int edge = graph.firstEdge(block); edge >= 0; edge = graph.nextEdge(edge)) {
            live |= liveIn[graph.edgeTo(edge)];
        }
        return live;
    }

    private long beforeTransfer(int block, int index) {
        long taken = beyond[block];
        long fallen = 0;
        for (int edge = graph.firstEdge(block); edge >= 0; edge = graph.nextEdge(edge)) {
            if (graph.isTaken(edge)) {
                taken |= liveIn[graph.edgeTo(edge)];
            } else {
                fallen |= liveIn[graph.edgeTo(edge)];
            }
        }
        return before(index, switch (slot[block]) {
            case SLOT -> before(index + 1, taken | fallen);
            case SLOT_IF_TAKEN -> before(index + 1, taken) | fallen;
            default -> taken | fallen;
        });
    }

    /** What lives on beyond the function where the transfer leaves it. */
    private long exitLive(int block, int index, int word) {
        return switch (Flow.kind(word)) {
            case Flow.RETURN, Flow.TRAP_RETURN -> atReturn;
            case Flow.TRAP -> AT_STOP;
            case Flow.CALL -> atEntryOf(Flow.target(word, graph.address(index)));
            case Flow.JUMP -> Flow.isReturn(word) ? atReturn : graph.firstEdge(block) < 0 ? AT_ENTRY_OF_CALLEE : 0;
            default -> leaves(index, word) ? atEntryOf(Flow.target(word, graph.address(index))) : 0;
        };
    }

    private boolean leaves(int index, int word) {
        return !Flow.isNever(word) && graph.index(Flow.target(word, graph.address(index))) < 0;
    }

    private long before(int index, long after) {
        long survives = after & ~overwrites[index];
        return uses[index] | switch (shift[index]) {
            case 1 -> outsideWindows(survives) | (survives & RegisterSet.INS) >>> OUTS_TO_INS | CALLERS_WINDOW;
            case -1 -> outsideWindows(survives) | (survives & RegisterSet.OUTS) << OUTS_TO_INS;
            default -> survives;
        };
    }

    private static long outsideWindows(long set) {
        return set & ~(RegisterSet.OUTS | RegisterSet.LOCALS | RegisterSet.INS);
    }

    private int word(int index) {
        return target.original(graph.address(index));
    }
}
