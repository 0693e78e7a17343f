package dev.lamarck.hardware.isa.code;

import dev.lamarck.hardware.isa.RowTable;

/**
 * Which registers an instruction reads and writes, as {@link RegisterSet}s. Registers are named as the instruction is
 * written; what SAVE, RESTORE and RETURN define is named in the window {@link #windowShift} later. An illegal word has no
 * effect but its trap. The delay slot is not included.
 */
public final class DefUse {
    private static final int[] SHAPE = RowTable.get().shape;
    private static final long[] USES = RowTable.get().uses;
    private static final long[] DEFINES = RowTable.get().defines;

    private DefUse() {}

    /** All that the instruction reads. */
    public static long uses(int word) {
        return uses(Opcode.of(word), word);
    }

    /** The same of a word whose opcode is known. */
    public static long uses(int opcode, int word) {
        if (opcode == Opcode.ILLEGAL) {
            return 0;
        }
        int index = index(opcode, word);
        int shape = SHAPE[index];
        long set = USES[index];
        if (isUnconditional(opcode, word)) {
            set &= ~(RegisterSet.CCR | RegisterSet.FCC);
        }
        if ((shape & RowTable.USES_RS1) != 0) {
            set |= RegisterSet.of(Fields.rs1(word));
        }
        if ((shape & RowTable.USES_RS2) != 0) {
            set |= RegisterSet.of(Fields.rs2(word));
        }
        if ((shape & RowTable.USES_RD) != 0) {
            set |= destination(shape, word);
        }
        return set;
    }

    /** All that the instruction may write. */
    public static long defines(int word) {
        int opcode = Opcode.of(word);
        return opcode == Opcode.ILLEGAL ? 0 : definedAt(index(opcode, word), word);
    }

    /** What the instruction overwrites whenever it completes: {@link #defines} without the target of a conditional move. */
    public static long overwrites(int word) {
        return overwrites(Opcode.of(word), word);
    }

    /** The same of a word whose opcode is known. */
    public static long overwrites(int opcode, int word) {
        if (opcode == Opcode.ILLEGAL) {
            return 0;
        }
        int index = index(opcode, word);
        boolean conditional = (SHAPE[index] & RowTable.CONDITIONAL) != 0;
        long certain = conditional ? DEFINES[index] : definedAt(index, word);
        return certain & ~(RegisterSet.FCC | RegisterSet.FP | RegisterSet.MEMORY | RegisterSet.STATE);
    }

    /** +1 for SAVE, -1 for RESTORE and RETURN, else 0. */
    public static int windowShift(int word) {
        return windowShift(Opcode.of(word), word);
    }

    /** The same of a word whose opcode is known. */
    public static int windowShift(int opcode, int word) {
        if (opcode == Opcode.ILLEGAL) {
            return 0;
        }
        int shape = SHAPE[index(opcode, word)];
        return (shape & RowTable.WINDOW_DOWN) != 0 ? 1 : (shape & RowTable.WINDOW_UP) != 0 ? -1 : 0;
    }

    private static long definedAt(int index, int word) {
        long set = DEFINES[index];
        return (SHAPE[index] & RowTable.DEFINES_RD) != 0 ? set | destination(SHAPE[index], word) : set;
    }

    private static long destination(int shape, int word) {
        int rd = Fields.rd(word);
        return (shape & RowTable.PAIR) != 0
                ? RegisterSet.of(rd & ~1) | RegisterSet.of(rd | 1)
                : RegisterSet.of(rd);
    }

    private static int index(int opcode, int word) {
        return 2 * opcode + (word >>> 13 & 1);
    }

    /** "Never" and "always" read no condition code. */
    private static boolean isUnconditional(int opcode, int word) {
        return switch (opcode) {
            case Opcode.BICC, Opcode.BPCC, Opcode.FBFCC, Opcode.FBPFCC, Opcode.TCC -> (Fields.condition(word) & 7) == 0;
            case Opcode.MOVICC, Opcode.MOVFCC, Opcode.FMOVSICC, Opcode.FMOVDICC, Opcode.FMOVQICC,
                 Opcode.FMOVSFCC, Opcode.FMOVDFCC, Opcode.FMOVQFCC -> (Fields.moveCondition(word) & 7) == 0;
            default -> false;
        };
    }
}
