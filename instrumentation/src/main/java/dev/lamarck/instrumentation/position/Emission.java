package dev.lamarck.instrumentation.position;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.toolchain.magic.CheckTrap;

/**
 * Words for a code object with its blocks in a given order, the first of them hot and together, the others cold and together
 * elsewhere, its jump tables apart. The ends of blocks are made to fit their neighbours:
 *
 * <ul>
 * <li>what falls into a block that does not follow gets an annulled branch to it;
 * <li>a branch to the block that follows is left out, its slot staying as an instruction;
 * <li>a conditional branch whose taken block follows is inverted. If its slot was annulled, the slot is executed only on what is the
 * fall-through now: a nop takes its place, and it follows;
 * <li>the address of a table, two instructions of which the first may be shared, is made by two of its own;
 * <li>behind a call that does not return stands a trap, so that nobody who parses the code sees it fall on.
 * </ul>
 *
 * Blocks in their old order keep their ends: in its old place a function comes out word for word, which {@link #checkInPlace} holds.
 */
public final class Emission {
    private static final int NONE = -1;
    private static final int ANNUL = 1 << 29;
    private static final int TABLE_ALIGNMENT = 8;

    private CodeObject code;
    private Bindings bindings;
    private final short[] order = new short[FlowGraph.MAX_BLOCKS];
    private int blocks;
    private int hotBlocks;
    /** Of each block, in words from the beginning of its part. */
    private final int[] offset = new int[FlowGraph.MAX_BLOCKS];
    private final boolean[] isCold = new boolean[FlowGraph.MAX_BLOCKS];
    private int hotWords;
    private int coldWords;

    private boolean isInPlace;
    private long hot;
    private long cold;
    private long data;
    private final int[] word = new int[FlowGraph.MAX_WORDS];
    private final int[] origin = new int[FlowGraph.MAX_WORDS];
    private int words;
    private long here;
    private boolean outOfReach;

    /** Begins an order; the entry block comes first. */
    public void begin(CodeObject code) {
        this.code = code;
        blocks = 0;
        isInPlace = false;
    }

    public void append(int block) {
        order[blocks++] = (short) block;
    }

    /** The order is complete, and its first blocks are the hot ones; null, or why it cannot be emitted. */
    public Refusal lay(int hotBlocks) {
        this.hotBlocks = hotBlocks;
        hotWords = layPart(0, hotBlocks);
        coldWords = layPart(hotBlocks, blocks);
        return hotWords + coldWords > FlowGraph.MAX_WORDS ? Refusal.TOO_LARGE : null;
    }

    private int layPart(int from, int to) {
        int at = 0;
        for (int i = from; i < to; i++) {
            int block = order[i];
            offset[block] = at;
            isCold[block] = from > 0;
            at += code.limit(block) - code.first(block) + tableAddresses(block) + endWords(block, next(i));
        }
        return at;
    }

    /** How many addresses of tables a block makes, each of which takes one word more where the table is another. */
    private int tableAddresses(int block) {
        int count = 0;
        for (int table = 0; table < code.tables() && !isInPlace; table++) {
            long low = code.tableLow(table);
            count += code.first(block) < code.limit(block) && low >= code.origin(code.first(block))
                    && low <= code.origin(code.limit(block) - 1) ? 1 : 0;
        }
        return count;
    }

    /** The block behind the one at a position of the order, in the same part. */
    private int next(int position) {
        return position + 1 == hotBlocks || position + 1 == blocks ? NONE : order[position + 1];
    }

    private int endWords(int block, int next) {
        switch (code.end(block)) {
            case CodeObject.FALLS -> {
                return next == code.fall(block) ? 0 : 1;
            }
            case CodeObject.BRANCHES -> {
                if (next == code.fall(block)) {
                    return 2;
                }
                return next == code.taken(block) && !Flow.isAnnulled(code.branch(block)) ? 2 : 3;
            }
            case CodeObject.JUMPS -> {
                int slot = Flow.hasDelaySlot(code.branch(block)) ? 1 : 0;
                return isLeftOut(block, next) ? slot : 1 + slot;
            }
            case CodeObject.STOPS -> {
                return next == NONE ? 0 : 1;
            }
            default -> {
                return 0;
            }
        }
    }

    private boolean isLeftOut(int block, int next) {
        return next == code.taken(block) && next != block + 1;
    }

    public int hotBytes() {
        return 4 * hotWords;
    }

    public int coldBytes() {
        return 4 * coldWords;
    }

    /** The size of the jump tables, each ended by an entry that is no address. */
    public int dataBytes() {
        int bytes = 0;
        for (int table = 0; table < code.tables(); table++) {
            bytes += tableBytes(table);
        }
        return bytes;
    }

    private int tableBytes(int table) {
        return (code.tableEntries(table) + 1) * code.tableEntryBytes(table) + TABLE_ALIGNMENT - 1 & -TABLE_ALIGNMENT;
    }

    /** Makes the words for these places, calls bound as given; null, or why they cannot be there. */
    public Refusal emit(long data, long hot, long cold, Bindings bindings) {
        this.bindings = bindings;
        this.data = data;
        this.hot = hot;
        this.cold = cold;
        emitBlocks();
        return outOfReach ? Refusal.OUT_OF_REACH : null;
    }

