package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.Source2;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Position;

/**
 * An instruction of a function being compiled. Immutable; stages replace it.
 *
 * @param insn     its registers are virtual from {@link Registers#FIRST_VIRTUAL} on until allocation
 * @param original {@code insn} as selected, before any allocator renamed it: what the allocation checker compares with; null for spill code
 * @param target   where a branch goes; null for others
 * @param symbol   what a call or an address-forming pair names; null for others
 * @param effects  registers touched besides the operands
 * @param slot     the spill slot that a load or store of spill code accesses, else −1
 * @param stored   the field that a store or compare-and-swap writes; null for others
 */
record MachineInstruction(Insn insn, Insn original, Position position, MachineBlock target, SymbolUse symbol, ImplicitEffects effects, int slot,
                          FieldRef stored) {
    static final int NO_SLOT = -1;

    static MachineInstruction of(Insn insn, Position position) {
        return new MachineInstruction(insn, insn, position, null, null, ImplicitEffects.NONE, NO_SLOT, null);
    }

    static MachineInstruction spill(Insn insn, Position position, int slot) {
        return new MachineInstruction(insn, null, position, null, null, ImplicitEffects.NONE, slot, null);
    }

    static MachineInstruction copy(int to, int from, Position position) {
        return of(new Insn.Alu(AluOp.OR, Registers.G0, Source2.register(from), to), position);
    }

    MachineInstruction to(MachineBlock newTarget) {
        return new MachineInstruction(insn, original, position, newTarget, symbol, effects, slot, stored);
    }

    MachineInstruction with(SymbolUse newSymbol) {
        return new MachineInstruction(insn, original, position, target, newSymbol, effects, slot, stored);
    }

    MachineInstruction with(ImplicitEffects newEffects) {
        return new MachineInstruction(insn, original, position, target, symbol, newEffects, slot, stored);
    }

    MachineInstruction storing(FieldRef field) {
        return new MachineInstruction(insn, original, position, target, symbol, effects, slot, field);
    }

    /** The same instruction over other registers. */
    MachineInstruction as(Insn renamed) {
        return new MachineInstruction(renamed, original, position, target, symbol, effects, slot, stored);
    }

    /** Whether it does nothing but {@code rd := rs2}. */
    boolean isCopy() {
        return symbol == null && isCopy(insn);
    }

    static boolean isCopy(Insn insn) {
        return insn instanceof Insn.Alu(AluOp op, int rs1, Source2.Register source, int rd)
                && op == AluOp.OR && rs1 == Registers.G0 && source.number() != Registers.G0 && rd != Registers.G0;
    }

    int copySource() {
        return ((Source2.Register) ((Insn.Alu) insn).source2()).number();
    }

    int copyTarget() {
        return ((Insn.Alu) insn).rd();
    }

    boolean isNoEffectCopy() {
        return isCopy() && copySource() == copyTarget();
    }
}
