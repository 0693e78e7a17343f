package dev.lamarck.instrumentation.flow;

import dev.lamarck.hardware.isa.code.DefUse;
import dev.lamarck.hardware.isa.code.Fields;
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

    JumpTable(Target target) {
        this.target = target;
    }

    int target(int i) {
        return targets[i];
    }

    /** The number of targets of the jump at an index, 0 if it is of another shape. */
    int read(FlowGraph graph, int jump) {
        this.graph = graph;
        int word = word(jump);
        if (!Fields.isImmediate(word) && Fields.rs2(word) != 0 || Fields.isImmediate(word) && Fields.simm13(word) != 0) {
            return 0;
        }
        int load = definition(Fields.rs1(word), jump);
        if (load < 0) {
            return 0;
        }
        int loadWord = word(load);
        int opcode = Opcode.of(loadWord);
        int log2 = opcode == Opcode.LDUW || opcode == Opcode.LDSW ? 2 : opcode == Opcode.LDX ? 3 : 0;
        if (log2 == 0 || Fields.isImmediate(loadWord)) {
            return 0;
        }
        long base = constant(Fields.rs1(loadWord), load);
        int index = Fields.rs2(loadWord);
        if (base == 0) {
            base = constant(index, load);
            index = Fields.rs1(loadWord);
        }
        return base == 0 ? 0 : entries(base, log2, bound(index, load));
    }

    private int entries(long base, int log2, int bound) {
        int count = 0;
        while (count < bound) {
            long at = base + ((long) count << log2);
            int to = target.constant(at) ? graph.index(entry(at, log2)) : -1;
            if (to < 0) {
                return bound < MAX_TARGETS ? 0 : count;
            }
            targets[count++] = (short) to;
        }
        return count;
    }

    private long entry(long at, int log2) {
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
        for (int i = before - 1; i >= 0 && i > before - REACH; i--) {
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
        for (int i = before - 1; i >= 0 && i > before - REACH; i--) {
            if ((DefUse.defines(word(i)) & RegisterSet.of(register)) != 0) {
                return i;
            }
        }
        return -1;
    }

    private int word(int index) {
        return target.original(graph.address(index));
    }
}
