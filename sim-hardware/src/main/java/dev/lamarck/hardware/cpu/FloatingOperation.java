package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;

/** A floating-point operation that {@link ModerateArithmetic} executes if it can; else the unit does. Registers are indices of doubles or numbers of singles. */
final class FloatingOperation extends Operation {
    private final int opcode;
    private final int word;

    private FloatingOperation(int kind, int rd, int rs1, int rs2, int opcode, int word) {
        super(kind, rd, rs1, rs2, 0, 0, false);
        this.opcode = opcode;
        this.word = word;
    }

    /** Null for an opcode that is none of these. */
    static Operation of(int opcode, int word) {
        return switch (opcode) {
            case Opcode.FADDD -> doubles(Kind.DOUBLE_ADD, opcode, word);
            case Opcode.FSUBD -> doubles(Kind.DOUBLE_SUBTRACT, opcode, word);
            case Opcode.FMULD -> doubles(Kind.DOUBLE_MULTIPLY, opcode, word);
            case Opcode.FDIVD -> doubles(Kind.DOUBLE_DIVIDE, opcode, word);
            case Opcode.FMOVD -> doubles(Kind.MOVE_DOUBLE, opcode, word);
            case Opcode.FADDS -> singles(Kind.SINGLE_ADD, opcode, word);
            case Opcode.FSUBS -> singles(Kind.SINGLE_SUBTRACT, opcode, word);
            case Opcode.FMULS -> singles(Kind.SINGLE_MULTIPLY, opcode, word);
            case Opcode.FDIVS -> singles(Kind.SINGLE_DIVIDE, opcode, word);
            case Opcode.FMOVS -> singles(Kind.MOVE_SINGLE, opcode, word);
            case Opcode.FITOD -> toDouble(Kind.INT_TO_DOUBLE, opcode, word);
            case Opcode.FSTOD -> toDouble(Kind.SINGLE_TO_DOUBLE, opcode, word);
            case Opcode.FCMPD, Opcode.FCMPED -> new FloatingOperation(
                    Kind.COMPARE_DOUBLES, Fields.rd(word) & 3, Fields.doubleIndex(Fields.rs1(word)), Fields.doubleIndex(Fields.rs2(word)), opcode, word);
            case Opcode.FCMPS, Opcode.FCMPES -> new FloatingOperation(
                    Kind.COMPARE_SINGLES, Fields.rd(word) & 3, Fields.rs1(word), Fields.rs2(word), opcode, word);
            default -> null;
        };
    }

    private static Operation doubles(int kind, int opcode, int word) {
        return new FloatingOperation(
                kind, Fields.doubleIndex(Fields.rd(word)), Fields.doubleIndex(Fields.rs1(word)), Fields.doubleIndex(Fields.rs2(word)), opcode, word);
    }

    private static Operation singles(int kind, int opcode, int word) {
        return new FloatingOperation(kind, Fields.rd(word), Fields.rs1(word), Fields.rs2(word), opcode, word);
    }

    private static Operation toDouble(int kind, int opcode, int word) {
        return new FloatingOperation(kind, Fields.doubleIndex(Fields.rd(word)), 0, Fields.rs2(word), opcode, word);
    }

    @Override
    void execute(ProcessorState s, Interpreter interpreter) {
        interpreter.executeInUnit(opcode, word);
    }
}
