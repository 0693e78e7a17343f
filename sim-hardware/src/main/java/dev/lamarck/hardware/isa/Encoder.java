package dev.lamarck.hardware.isa;

/** From records to words. An operand that does not fit its field is the caller's bug and throws. */
public final class Encoder {
    private Encoder() {}

    public static int encode(Insn insn) {
        Operands operands = new Operands();
        return switch (insn) {
            case Insn.Alu(var op, int rs1, var source2, int rd) ->
                operands.with(Slot.RS1, rs1).with(source2).with(Slot.RD, rd).encode(op.row());
            case Insn.Immediate(var op, int imm22, int rd) ->
                operands.with(Slot.IMMEDIATE, imm22).with(Slot.RD, rd).encode(op.row());
            case Insn.Branch branch -> branch(branch, operands);
            case Insn.Call(int displacement) -> operands.with(Slot.IMMEDIATE, displacement).encode(JumpOp.CALL.row());
            case Insn.Jump(var op, int rs1, var source2, int rd) ->
                operands.with(Slot.RS1, rs1).with(source2).with(Slot.RD, rd).encode(op.row());
            case Insn.Trap(var op, int condition, int cc, int rs1, var source2) ->
                operands.with(Slot.CONDITION, condition).with(Slot.CC, cc).with(Slot.RS1, rs1).with(source2).encode(op.row());
            case Insn.Load(var op, int rs1, var source2, int asi, int rd) ->
                operands.with(Slot.RS1, rs1).with(source2).with(Slot.ASI, asi).with(Slot.RD, rd).encode(op.row());
            case Insn.Store(var op, int rd, int rs1, var source2, int asi) ->
                operands.with(Slot.RD, rd).with(Slot.RS1, rs1).with(source2).with(Slot.ASI, asi).encode(op.row());
            case Insn.Atomic(var op, int rs1, var source2, int asi, int rd) ->
                operands.with(Slot.RS1, rs1).with(source2).with(Slot.ASI, asi).with(Slot.RD, rd).encode(op.row());
            case Insn.CompareAndSwap(var op, int rs1, int rs2, boolean asiRegister, int asi, int rd) ->
                operands.with(Slot.RS1, rs1).with(Slot.RS2, rs2).withSecondFormat(asiRegister).with(Slot.ASI, asi)
                        .with(Slot.RD, rd).encode(op.row());
            case Insn.Sync(var op, int rs1, var source2, int asi, int function) ->
                operands.with(Slot.RS1, rs1).with(source2).with(Slot.ASI, asi).with(Slot.SELECTOR, function).encode(op.row());
            case Insn.Move(var op, int condition, int cc, int rs1, var source2, int rd) ->
                operands.with(Slot.CONDITION, condition).with(Slot.CC, cc).with(Slot.RS1, rs1).with(source2)
                        .with(Slot.RD, rd).encode(op.row());
            case Insn.State(var op, int register, int rs1, var source2, int rd) ->
                operands.with(Slot.SELECTOR, register).with(Slot.RS1, rs1).with(source2).with(Slot.RD, rd).encode(op.row());
            case Insn.Control(var op, int value) -> operands.with(Slot.IMMEDIATE, value).encode(op.row());
            case Insn.Fp(var op, int rs1, int rs2, int rd) ->
                operands.with(Slot.RS1, rs1).with(Slot.RS2, rs2).with(Slot.RD, rd).encode(op.row());
            case Insn.FpCompare(var op, int fcc, int rs1, int rs2) ->
                operands.with(Slot.CC, fcc).with(Slot.RS1, rs1).with(Slot.RS2, rs2).encode(op.row());
            case Insn.Vis(var op, int rs1, int rs2, int rd, int mode) ->
                operands.with(Slot.RS1, rs1).with(Slot.RS2, rs2).with(Slot.RD, rd).with(Slot.IMMEDIATE, mode).encode(op.row());
            case Insn.Illegal(int word) -> word;
        };
    }

    private static int branch(Insn.Branch branch, Operands operands) {
        return operands.with(Slot.CONDITION, branch.condition())
                .with(Slot.ANNUL, branch.annul())
                .with(Slot.PREDICT, branch.predictTaken())
                .with(Slot.CC, branch.cc())
                .with(Slot.RS1, branch.rs1())
                .with(Slot.IMMEDIATE, branch.displacement())
                .encode(branch.op().row());
    }
}
