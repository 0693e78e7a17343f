package dev.lamarck.hardware.isa;

import dev.lamarck.hardware.isa.code.RegisterSet;

/**
 * What each row says, as arrays for the in-kernel analysis and patch writer. Unless noted, the index is twice the row's
 * number, plus 1 for the format with the i bit set.
 */
public final class RowTable {
    /** Bits of {@link #shape}: which register fields of the word are read or written. */
    public static final int USES_RS1 = 1;
    public static final int USES_RS2 = 1 << 1;
    public static final int USES_RD = 1 << 2;
    public static final int DEFINES_RD = 1 << 3;
    /** rd names an even-odd pair. */
    public static final int PAIR = 1 << 4;
    /** rd is written only if a condition holds. */
    public static final int CONDITIONAL = 1 << 5;
    public static final int DELAYED = 1 << 6;
    public static final int WINDOW_DOWN = 1 << 7;
    public static final int WINDOW_UP = 1 << 8;

    private static final RowTable TABLE = new RowTable();

    public final int[] shape;
    /** The fixed bits: a word of this format whose operands are all zero. */
    public final int[] match;
    /** What is read beyond the register fields: bits of {@link RegisterSet}. */
    public final long[] uses;
    /** What is written beyond the register fields. */
    public final long[] defines;
    /** Width in bits of the row's displacement, 0 if it has none; by row. */
    public final int[] displacementWidth;

    private RowTable() {
        int rows = InstructionTable.ALL.size();
        shape = new int[2 * rows];
        match = new int[2 * rows];
        uses = new long[2 * rows];
        defines = new long[2 * rows];
        displacementWidth = new int[rows];
        for (Op op : InstructionTable.ALL) {
            fill(2 * op.number(), op, op.row().formatWith(false));
            fill(2 * op.number() + 1, op, op.row().formatWith(true));
            Format format = op.row().formatWith(false);
            displacementWidth[op.number()] = format.has(Field.DISP) ? format.width(Field.DISP) : 0;
        }
    }

    public static RowTable get() {
        return TABLE;
    }

    private void fill(int index, Op op, Format format) {
        Effects effects = Effects.of(op, format.anyLegalWord());
        match[index] = format.match;
        shape[index] = traitShape(op, effects);
        for (Field field : format.fields()) {
            shape[index] |= field.kind == Kind.INTEGER_REGISTER ? fieldShape(field) : 0;
        }
        uses[index] = coarse(effects.uses(), effects.fpUses()) & ~RegisterSet.INTEGER;
        defines[index] = coarse(effects.defines(), effects.fpDefines()) & ~RegisterSet.INTEGER
                | (op.row().has(Trait.LINKS) ? RegisterSet.of(RegisterSet.O7) : 0);
    }

    private static int traitShape(Op op, Effects effects) {
        return (op.row().has(Trait.PAIR) ? PAIR : 0)
                | (op instanceof MoveOp ? CONDITIONAL : 0)
                | (effects.delayed() ? DELAYED : 0)
                | (effects.windowShift() > 0 ? WINDOW_DOWN : 0)
                | (effects.windowShift() < 0 ? WINDOW_UP : 0);
    }

    private static int fieldShape(Field field) {
        return switch (field.slot) {
            case RS1 -> USES_RS1;
            case RS2 -> USES_RS2;
            case RD -> (field.access.uses ? USES_RD : 0) | (field.access.defines ? DEFINES_RD : 0);
            default -> 0;
        };
    }

    /** The sets of {@link Effects} in the fewer bits of {@link RegisterSet}. */
    static long coarse(long set, long fpSet) {
        return set & RegisterSet.INTEGER
                | ((set & (Effects.ICC | Effects.XCC)) != 0 ? RegisterSet.CCR : 0)
                | ((set & Effects.ALL_FCC) != 0 ? RegisterSet.FCC : 0)
                | ((set & Effects.Y) != 0 ? RegisterSet.Y : 0)
                | ((set & Effects.ASI) != 0 ? RegisterSet.ASI : 0)
                | ((set & Effects.MEMORY) != 0 ? RegisterSet.MEMORY : 0)
                | ((set & (Effects.FPRS | Effects.GSR | Effects.FSR | Effects.STATE)) != 0 ? RegisterSet.STATE : 0)
                | (fpSet != 0 ? RegisterSet.FP : 0);
    }
}
