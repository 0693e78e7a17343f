package dev.lamarck.instrumentation.flow;

import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;

/**
 * The control flow of one function: blocks in order of address, the edges between them, the exits and the calls. Positions are
 * word indexes, counted through the function's parts. The tables have a fixed size and are filled again by each parse.
 *
 * <p>A block is the words {@code first(b)} to {@code limit(b)} exclusive, its control transfer's delay slot included. Only
 * overlapping blocks share a word: one ends with it as a slot, the other begins with it.
 */
public final class FlowGraph {
    public static final int MAX_WORDS = 8192;
    public static final int MAX_BLOCKS = 2048;
    public static final int MAX_EDGES = 2 * MAX_BLOCKS;
    public static final int MAX_EXITS = 256;
    public static final int MAX_CALLS = 1024;
    public static final int MAX_TABLES = 32;

    /** An exit that returns to the caller. */
    public static final int RETURN = 0;
    /** An exit by a call or jump into another function, which returns for this one. */
    public static final int TAIL = 1;
    /** An exit of which nothing returns: a trap that ends the thread, a call that never comes back. */
    public static final int NO_RETURN = 2;
    /** An exit taken or not by a conditional branch. */
    public static final int CONDITIONAL = 3;

    private static final int REACHED = 1;
    private static final int LEADER = 2;
    private static final int SLOT = 4;

    private long start;
    /** Words of the part that begins at {@code start}; those behind it stand from {@code coldStart} on. */
    private int firstWords;
    private long coldStart;
    private int words;
    /** The instructions as their author wrote them, read once, and their kinds ({@link Flow}), looked up once. */
    private final int[] word = new int[MAX_WORDS];
    private final byte[] kind = new byte[MAX_WORDS];
    private final byte[] marks = new byte[MAX_WORDS];
    private final short[] blockFrom = new short[MAX_WORDS];

    private int blocks;
    private final short[] first = new short[MAX_BLOCKS];
    private final short[] limit = new short[MAX_BLOCKS];
    private final short[] firstEdge = new short[MAX_BLOCKS];

    private int edges;
    private final short[] edgeTo = new short[MAX_EDGES];
    private final boolean[] edgeTaken = new boolean[MAX_EDGES];
    private final short[] nextEdge = new short[MAX_EDGES];

    private int exits;
    private final short[] exitAt = new short[MAX_EXITS];
    private final byte[] exitKind = new byte[MAX_EXITS];

    private int calls;
    private final short[] callAt = new short[MAX_CALLS];
    private final long[] callTarget = new long[MAX_CALLS];

    private int tables;
    private final short[] tableJump = new short[MAX_TABLES];
    private final short[] tableLoad = new short[MAX_TABLES];
    private final short[] tableLow = new short[MAX_TABLES];
    private final long[] tableBase = new long[MAX_TABLES];
    private final byte[] tableEntryBytes = new byte[MAX_TABLES];
    private final short[] tableEntries = new short[MAX_TABLES];

    private boolean entryTargeted;

    Refusal reset(Target target, int function) {
        start = target.start(function);
        firstWords = target.bytes(function) >>> 2;
        coldStart = target.coldStart(function);
        words = firstWords + (target.coldBytes(function) >>> 2);
        blocks = 0;
        edges = 0;
        exits = 0;
        calls = 0;
        tables = 0;
        entryTargeted = false;
        if (words > MAX_WORDS) {
            words = 0;
            return Refusal.TOO_LARGE;
        }
        for (int i = 0; i < words; i++) {
            marks[i] = 0;
            word[i] = target.original(address(i));
            kind[i] = (byte) Flow.kind(word[i]);
        }
        return null;
    }

    public long start() {
        return start;
    }

    public int words() {
        return words;
    }

    public long address(int index) {
        return index < firstWords ? start + 4L * index : coldStart + 4L * (index - firstWords);
    }

    /** The instruction at an index, whatever is spliced in there. */
    int word(int index) {
        return word[index];
    }

    /** Its kind, as {@link Flow} has them. */
    int kind(int index) {
        return kind[index];
    }

    /** Where the part of the function that holds a word ends. */
    public int partLimit(int index) {
        return index < firstWords ? firstWords : words;
    }

    /** The word index of an address, -1 if the function does not hold it. */
    public int index(long address) {
        int index = within(address - start, firstWords);
        if (index < 0 && firstWords < words) {
            index = within(address - coldStart, words - firstWords);
            return index < 0 ? -1 : firstWords + index;
        }
        return index;
    }

