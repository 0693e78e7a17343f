package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.LoadOp;
import dev.lamarck.hardware.isa.Source2;
import dev.lamarck.hardware.isa.StoreOp;
import dev.lamarck.toolchain.ir.Position;
import java.util.ArrayList;
import java.util.List;

/** Moves between registers and spill slots. Slots lie below {@code %fp}; those beyond an immediate's reach go through {@code %g1}. */
final class SpillCode {
    private SpillCode() {}

    /** Relative to {@code %fp}. */
    static int offset(int slot) {
        return Registers.STACK_BIAS - 8 * (slot + 1);
    }

    static List<MachineInstruction> load(int slot, int register, Position position) {
        List<MachineInstruction> out = reach(slot, position);
        out.add(MachineInstruction.spill(new Insn.Load(LoadOp.LDX, Registers.FP, offsetOperand(slot), 0, register), position, slot));
        return out;
    }

    static List<MachineInstruction> store(int slot, int register, Position position) {
        List<MachineInstruction> out = reach(slot, position);
        out.add(MachineInstruction.spill(new Insn.Store(StoreOp.STX, register, Registers.FP, offsetOperand(slot), 0), position, slot));
        return out;
    }

    private static List<MachineInstruction> reach(int slot, Position position) {
        List<MachineInstruction> out = new ArrayList<>();
        if (!Constants.isSigned13(offset(slot))) {
            Constants.load(offset(slot), Registers.G1, () -> Registers.G1)
                    .forEach(i -> out.add(MachineInstruction.spill(i, position, MachineInstruction.NO_SLOT)));
        }
        return out;
    }

    private static Source2 offsetOperand(int slot) {
        return Constants.isSigned13(offset(slot)) ? Source2.immediate(offset(slot)) : Source2.register(Registers.G1);
    }
}
