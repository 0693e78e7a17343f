package dev.lamarck.hardware.isa;

/**
 * One instruction: a row of the instruction table. The enums that implement it group the rows by form; each constant gives
 * its bit pattern, its assembly text and its {@link Trait traits}, and everything else is derived from these.
 */
public sealed interface Op
        permits AluOp, ImmediateOp, BranchOp, JumpOp, TrapOp, LoadOp, StoreOp, AtomicOp, SyncOp, MoveOp, StateOp, ControlOp,
                FpOp, FpCompareOp, VisOp {

    Row row();

    /** The constant's name, unique in the whole table. */
    String name();

    /** The row's dense number; {@link Opcode} holds the same numbers as compile-time constants. */
    default int number() {
        return InstructionTable.number(this);
    }
}
