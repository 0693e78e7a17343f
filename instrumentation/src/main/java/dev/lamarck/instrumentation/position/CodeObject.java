package dev.lamarck.instrumentation.position;

import dev.lamarck.hardware.isa.code.DefUse;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.FunctionAnalysis;
import dev.lamarck.instrumentation.flow.Liveness;

/**
 * A function in relocatable form: the blocks of its graph, each a run of words and an end. The words of a run do the same anywhere,
 * but for relative calls and exits, which keep their absolute target. An end is what depends on where blocks stand: falling through,
 * a branch with its slot, an exit. Each word knows the address it was made from.
 *
 * <p>Words may be replaced and ends changed before it is emitted; the graph it was made from is not needed any more then.
 */
public final class CodeObject {
    /** Ends: falls into another block. */
    public static final int FALLS = 0;
    /** A conditional branch to a block or out of the function, else falls. */
    public static final int BRANCHES = 1;
    /** A branch to a block. */
    public static final int JUMPS = 2;
    /** Leaves the function or goes through a table, by the last words of the run. */
    public static final int LEAVES = 3;
    /** A call that does not return, in the last words of the run. */
    public static final int STOPS = 4;

    /** The taken block of a branch that leaves the function. */
    static final int OUTSIDE = -1;
    private static final int MAX_TABLE_ENTRIES = 2048;

    private final Target target;
    private long start;

    private int words;
    private final int[] word = new int[FlowGraph.MAX_WORDS];
    private final int[] origin = new int[FlowGraph.MAX_WORDS];

    private int blocks;
    private final short[] first = new short[FlowGraph.MAX_BLOCKS];
    private final short[] limit = new short[FlowGraph.MAX_BLOCKS];
    private final byte[] end = new byte[FlowGraph.MAX_BLOCKS];
    private final int[] branch = new int[FlowGraph.MAX_BLOCKS];
    private final int[] branchOrigin = new int[FlowGraph.MAX_BLOCKS];
    private final int[] slot = new int[FlowGraph.MAX_BLOCKS];
    private final short[] taken = new short[FlowGraph.MAX_BLOCKS];
    private final short[] fall = new short[FlowGraph.MAX_BLOCKS];

    private int tables;
    private final int[] tableLow = new int[FlowGraph.MAX_TABLES];
    private final int[] tableEntryBytes = new int[FlowGraph.MAX_TABLES];
    private final long[] tableBase = new long[FlowGraph.MAX_TABLES];
    /** Where the entries of each table begin among those of all, and where the last one's end. */
    private final int[] tableFrom = new int[FlowGraph.MAX_TABLES + 1];
    private final short[] entryBlock = new short[MAX_TABLE_ENTRIES];

    private FlowGraph graph;

    public CodeObject(Target target) {
        this.target = target;
    }

    /** Takes the function over that was analysed last; null, or why it cannot be moved. */
    public Refusal take(FunctionAnalysis analysis) {
        graph = analysis.graph();
        start = graph.start();
        words = 0;
        blocks = graph.blocks();
        for (int block = 0; block < blocks; block++) {
            Refusal refusal = takeBlock(block);
            if (refusal != null) {
                return refusal;
            }
        }
        return takeTables(analysis);
    }

    private Refusal takeBlock(int block) {
        int from = graph.first(block);
        int to = graph.limit(block);
        if (graph.isSlot(from)) {
            return Refusal.BRANCH_INTO_SLOT;
        }
        int last = to - 1 > from && graph.isSlot(to - 1) ? to - 2 : to - 1;
        int ending = classify(block, last);
        int run = ending == BRANCHES || ending == JUMPS ? last : to;
        first[block] = (short) words;
        for (int i = from; i < run; i++) {
            int copied = at(i);
            if (Opcode.of(copied) == Opcode.RDPC || FlowParser.readsProgramCounter(copied)) {
                return Refusal.READS_PROGRAM_COUNTER;
            }
            word[words] = copied;
            origin[words] = (int) graph.address(i);
            words++;
        }
        limit[block] = (short) words;
        end[block] = (byte) ending;
        branch[block] = at(last);
        branchOrigin[block] = (int) graph.address(last);
        slot[block] = last + 1 < to ? at(last + 1) : 0;
        return Flow.isNever(at(last)) ? Refusal.UNKNOWN_JUMP : null;
    }

