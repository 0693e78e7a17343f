package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Writes integer arithmetic and moves. */
final class ArithmeticEmitter {
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final MethodTypeDesc OF_TWO = MethodTypeDesc.of(LONG, LONG, LONG);
    private static final int LOW_BITS = 31;
    private static final int MOVE_ON_XCC = 1 << 12;

    private final Emission emission;
    private final ConditionEmitter conditions;
    private final CodeBuilder code;

    ArithmeticEmitter(Emission emission, ConditionEmitter conditions) {
        this.emission = emission;
        this.conditions = conditions;
        this.code = emission.code;
    }

    /** Whether an instruction is one of these, and of those that never leave the region. */
    static boolean isCertain(int opcode) {
        return switch (opcode) {
            case Opcode.SETHI, Opcode.ADD, Opcode.SUB, Opcode.AND, Opcode.OR, Opcode.XOR, Opcode.ADDCC, Opcode.SUBCC, Opcode.SLL, Opcode.SRL, Opcode.SRA,
                    Opcode.SLLX, Opcode.SRLX, Opcode.SRAX -> true;
            default -> false;
        };
    }

    /** Whether the instruction is one of these; then it is written. */
    boolean emit(int opcode, int word) {
        switch (opcode) {
            case Opcode.SETHI -> {
                code.loadConstant((long) Fields.imm22(word) << 10);
                emission.write(Fields.rd(word));
            }
            case Opcode.ADD, Opcode.SUB, Opcode.AND, Opcode.OR, Opcode.XOR, Opcode.ANDN, Opcode.ORN, Opcode.XNOR, Opcode.MULX -> {
                emission.read(Fields.rs1(word));
                emission.second(word);
                operate(opcode);
                emission.write(Fields.rd(word));
            }
            case Opcode.ADDC, Opcode.SUBC -> {
                emission.read(Fields.rs1(word));
                emission.second(word);
                operate(opcode == Opcode.ADDC ? Opcode.ADD : Opcode.SUB);
                emission.carries();
                code.bipush(LOW_BITS).lushr().lconst_1().land();
                operate(opcode == Opcode.ADDC ? Opcode.ADD : Opcode.SUB);
                emission.write(Fields.rd(word));
            }
            case Opcode.ADDCC -> sum(word);
            case Opcode.SUBCC -> difference(word);
            case Opcode.ANDCC, Opcode.ORCC, Opcode.XORCC, Opcode.ANDNCC, Opcode.ORNCC, Opcode.XNORCC -> logic(opcode, word);
            case Opcode.SLL, Opcode.SRL, Opcode.SRA, Opcode.SLLX, Opcode.SRLX, Opcode.SRAX -> shift(opcode, word);
            case Opcode.SDIVX, Opcode.UDIVX -> divide(opcode, word);
            case Opcode.MOVICC, Opcode.MOVR -> move(opcode, word);
            case Opcode.RDPC -> {
                code.loadConstant(emission.page.address(emission.at));
                emission.write(Fields.rd(word));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void operate(int opcode) {
        switch (opcode) {
            case Opcode.ADD -> code.ladd();
            case Opcode.SUB -> code.lsub();
            case Opcode.AND -> code.land();
            case Opcode.OR -> code.lor();
            case Opcode.XOR -> code.lxor();
            case Opcode.MULX -> code.lmul();
            case Opcode.ANDN -> invert().land();
            case Opcode.ORN -> invert().lor();
            default -> invert().lxor();
        }
    }

    private CodeBuilder invert() {
        return code.loadConstant(-1L).lxor();
    }

    private void sum(int word) {
        emission.read(Fields.rs1(word));
        emission.second(word);
        code.ladd();
        emission.read(Fields.rs1(word));
        emission.second(word);
        code.invokestatic(Emission.CONDITION_CODES, "carries", OF_TWO).lstore(Locals.CC_CARRIES);
        code.dup2().lstore(Locals.CC_FIRST).lconst_0().lstore(Locals.CC_SECOND);
        emission.write(Fields.rd(word));
        emission.isCompared = false;
    }

    private void difference(int word) {
        emission.read(Fields.rs1(word));
        code.dup2().lstore(Locals.CC_FIRST);
        emission.second(word);
        code.dup2().lstore(Locals.CC_SECOND);
        code.lsub();
        emission.write(Fields.rd(word));
        code.lconst_0().lstore(Locals.CC_CARRIES);
        emission.isCompared = true;
    }

    private void logic(int opcode, int word) {
        emission.read(Fields.rs1(word));
        emission.second(word);
        operate(switch (opcode) {
            case Opcode.ANDCC -> Opcode.AND;
            case Opcode.ORCC -> Opcode.OR;
            case Opcode.XORCC -> Opcode.XOR;
            case Opcode.ANDNCC -> Opcode.ANDN;
            case Opcode.ORNCC -> Opcode.ORN;
            default -> Opcode.XNOR;
        });
        code.dup2().lstore(Locals.CC_FIRST);
        emission.write(Fields.rd(word));
        code.lconst_0().lstore(Locals.CC_SECOND).lconst_0().lstore(Locals.CC_CARRIES);
        emission.isCompared = true;
    }

    private void shift(int opcode, int word) {
        emission.read(Fields.rs1(word));
        if (opcode == Opcode.SRL) {
            code.loadConstant(0xFFFF_FFFFL).land();
        } else if (opcode == Opcode.SRA) {
            code.l2i();
        }
        emission.second(word);
        code.l2i();
        if (opcode == Opcode.SLL || opcode == Opcode.SRL) {
            code.bipush(LOW_BITS).iand();
        }
        switch (opcode) {
            case Opcode.SLL, Opcode.SLLX -> code.lshl();
            case Opcode.SRL, Opcode.SRLX -> code.lushr();
            case Opcode.SRA -> code.ishr().i2l();
            default -> code.lshr();
        }
        emission.write(Fields.rd(word));
    }

    private void divide(int opcode, int word) {
        emission.store();
        emission.second(word);
        code.lconst_0().lcmp().ifeq(emission.interpret());
        emission.read(Fields.rs1(word));
        emission.second(word);
        if (opcode == Opcode.SDIVX) {
            code.ldiv();
        } else {
            code.invokestatic(ConstantDescs.CD_Long, "divideUnsigned", OF_TWO);
        }
        emission.write(Fields.rd(word));
    }

    private void move(int opcode, int word) {
        boolean onRegister = opcode == Opcode.MOVR;
        int condition = onRegister ? word >>> 10 & 7 : Fields.moveCondition(word);
        boolean constant = (condition & (onRegister ? 3 : 7)) == 0;
        if (constant && condition == 0) {
            return;
        }
        Label skip = code.newLabel();
        if (onRegister && !constant) {
            conditions.jumpIfRegister(condition, false, Fields.rs1(word), skip);
        } else if (!constant) {
            conditions.jumpIf(condition, false, (word & MOVE_ON_XCC) != 0, skip);
        }
        if (Fields.isImmediate(word)) {
            code.loadConstant((long) (onRegister ? Fields.simm10(word) : Fields.simm11(word)));
        } else {
            emission.read(Fields.rs2(word));
        }
        emission.write(Fields.rd(word));
        code.labelBinding(skip);
    }
}