    /** Whether the function, emitted where it was taken from, is what is there; null if it is. */
    public Refusal checkInPlace(CodeObject code, FlowGraph graph, Target target, Bindings none) {
        begin(code);
        isInPlace = true;
        int hotBlocks = 0;
        for (int block = 0; block < code.blocks(); block++) {
            append(block);
            hotBlocks += graph.first(block) < graph.partLimit(0) ? 1 : 0;
        }
        Refusal refusal = lay(hotBlocks);
        if (refusal != null) {
            return refusal;
        }
        bindings = none;
        words = 0;
        outOfReach = false;
        for (int i = 0; i < blocks && refusal == null; i++) {
            int from = words;
            here = label(order[i]);
            emitBlock(order[i], next(i));
            refusal = compare(graph, target, order[i], from);
        }
        return outOfReach ? Refusal.SELF_CHECK : refusal;
    }

    private Refusal compare(FlowGraph graph, Target target, int block, int from) {
        int length = graph.limit(block) - graph.first(block);
        for (int i = 0; i < words - from; i++) {
            if (i >= length || word[from + i] != target.original(graph.address(graph.first(block) + i))) {
                return Refusal.SELF_CHECK;
            }
        }
        return words - from == length ? null : Refusal.SELF_CHECK;
    }

    private void emitBlocks() {
        words = 0;
        outOfReach = false;
        for (int i = 0; i < blocks; i++) {
            here = label(order[i]);
            emitBlock(order[i], next(i));
        }
    }

    private long label(int block) {
        if (isInPlace) {
            return code.first(block) < code.limit(block) ? code.origin(code.first(block)) : code.branchOrigin(block);
        }
        return (isCold[block] ? cold : hot) + 4L * offset[block];
    }

    private void emitBlock(int block, int next) {
        for (int i = code.first(block); i < code.limit(block); i++) {
            relocate(code.word(i), code.origin(i));
        }
        switch (code.end(block)) {
            case CodeObject.FALLS -> {
                if (next != code.fall(block)) {
                    put(Emit.branchFar(here, label(code.fall(block))), 0);
                }
            }
            case CodeObject.BRANCHES -> emitConditional(block, next);
            case CodeObject.JUMPS -> {
                if (!isLeftOut(block, next)) {
                    put(toward(code.branch(block), label(code.taken(block))), code.branchOrigin(block));
                }
                if (Flow.hasDelaySlot(code.branch(block))) {
                    putSlot(block);
                }
            }
            case CodeObject.STOPS -> {
                if (next != NONE) {
                    put(Emit.trapAlways(CheckTrap.UNREACHABLE), 0);
                }
            }
            default -> {}
        }
    }

    private void emitConditional(int block, int next) {
        int branch = code.branch(block);
        long origin = code.branchOrigin(block);
        int taken = code.taken(block);
        if (next == taken && next != code.fall(block)) {
            int inverted = Flow.invert(branch) & ~ANNUL;
            if (Flow.isPredicted(branch)) {
                inverted = Flow.predict(inverted, !Flow.isPredictedTaken(branch));
            }
            put(toward(inverted, label(code.fall(block))), origin);
            if (Flow.isAnnulled(branch)) {
                put(Emit.nop(), 0);
            }
            putSlot(block);
            return;
        }
        long to = taken == CodeObject.OUTSIDE ? bindings.target(Flow.target(branch, origin)) : label(taken);
        put(toward(branch, to), origin);
        putSlot(block);
        if (next != code.fall(block)) {
            put(Emit.branchFar(here, label(code.fall(block))), 0);
        }
    }

    private void putSlot(int block) {
        relocate(code.slot(block), code.branchOrigin(block) + 4);
    }

    private void put(int instruction, long from) {
        word[words] = instruction;
        origin[words] = (int) from;
        words++;
        here += 4;
    }

    /** Emits an instruction that does here what it did at its origin. */
    private void relocate(int instruction, long from) {
        int table = isInPlace ? code.tables() : 0;
        long base = data;
        while (table < code.tables() && from != code.tableLow(table)) {
            base += tableBytes(table);
            table++;
        }
        if (table < code.tables()) {
            int register = Fields.rd(instruction);
            put(Emit.sethi(base, register), from);
            put(Emit.orLow(register, base, register), 0);
        } else if (Flow.isRelative(instruction)) {
            put(toward(instruction, bindings.target(Flow.target(instruction, from))), from);
        } else {
            put(instruction, from);
        }
    }

    /** A branch or call, placed here, to an address; a branch that is always taken gets the form that reaches. */
    private int toward(int instruction, long to) {
        if (Flow.reaches(instruction, here, to)) {
            return Flow.retarget(instruction, here, to);
        }
        int far = Emit.branchFar(here, here);
        if (Flow.isAlways(instruction) && Flow.reaches(far, here, to)) {
            return Flow.retarget(far & ~ANNUL | instruction & ANNUL, here, to);
        }
        outOfReach = true;
        return instruction;
    }

    /** The words, those of the hot part first. */
    public int words() {
        return words;
    }

    public int word(int index) {
        return word[index];
    }

    public long address(int index) {
        return index < hotWords ? hot + 4L * index : cold + 4L * (index - hotWords);
    }

    /** The address that a word was made from, 0 if it has no counterpart. */
    public int origin(int index) {
        return origin[index];
    }

    /** A word of the jump tables, at an offset in bytes from where they begin. */
    public int dataWord(int offset) {
        int table = 0;
        int at = offset;
        while (at >= tableBytes(table)) {
            at -= tableBytes(table);
            table++;
        }
        int entryBytes = code.tableEntryBytes(table);
        int entry = at / entryBytes;
        boolean isLow = at % entryBytes == entryBytes - 4;
        return isLow && entry < code.tableEntries(table) ? (int) label(code.tableTarget(table, entry)) : 0;
    }
}
