package dev.lamarck.hardware.isa;

import dev.lamarck.hardware.isa.code.Opcode;

/** From words to records. Engines that run many instructions decode once with {@link Opcode} and keep ints instead. */
public final class Decoder {
    private Decoder() {}

    public static Insn decode(int word) {
        Op op = op(word);
        return op == null ? new Insn.Illegal(word) : insn(op, Operands.of(op.row(), op.row().formatOf(word), word));
    }

    /** The row that describes this word, or null for an illegal one. */
    public static Op op(int word) {
        int number = Opcode.of(word);
        return number == Opcode.ILLEGAL ? null : InstructionTable.op(number);
    }

    private static Insn insn(Op op, Operands operands) {
        int rs1 = operands.get(Slot.RS1);
        int rs2 = operands.get(Slot.RS2);
        int rd = operands.get(Slot.RD);
        int immediate = operands.get(Slot.IMMEDIATE);
        int condition = operands.get(Slot.CONDITION);
        int cc = operands.get(Slot.CC);
        int asi = operands.get(Slot.ASI);
        int selector = operands.get(Slot.SELECTOR);
        return switch (op) {
            case AluOp alu -> new Insn.Alu(alu, rs1, operands.source2(), rd);
            case ImmediateOp constant -> new Insn.Immediate(constant, immediate, rd);
            case BranchOp branch -> new Insn.Branch(branch, condition, operands.get(Slot.ANNUL) != 0,
                    operands.get(Slot.PREDICT) != 0, cc, rs1, immediate);
            case JumpOp.CALL -> new Insn.Call(immediate);
            case JumpOp jump -> new Insn.Jump(jump, rs1, operands.source2(), rd);
            case TrapOp trap -> new Insn.Trap(trap, condition, cc, rs1, operands.source2());
            case LoadOp load -> new Insn.Load(load, rs1, operands.source2(), asi, rd);
            case StoreOp store -> new Insn.Store(store, rd, rs1, operands.source2(), asi);
            case AtomicOp.CASA, AtomicOp.CASXA ->
                new Insn.CompareAndSwap((AtomicOp) op, rs1, rs2, operands.secondFormat(), asi, rd);
            case AtomicOp atomic -> new Insn.Atomic(atomic, rs1, operands.source2(), asi, rd);
            case SyncOp sync -> new Insn.Sync(sync, rs1, operands.source2(), asi, selector);
            case MoveOp move -> new Insn.Move(move, condition, cc, rs1, operands.source2(), rd);
            case StateOp state -> new Insn.State(state, selector, rs1, operands.source2(), rd);
            case ControlOp control -> new Insn.Control(control, immediate);
            case FpOp fp -> new Insn.Fp(fp, rs1, rs2, rd);
            case FpCompareOp compare -> new Insn.FpCompare(compare, cc, rs1, rs2);
            case VisOp vis -> new Insn.Vis(vis, rs1, rs2, rd, immediate);
        };
    }
}
