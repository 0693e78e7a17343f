package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.BranchOp;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.MoveOp;
import dev.lamarck.hardware.isa.Source2;
import dev.lamarck.hardware.isa.TrapOp;
import dev.lamarck.toolchain.ir.Comparison;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Width;

/** Comparisons, always right before what reads them: a branch, a conditional move, a trap. */
final class ComparisonSelector {
    private final BlockWriter out;
    private final NeededValues needed;

    ComparisonSelector(BlockWriter out, NeededValues needed) {
        this.out = out;
        this.needed = needed;
    }

    /** To {@code target} if the relation holds. */
    void branch(Comparison comparison, Value left, Value right, MachineBlock target, boolean predictTaken) {
        Relation relation = Relation.of(comparison, left, right);
        Insn insn;
        if (relation.isRegisterTest()) {
            insn = new Insn.Branch(BranchOp.BPR, relation.registerCondition(), false, predictTaken, 0, out.register(relation.left), 0);
        } else {
            compare(relation);
            insn = new Insn.Branch(BranchOp.BPCC, relation.codesCondition(), false, predictTaken, relation.codes(), 0, 0);
        }
        out.emit(MachineInstruction.of(insn, out.position()).to(target));
    }

    /** {@code target} := a constant 1 or 0. */
    void compareTo(Value value) {
        Relation relation = Relation.of(value.comparison(), value.operand(0), value.operand(1));
        int target = BlockWriter.target(value);
        if (relation.isRegisterTest()) {
            int tested = out.register(relation.left);
            out.constant(target, 0);
            out.emit(new Insn.Move(MoveOp.MOVR, relation.registerCondition(), 0, tested, Source2.immediate(1), target));
        } else {
            compare(relation);
            out.constant(target, 0);
            out.emit(new Insn.Move(MoveOp.MOVICC, relation.codesCondition(), relation.codes(), Registers.G0, Source2.immediate(1), target));
        }
    }

    void select(Value value) {
        Relation relation = Relation.of(value.comparison(), value.operand(0), value.operand(1));
        Source2 chosen = moveSource(value.operand(2), relation.isRegisterTest());
        int otherwise = out.register(value.operand(3));
        int target = BlockWriter.target(value);
        if (relation.isRegisterTest()) {
            int tested = out.register(relation.left);
            setTo(target, otherwise);
            out.emit(new Insn.Move(MoveOp.MOVR, relation.registerCondition(), 0, tested, chosen, target));
        } else {
            compare(relation);
            setTo(target, otherwise);
            out.emit(new Insn.Move(MoveOp.MOVICC, relation.codesCondition(), relation.codes(), Registers.G0, chosen, target));
        }
    }

    private void setTo(int target, int register) {
        if (register == Registers.G0) {
            out.constant(target, 0);
        } else {
            out.copy(target, register);
        }
    }

    /** Conditional moves have short immediates (V9 A.35, A.36). */
    private Source2 moveSource(Value value, boolean isRegisterTest) {
        boolean fits = value.isConstant() && (isRegisterTest ? Constants.isSigned10(value.constant()) : Constants.isSigned11(value.constant()));
        return fits ? Source2.immediate((int) value.constant()) : Source2.register(out.register(value));
    }

    void trapIf(Value value) {
        Relation relation = Relation.of(value.comparison(), value.operand(0), value.operand(1));
        compare(relation);
        out.emit(new Insn.Trap(TrapOp.TCC, relation.codesCondition(), relation.codes(), Registers.G0, Source2.immediate((int) value.constant())));
    }

    private void compare(Relation relation) {
        int left = out.register(relation.left);
        if (!relation.right.isConstant(0) || !testLast(left, relation)) {
            out.alu(AluOp.SUBCC, left, out.source2(relation.right), Registers.G0);
        }
    }

    /** Has the instruction just written, if it computes {@code register}, set the condition codes as a comparison of its result with 0 would. */
    private boolean testLast(int register, Relation relation) {
        MachineInstruction last = out.last();
        if (last == null || last.symbol() != null || !(last.insn() instanceof Insn.Alu alu) || alu.rd() != register) {
            return false;
        }
        AluOp op = testing(alu.op(), relation.condition);
        if (op == null) {
            return false;
        }
        int result = needed.isUsedOnce(relation.left) ? Registers.G0 : register;
        out.replaceLast(MachineInstruction.of(new Insn.Alu(op, alu.rs1(), alu.source2(), result), last.position()));
        return true;
    }

    /** Sums may overflow and then have the wrong sign, but they are zero exactly when the codes say so. */
    private static AluOp testing(AluOp op, Condition condition) {
        boolean isZeroTest = condition == Condition.EQUAL || condition == Condition.NOT_EQUAL;
        return switch (op) {
            case AND -> AluOp.ANDCC;
            case OR -> AluOp.ORCC;
            case XOR -> AluOp.XORCC;
            case ADD -> isZeroTest ? AluOp.ADDCC : null;
            case SUB -> isZeroTest ? AluOp.SUBCC : null;
            default -> null;
        };
    }

    /** A comparison with a constant, if any, on the right. */
    private record Relation(Condition condition, Width width, Value left, Value right) {
        static Relation of(Comparison comparison, Value left, Value right) {
            return left.isConstant() && !right.isConstant()
                    ? new Relation(comparison.condition().swapped(), comparison.width(), right, left).normal()
                    : new Relation(comparison.condition(), comparison.width(), left, right).normal();
        }

        /** Unsigned, nothing is below 0. */
        private Relation normal() {
            Condition simpler = !right.isConstant(0) ? condition : switch (condition) {
                case ABOVE -> Condition.NOT_EQUAL;
                case BELOW_EQUAL -> Condition.EQUAL;
                default -> condition;
            };
            return new Relation(simpler, width, left, right);
        }

        int codes() {
            return width == Width.LONG ? 1 : 0;
        }

        int codesCondition() {
            return Conditions.ofCodes(condition);
        }

        int registerCondition() {
            return Conditions.ofRegister(condition);
        }

        /** Whether the instructions that test all 64 bits of a register against zero can decide it. */
        boolean isRegisterTest() {
            return right.isConstant(0) && registerCondition() != 0 && !left.isConstant() && left.op() != Op.SYMBOL
                    && (width == Width.LONG || SignExtension.isKnown(left));
        }
    }
}
