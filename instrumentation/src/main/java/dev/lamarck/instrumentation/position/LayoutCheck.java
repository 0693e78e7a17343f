package dev.lamarck.instrumentation.position;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.instrumentation.flow.FlowGraph;

/**
 * Walks new code against the function that it was made from, both as a processor would: program counter and next program counter on
 * each side, side by side over every path. Branches that are always taken and nops do nothing by themselves; every other instruction
 * must be the same on both sides, a conditional branch the same or inverted, a call or exit to the same place or to where its callee
 * is bound. A pair of places is walked once, and a place in the new code must always stand for the same one in the old.
 *
 * <p>Nothing of what made the code is used: only the words in memory, the old function's graph and its jump tables.
 */
public final class LayoutCheck {
    private static final int MAX_PENDING = 4096;
    private static final int MAX_STEPS_ASIDE = 64;

    private final Target target;
    private FlowGraph graph;
    private Bindings bindings;
    private long newStart;
    private int newWords;
    private long newCold;
    private int newColdWords;

    /** For each new word, once walked: the old program counter and next program counter it stands for. */
    private final int[] oldAt = new int[FlowGraph.MAX_WORDS];
    private final int[] oldNext = new int[FlowGraph.MAX_WORDS];

    /** For each table of the old function the address of the new one; 0 until the instructions that make it are walked. */
    private final long[] newTable = new long[FlowGraph.MAX_TABLES];

    private int pending;
    private final long[] pendingOld = new long[MAX_PENDING];
    private final long[] pendingOldNext = new long[MAX_PENDING];
    private final long[] pendingNew = new long[MAX_PENDING];
    private final long[] pendingNewNext = new long[MAX_PENDING];

    // The pair of places being walked.
    private long o;
    private long oNext;
    private long n;
    private long nNext;

    public LayoutCheck(Target target) {
        this.target = target;
    }

    /** Whether code in one or two parts does what a parsed function does; null, or that it differs. */
    public Refusal check(FlowGraph graph, Bindings bindings, long start, int bytes, long coldStart, int coldBytes) {
        this.graph = graph;
        this.bindings = bindings;
        newStart = start;
        newWords = bytes >>> 2;
        newCold = coldStart;
        newColdWords = coldBytes >>> 2;
        for (int i = 0; i < newWords + newColdWords; i++) {
            oldAt[i] = 0;
        }
        for (int table = 0; table < graph.tables(); table++) {
            newTable[table] = 0;
        }
        pending = 0;
        boolean same = push(graph.start(), graph.start() + 4, start, start + 4);
        while (same && pending > 0) {
            pending--;
            o = pendingOld[pending];
            oNext = pendingOldNext[pending];
            n = pendingNew[pending];
            nNext = pendingNewNext[pending];
            same = walk();
        }
        return same ? null : Refusal.LAYOUT_DIFFERS;
    }

    /** Walks the pair of places up to the next conditional branch or exit, or to where somebody has walked. */
    private boolean walk() {
        while (true) {
            if (!skipOld() || !skipNew()) {
                return false;
            }
            if (graph.index(o) < 0) {
                return newIndex(n) < 0 && n == bindings.target(o);
            }
            int index = newIndex(n);
            if (index < 0) {
                return false;
            }
            if (nNext == n + 4) {
                if (oldAt[index] != 0) {
                    return oldAt[index] == (int) o && oldNext[index] == (int) oNext;
                }
                oldAt[index] = (int) o;
                oldNext[index] = (int) oNext;
            }
            int old = target.original(o);
            int fresh = target.original(n);
            if (Flow.kind(old) == Flow.BRANCH) {
                return walkConditional(old, fresh);
            }
            int made = tableMadeAt(o);
            if (made >= 0) {
                if (!makesTable(made, old, fresh)) {
                    return false;
                }
                place(oNext, oNext + 4, n + 8, n + 12);
                continue;
            }
            if (!isSame(old, fresh)) {
                return false;
            }
            if (Flow.hasDelaySlot(old) && target.original(oNext) != target.original(nNext)) {
                return false;
            }
            int table = tableOf(o);
            if (table >= 0) {
                return pushTable(table);
            }
            if (endsAt(o)) {
                return true;
            }
            if (Flow.hasDelaySlot(old)) {
                place(o + 8, o + 12, n + 8, n + 12);
            } else {
                place(oNext, oNext + 4, nNext, nNext + 4);
            }
        }
    }

    private void place(long old, long oldNext, long fresh, long freshNext) {
        o = old;
        oNext = oldNext;
        n = fresh;
        nNext = freshNext;
    }

    /** Steps the old side over what does nothing by itself; false if it never ends. */
    private boolean skipOld() {
        for (int steps = 0; steps < MAX_STEPS_ASIDE; steps++) {
            int word = graph.index(o) < 0 ? 0 : target.original(o);
            if (Flow.isAlways(word)) {
                long to = Flow.target(word, o);
                o = Flow.isAnnulled(word) ? to : oNext;
                oNext = Flow.isAnnulled(word) ? to + 4 : to;
            } else if (word == Emit.nop()) {
                o = oNext;
                oNext += 4;
            } else {
                return true;
            }
        }
        return false;
    }