    private static int within(long offset, int words) {
        return offset >= 0 && offset < 4L * words && (offset & 3) == 0 ? (int) offset >>> 2 : -1;
    }

    /** Whether the word is executed other than as a delay slot. */
    public boolean isReached(int index) {
        return (marks[index] & REACHED) != 0;
    }

    public boolean isSlot(int index) {
        return (marks[index] & SLOT) != 0;
    }

    boolean isLeader(int index) {
        return (marks[index] & LEADER) != 0;
    }

    void markReached(int index) {
        marks[index] |= REACHED;
    }

    void markLeader(int index) {
        marks[index] |= LEADER;
    }

    void markSlot(int index) {
        marks[index] |= SLOT;
    }

    /** Whether a branch inside the function leads to its first word. */
    public boolean isEntryTargeted() {
        return entryTargeted;
    }

    void markEntryTargeted() {
        entryTargeted = true;
    }

    public int blocks() {
        return blocks;
    }

    public int first(int block) {
        return first[block];
    }

    public int limit(int block) {
        return limit[block];
    }

    /** The block that begins at a word, which must be a leader. */
    public int blockFrom(int index) {
        return blockFrom[index];
    }

    /** The block in which a reached word is executed other than as a slot. */
    public int blockOf(int index) {
        int leader = index;
        while (!isLeader(leader)) {
            leader--;
        }
        return blockFrom[leader];
    }

    Refusal addBlock(int index) {
        if (blocks == MAX_BLOCKS) {
            return Refusal.TOO_LARGE;
        }
        blockFrom[index] = (short) blocks;
        first[blocks] = (short) index;
        firstEdge[blocks] = -1;
        blocks++;
        return null;
    }

    void endBlock(int block, int index) {
        limit[block] = (short) index;
    }

    /** The first edge out of a block, -1 if it has none. */
    public int firstEdge(int block) {
        return firstEdge[block];
    }

    public int nextEdge(int edge) {
        return nextEdge[edge];
    }

    public int edgeTo(int edge) {
        return edgeTo[edge];
    }

    /** Whether the edge is that of a taken branch, on which an annulled slot is executed. */
    public boolean isTaken(int edge) {
        return edgeTaken[edge];
    }

    Refusal addEdge(int block, int toIndex, boolean taken) {
        if (edges == MAX_EDGES) {
            return Refusal.TOO_LARGE;
        }
        edgeTo[edges] = blockFrom[toIndex];
        edgeTaken[edges] = taken;
        nextEdge[edges] = firstEdge[block];
        firstEdge[block] = (short) edges;
        edges++;
        return null;
    }

    public int exits() {
        return exits;
    }

    /** The control transfer by which control leaves. */
    public int exitAt(int exit) {
        return exitAt[exit];
    }

    public int exitKind(int exit) {
        return exitKind[exit];
    }

    Refusal addExit(int index, int kind) {
        if (exits == MAX_EXITS) {
            return Refusal.TOO_LARGE;
        }
        exitAt[exits] = (short) index;
        exitKind[exits] = (byte) kind;
        exits++;
        return null;
    }

    public int calls() {
        return calls;
    }

    public int callAt(int call) {
        return callAt[call];
    }

    /** Where a call leads, 0 if it is through a register. */
    public long callTarget(int call) {
        return callTarget[call];
    }

    Refusal addCall(int index, long target) {
        if (calls == MAX_CALLS) {
            return Refusal.TOO_LARGE;
        }
        callAt[calls] = (short) index;
        callTarget[calls] = target;
        calls++;
        return null;
    }

    /** How many jumps go through tables. */
    public int tables() {
        return tables;
    }

    public int tableJump(int table) {
        return tableJump[table];
    }

    /** The instruction that loads the table's entry. */
    public int tableLoad(int table) {
        return tableLoad[table];
    }

    /** The instruction that completes the table's address in a register. */
    public int tableLow(int table) {
        return tableLow[table];
    }

    public long tableBase(int table) {
        return tableBase[table];
    }

    public int tableEntryBytes(int table) {
        return tableEntryBytes[table];
    }

    public int tableEntries(int table) {
        return tableEntries[table];
    }

    Refusal addTable(int jump, JumpTable table, int entries) {
        if (tables == MAX_TABLES) {
            return Refusal.TOO_LARGE;
        }
        tableJump[tables] = (short) jump;
        tableLoad[tables] = (short) table.load();
        tableLow[tables] = (short) table.low();
        tableBase[tables] = table.base();
        tableEntryBytes[tables] = (byte) table.entryBytes();
        tableEntries[tables] = (short) entries;
        tables++;
        return null;
    }
}
