package dev.lamarck.hardware.isa;

/**
 * A decoded instruction: one record for each form, holding its row and its operands. Consumers switch over the records and
 * then over the enum, without {@code default}, so that a new form or row shows up as compile errors where it matters.
 *
 * <p>Integer registers are 0..31 (%g, %o, %l, %i); floating-point registers carry the number that is written after %f, 0..62.
 * Operands that a row does not have are 0. Displacements are in bytes, from the instruction itself.
 */
public sealed interface Insn {
    /** rd = rs1 op source 2. POPC has no rs1. */
    record Alu(AluOp op, int rs1, Source2 source2, int rd) implements Insn {}

    record Immediate(ImmediateOp op, int imm22, int rd) implements Insn {}

    /** {@code cc} is 0 for %icc and 1 for %xcc, or the number of an %fcc; {@code rs1} belongs to BPR. */
    record Branch(BranchOp op, int condition, boolean annul, boolean predictTaken, int cc, int rs1, int displacement)
            implements Insn {}

    record Call(int displacement) implements Insn {}

    /** JMPL or RETURN to rs1 + source 2. */
    record Jump(JumpOp op, int rs1, Source2 source2, int rd) implements Insn {}

    record Trap(TrapOp op, int condition, int cc, int rs1, Source2 source2) implements Insn {}

    /** With a register as second source, an alternate-space form takes {@code asi} from the instruction, else from %asi. */
    record Load(LoadOp op, int rs1, Source2 source2, int asi, int rd) implements Insn {}

    record Store(StoreOp op, int rd, int rs1, Source2 source2, int asi) implements Insn {}

    /** SWAP and LDSTUB: rd with rs1 + source 2. */
    record Atomic(AtomicOp op, int rs1, Source2 source2, int asi, int rd) implements Insn {}

    /** CASA and CASXA at [rs1]; {@code asiRegister}: the space is in %asi. */
    record CompareAndSwap(AtomicOp op, int rs1, int rs2, boolean asiRegister, int asi, int rd) implements Insn {}

    /** {@code function} is a membar mask or a prefetch function. */
    record Sync(SyncOp op, int rs1, Source2 source2, int asi, int function) implements Insn {}

    /** rd = source 2 if the condition holds, of a condition code or of register rs1. */
    record Move(MoveOp op, int condition, int cc, int rs1, Source2 source2, int rd) implements Insn {}

    /** {@code register} is the privileged or ancillary register's number where the row leaves it open. */
    record State(StateOp op, int register, int rs1, Source2 source2, int rd) implements Insn {}

    /** {@code value} belongs to SIR. */
    record Control(ControlOp op, int value) implements Insn {}

    record Fp(FpOp op, int rs1, int rs2, int rd) implements Insn {}

    record FpCompare(FpCompareOp op, int fcc, int rs1, int rs2) implements Insn {}

    /** Registers are integer or floating point as the row says; {@code mode} belongs to SIAM. */
    record Vis(VisOp op, int rs1, int rs2, int rd, int mode) implements Insn {}

    /** A word that no row describes: executing it raises illegal_instruction. */
    record Illegal(int word) implements Insn {}
}
