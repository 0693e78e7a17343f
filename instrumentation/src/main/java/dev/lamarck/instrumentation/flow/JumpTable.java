package dev.lamarck.instrumentation.flow;

import dev.lamarck.hardware.isa.code.DefUse;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.Target;

/**
 * Recognises {@code jmp} through a table of code addresses: a 32- or 64-bit load from a constant base (SETHI and a low part) plus
 * a scaled index, in the words before the jump. The number of entries comes from the comparison that bounds the index where one
 * is found; otherwise the table ends at the first entry that is not an address in the function, which can only add edges.
 */
final class JumpTable {
    static final int MAX_TARGETS = 512;
    private static final int REACH = 48;

    private final Target target;
    private final short[] targets = new short[MAX_TARGETS];
    private FlowGraph graph;
    // Of the table read last: where it is, how large its entries are, and the instructions that make its address.
    private long base;
    private int log2;
    private int load;
    private int low;
    /** The first word from which control falls to the jump. */
    private int floor;

    JumpTable(Target target) {
        this.target = target;
    }

    int target(int i) {
        return targets[i];
    }

    /** The address of the table read last. */
    long base() {
        return base;
    }

    int entryBytes() {
        return 1 << log2;
    }

    /** The load of the entry. */
    int load() {
        return load;
    }

    /** The instruction that completes the table's address. */
    int low() {
        return low;
    }

    /** The number of targets of the jump at an index, 0 if it is of another shape. */
    int read(FlowGraph graph, int jump) {
        this.graph = graph;
        int word = word(jump);
        if (!Fields.isImmediate(word) && Fields.rs2(word) != 0 || Fields.isImmediate(word) && Fields.simm13(word) != 0) {
            return 0;
        }
        floor = floor(jump);
        load = definition(Fields.rs1(word), jump);
        if (load < 0) {
            return 0;
        }
        int loadWord = word(load);
        int opcode = Opcode.of(loadWord);
        log2 = opcode == Opcode.LDUW || opcode == Opcode.LDSW ? 2 : opcode == Opcode.LDX ? 3 : 0;
        if (log2 == 0 || Fields.isImmediate(loadWord)) {
            return 0;
        }
        base = constant(Fields.rs1(loadWord), load);
        int index = Fields.rs2(loadWord);
        if (base == 0) {
            base = constant(index, load);
            index = Fields.rs1(loadWord);
        }
        return base == 0 ? 0 : entries(bound(index, load));
    }

    private int entries(int bound) {
        int count = 0;
        while (count < bound) {
            long at = base + ((long) count << log2);
            int to = target.constant(at) ? graph.index(entry(at)) : -1;
            if (to < 0) {
                return bound < MAX_TARGETS ? 0 : count;
            }
            targets[count++] = (short) to;
        }
        return count;
    }

    private long entry(long at) {
        long high = log2 == 3 ? (long) target.original(at) << 32 : 0;
        return high | target.original(at + (1 << log2) - 4) & 0xffff_ffffL;
    }

    /** Entries that the comparison of the unscaled index allows; MAX_TARGETS if there is none in sight. */
    private int bound(int scaled, int before) {
        int shift = definition(scaled, before);
        if (shift < 0) {
            return MAX_TARGETS;
        }
        int index = Fields.rs1(word(shift));
        int extension = definition(index, shift);
        int alias = extension >= 0 && isWordExtension(word(extension)) ? Fields.rs1(word(extension)) : index;
        for (int i = before - 1; i >= floor && i > before - REACH; i--) {
            int word = word(i);
            if (Opcode.of(word) == Opcode.SUBCC && Fields.isImmediate(word) && Fields.rd(word) == 0
                    && (Fields.rs1(word) == index || Fields.rs1(word) == alias)) {
                int largest = Fields.simm13(word);
                return largest >= 0 && largest < MAX_TARGETS - 1 ? largest + 1 : MAX_TARGETS;
            }
        }
        return MAX_TARGETS;
    }

    /** {@code srl r, 0, r} and {@code sra r, 0, r}. */
    private static boolean isWordExtension(int word) {
        int opcode = Opcode.of(word);
        return (opcode == Opcode.SRL || opcode == Opcode.SRA)
                && (Fields.isImmediate(word) ? Fields.simm13(word) == 0 : Fields.rs2(word) == 0);
    }

    /** The value that SETHI and a low part, or SETHI alone, leave in a register; 0 if it is not such a constant. */
    private long constant(int register, int before) {
        int at = definition(register, before);
        if (at < 0) {
            return 0;
        }
        int word = word(at);
        int opcode = Opcode.of(word);
        low = at;
        if (opcode == Opcode.SETHI) {
            return (long) Fields.imm22(word) << 10;
        }
        if (opcode != Opcode.OR && opcode != Opcode.ADD || !Fields.isImmediate(word)) {
            return 0;
        }
        int high = definition(Fields.rs1(word), at);
        return high >= 0 && Opcode.of(word(high)) == Opcode.SETHI
                ? ((long) Fields.imm22(word(high)) << 10) + Fields.simm13(word) : 0;
    }

    /** The nearest word before an index, in order of address, that writes the register; -1 if none is near. */
    private int definition(int register, int before) {
        for (int i = before - 1; i >= floor && i > before - REACH; i--) {
            if ((DefUse.defines(word(i)) & RegisterSet.of(register)) != 0) {
                return i;
            }
        }
        return -1;
    }

    /** Words before the first of these belong to other paths, however near they stand. */
    private int floor(int jump) {
        int part = jump < graph.partLimit(0) ? 0 : graph.partLimit(0);
        int i = jump;
        while (i > part && !neverFalls(word(i - 1), false) && (i - 1 == part || !neverFalls(word(i - 2), true))) {
            i--;
        }
        return i;
    }

    /** Whether control does not go on behind an instruction, or behind its slot. */
    private static boolean neverFalls(int word, boolean withSlot) {
        boolean leaves = Flow.isAlways(word) || Flow.kind(word) == Flow.RETURN || Flow.kind(word) == Flow.JUMP && !Flow.isCall(word);
        return leaves && Flow.hasDelaySlot(word) == withSlot;
    }

    private int word(int index) {
        return graph.word(index);
    }
}
