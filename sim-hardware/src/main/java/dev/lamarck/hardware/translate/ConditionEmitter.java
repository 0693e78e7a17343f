package dev.lamarck.hardware.translate;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Writes code that decides conditions on integer condition codes and registers. */
final class ConditionEmitter {
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final MethodTypeDesc OF_CODES = MethodTypeDesc.of(ConstantDescs.CD_boolean, LONG, LONG);

    /** Conditions 0 to 7; from 8 on they are the opposites. */
    private static final String[] NAMES = {"", "Equal", "LessOrEqual", "Less", "LessOrEqualUnsigned", "Carry", "Negative", "Overflow"};
    private static final int OPPOSITE = 8;
    private static final int EQUAL = 1;
    private static final int LESS_OR_EQUAL = 2;
    private static final int LESS = 3;
    private static final int LESS_OR_EQUAL_UNSIGNED = 4;
    private static final int CARRY = 5;

    private final Emission emission;
    private final CodeBuilder code;

    ConditionEmitter(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    /** Goes to the label if a condition, which is not constant, holds (else if it does not) of xcc (else icc). */
    void jumpIf(int condition, boolean holds, boolean wide, Label label) {
        boolean direct = holds == (condition < OPPOSITE);
        switch (condition % OPPOSITE) {
            case EQUAL -> {
                compared(wide);
                if (wide) {
                    code.lcmp();
                    branch(direct ? Opcode.IFEQ : Opcode.IFNE, label);
                } else {
                    branch(direct ? Opcode.IF_ICMPEQ : Opcode.IF_ICMPNE, label);
                }
            }
            case LESS_OR_EQUAL, LESS, LESS_OR_EQUAL_UNSIGNED, CARRY -> {
                if (emission.isCompared) {
                    compare(condition % OPPOSITE, direct, wide, label);
                } else {
                    compareIfPossible(condition % OPPOSITE, direct, wide, label);
                }
            }
            default -> generic(condition % OPPOSITE, direct, wide, label);
        }
    }

    /** Nearly always no carries are others than those of the difference. */
    private void compareIfPossible(int condition, boolean direct, boolean wide, Label label) {
        Label others = code.newLabel();
        Label done = code.newLabel();
        code.lload(Locals.CC_CARRIES).lconst_0().lcmp().ifne(others);
        compare(condition, direct, wide, label);
        code.goto_(done).labelBinding(others);
        generic(condition, direct, wide, label);
        code.labelBinding(done);
    }

    private void generic(int condition, boolean direct, boolean wide, Label label) {
        emission.result();
        emission.carries();
        code.invokestatic(Emission.CONDITION_CODES, (wide ? "xcc" : "icc") + NAMES[condition], OF_CODES);
        branch(direct ? Opcode.IFNE : Opcode.IFEQ, label);
    }

    private void compare(int condition, boolean direct, boolean wide, Label label) {
        compared(wide);
        if (condition == LESS_OR_EQUAL_UNSIGNED || condition == CARRY) {
            ClassDesc operand = wide ? LONG : INT;
            code.invokestatic(wide ? ConstantDescs.CD_Long : ConstantDescs.CD_Integer, "compareUnsigned", MethodTypeDesc.of(INT, operand, operand));
        } else if (wide) {
            code.lcmp();
        } else {
            boolean orEqual = condition == LESS_OR_EQUAL;
            branch(direct ? orEqual ? Opcode.IF_ICMPLE : Opcode.IF_ICMPLT : orEqual ? Opcode.IF_ICMPGT : Opcode.IF_ICMPGE, label);
            return;
        }
        boolean orEqual = condition != LESS && condition != CARRY;
        branch(direct ? orEqual ? Opcode.IFLE : Opcode.IFLT : orEqual ? Opcode.IFGT : Opcode.IFGE, label);
    }

    private void compared(boolean wide) {
        code.lload(Locals.CC_FIRST);
        if (wide) {
            code.lload(Locals.CC_SECOND);
        } else {
            code.l2i().lload(Locals.CC_SECOND).l2i();
        }
    }

    /** The same of a register: 1 zero, 2 ≤ 0, 3 < 0, and 4 more for the opposites. */
    void jumpIfRegister(int condition, boolean holds, int register, Label label) {
        boolean direct = holds == condition < 4;
        emission.read(register);
        code.lconst_0().lcmp();
        branch(switch (condition & 3) {
            case EQUAL -> direct ? Opcode.IFEQ : Opcode.IFNE;
            case LESS_OR_EQUAL -> direct ? Opcode.IFLE : Opcode.IFGT;
            default -> direct ? Opcode.IFLT : Opcode.IFGE;
        }, label);
    }

    private void branch(Opcode opcode, Label label) {
        code.branch(opcode, label);
    }
}