    private boolean skipNew() {
        for (int steps = 0; steps < MAX_STEPS_ASIDE; steps++) {
            int word = newIndex(n) < 0 ? 0 : target.original(n);
            if (Flow.isAlways(word)) {
                long to = Flow.target(word, n);
                n = Flow.isAnnulled(word) ? to : nNext;
                nNext = Flow.isAnnulled(word) ? to + 4 : to;
            } else if (word == Emit.nop()) {
                n = nNext;
                nNext += 4;
            } else {
                return true;
            }
        }
        return false;
    }

    private boolean walkConditional(int old, int fresh) {
        if (Flow.kind(fresh) != Flow.BRANCH || !Flow.isConditional(fresh)) {
            return false;
        }
        boolean isSame = condition(old) == condition(fresh);
        if (!isSame && condition(Flow.invert(old)) != condition(fresh)) {
            return false;
        }
        long oldTo = Flow.target(old, o);
        long newTo = Flow.target(fresh, n);
        boolean oldSkips = Flow.isAnnulled(old);
        boolean newSkips = Flow.isAnnulled(fresh);
        long oldFall = oldSkips ? o + 8 : oNext;
        long newFall = newSkips ? n + 8 : nNext;
        return isSame
                ? push(oNext, oldTo, nNext, newTo) && push(oldFall, oldFall + 4, newFall, newFall + 4)
                : push(oNext, oldTo, newFall, newFall + 4) && push(oldFall, oldFall + 4, nNext, newTo);
    }

    /** A conditional branch without its target, annulment and prediction. */
    private static int condition(int branch) {
        int bare = Flow.retarget(branch, 0, 0) & ~(1 << 29);
        return Flow.isPredicted(bare) ? Flow.predict(bare, false) : bare;
    }

    private boolean isSame(int old, int fresh) {
        if (Flow.isRelative(old)) {
            return Flow.isRelative(fresh) && Opcode.of(old) == Opcode.of(fresh)
                    && bindings.target(Flow.target(old, o)) == Flow.target(fresh, n);
        }
        return old == fresh;
    }

    /** The table whose address the old instruction completes, -1 if it does not. */
    private int tableMadeAt(long address) {
        for (int table = 0; table < graph.tables(); table++) {
            if (graph.address(graph.tableLow(table)) == address) {
                return table;
            }
        }
        return -1;
    }

    /** Two new instructions make a table's address in the same register; {@link #pushTable} compares the tables. */
    private boolean makesTable(int table, int old, int fresh) {
        int second = target.original(nNext);
        int register = Fields.rd(old);
        newTable[table] = ((long) Fields.imm22(fresh) << 10) + (second & 0x3ff);
        return nNext == n + 4 && fresh == Emit.sethi(newTable[table], register)
                && second == Emit.orLow(register, newTable[table], register);
    }

    private int tableOf(long jump) {
        for (int table = 0; table < graph.tables(); table++) {
            if (graph.address(graph.tableJump(table)) == jump) {
                return table;
            }
        }
        return -1;
    }

    /** Both tables' entries lead to corresponding places; the new table's address is what the walked instructions make. */
    private boolean pushTable(int table) {
        long oldBase = graph.tableBase(table);
        long newBase = newTable[table];
        int bytes = graph.tableEntryBytes(table);
        boolean same = newBase != 0;
        for (int i = 0; same && i < graph.tableEntries(table); i++) {
            long oldTo = target.original(oldBase + (long) (i + 1) * bytes - 4) & 0xffff_ffffL;
            long newTo = target.original(newBase + (long) (i + 1) * bytes - 4) & 0xffff_ffffL;
            same = push(oNext, oldTo, nNext, newTo);
        }
        return same;
    }

    /** Whether nothing of this function follows the instruction and its slot. */
    private boolean endsAt(long address) {
        for (int exit = 0; exit < graph.exits(); exit++) {
            if (graph.address(graph.exitAt(exit)) == address) {
                return graph.exitKind(exit) != FlowGraph.CONDITIONAL;
            }
        }
        return false;
    }

    private boolean push(long old, long oldNext, long fresh, long freshNext) {
        if (pending == MAX_PENDING) {
            return false;
        }
        pendingOld[pending] = old;
        pendingOldNext[pending] = oldNext;
        pendingNew[pending] = fresh;
        pendingNewNext[pending] = freshNext;
        pending++;
        return true;
    }

    private int newIndex(long address) {
        if (address >= newStart && address < newStart + 4L * newWords) {
            return (int) (address - newStart) >>> 2;
        }
        if (address >= newCold && address < newCold + 4L * newColdWords) {
            return newWords + ((int) (address - newCold) >>> 2);
        }
        return -1;
    }
}