    /** The kind of the block's end; notes where it leads. */
    private int classify(int block, int last) {
        taken[block] = OUTSIDE;
        fall[block] = OUTSIDE;
        for (int edge = graph.firstEdge(block); edge >= 0; edge = graph.nextEdge(edge)) {
            if (graph.isTaken(edge)) {
                taken[block] = (short) graph.edgeTo(edge);
            } else {
                fall[block] = (short) graph.edgeTo(edge);
            }
        }
        int ending = at(last);
        if (Flow.kind(ending) == Flow.BRANCH) {
            return Flow.isConditional(ending) ? BRANCHES : taken[block] == OUTSIDE ? LEAVES : JUMPS;
        }
        return fall[block] != OUTSIDE ? FALLS : stops(last) ? STOPS : LEAVES;
    }

    private boolean stops(int last) {
        for (int exit = 0; exit < graph.exits(); exit++) {
            if (graph.exitAt(exit) == last) {
                return graph.exitKind(exit) == FlowGraph.NO_RETURN && Flow.isCall(at(last));
            }
        }
        return false;
    }

    private Refusal takeTables(FunctionAnalysis analysis) {
        tables = graph.tables();
        tableFrom[0] = 0;
        for (int table = 0; table < tables; table++) {
            if (!isOnlyForTable(table, analysis.liveness())) {
                return Refusal.UNKNOWN_TABLE;
            }
            tableLow[table] = (int) graph.address(graph.tableLow(table));
            tableEntryBytes[table] = graph.tableEntryBytes(table);
            tableBase[table] = graph.tableBase(table);
            int entry = tableFrom[table];
            for (int i = 0; i < graph.tableEntries(table); i++) {
                if (entry == MAX_TABLE_ENTRIES) {
                    return Refusal.TOO_LARGE;
                }
                long low = tableBase[table] + (long) (i + 1) * tableEntryBytes[table] - 4;
                entryBlock[entry++] = (short) graph.blockFrom(graph.index(target.original(low) & 0xffff_ffffL));
            }
            tableFrom[table + 1] = entry;
        }
        return null;
    }

    /** Whether a table's address is made for nobody else, in which case another can take its place. */
    private boolean isOnlyForTable(int table, Liveness liveness) {
        int low = graph.tableLow(table);
        int load = graph.tableLoad(table);
        long address = RegisterSet.of(Fields.rd(at(low)));
        for (int i = low + 1; i < load; i++) {
            if ((DefUse.uses(at(i)) & address) != 0) {
                return false;
            }
        }
        boolean isOverwritten = Fields.rd(at(load)) == Fields.rd(at(low));
        return low < load && !graph.isSlot(low) && graph.blockOf(low) == graph.blockOf(load)
                && (isOverwritten || (liveness.liveBefore(load + 1) & address) == 0);
    }

    private int at(int index) {
        return target.original(graph.address(index));
    }

    public long start() {
        return start;
    }

    public int blocks() {
        return blocks;
    }

    /** The run of a block is the words from {@code first} to {@code limit} exclusive. */
    public int first(int block) {
        return first[block];
    }

    public int limit(int block) {
        return limit[block];
    }

    public int word(int index) {
        return word[index];
    }

    /** The address that a word of a run was made from. */
    public long origin(int index) {
        return origin[index] & 0xffff_ffffL;
    }

    /** Puts another instruction in a word's place. */
    public void replace(int index, int instruction) {
        word[index] = instruction;
    }

    public int end(int block) {
        return end[block];
    }

    /** The branch that ends a block, and the address it was made from. */
    public int branch(int block) {
        return branch[block];
    }

    public long branchOrigin(int block) {
        return branchOrigin[block] & 0xffff_ffffL;
    }

    /** The branch's delay slot; an annulled "always" has none. */
    public int slot(int block) {
        return slot[block];
    }

    /** The block that the branch leads to, {@link #OUTSIDE} if it leaves the function. */
    public int taken(int block) {
        return taken[block];
    }

    public int fall(int block) {
        return fall[block];
    }

    /** Decides a block's end: it falls into a successor from now on. A slot that is executed then is the caller's to keep. */
    public void fallsInto(int block, int successor) {
        end[block] = FALLS;
        fall[block] = (short) successor;
        taken[block] = OUTSIDE;
    }

    /** Says which way a block's branch is likely to go, if the branch can say it. */
    public void predict(int block, boolean likely) {
        if (Flow.isPredicted(branch[block])) {
            branch[block] = Flow.predict(branch[block], likely);
        }
    }

    public int tables() {
        return tables;
    }

    public long tableBase(int table) {
        return tableBase[table];
    }

    public int tableEntryBytes(int table) {
        return tableEntryBytes[table];
    }

    public int tableEntries(int table) {
        return tableFrom[table + 1] - tableFrom[table];
    }

    /** The block that an entry of a table leads to. */
    public int tableTarget(int table, int entry) {
        return entryBlock[tableFrom[table] + entry];
    }

    /** The address of the instruction that completes a table's address in a register. */
    public long tableLow(int table) {
        return tableLow[table] & 0xffff_ffffL;
    }
}
