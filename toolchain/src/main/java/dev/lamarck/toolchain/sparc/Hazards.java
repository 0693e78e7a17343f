package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.Effects;
import dev.lamarck.hardware.isa.Encoder;
import dev.lamarck.hardware.isa.Insn;

/** What instructions read, write and may raise, gathered while another is to be moved behind them. Precondition: physical registers. */
final class Hazards {
    private long uses;
    private long defines;
    private boolean mayTrap;

    /** Of a call or return only what the transfer itself does: arguments and results are other code's business, which runs behind the slot. */
    Hazards(MachineInstruction transfer) {
        Effects effects = effects(transfer.insn());
        uses = effects.uses();
        defines = effects.defines();
    }

    void add(MachineInstruction instruction) {
        Effects effects = effects(instruction.insn());
        uses |= effects.uses() | instruction.effects().uses();
        defines |= effects.defines() | instruction.effects().clobbers();
        mayTrap |= effects.mayTrap();
    }

    /** Whether executing {@code instruction} behind all that was gathered, instead of before it, changes nothing. */
    boolean mayFollow(MachineInstruction instruction) {
        if (!isMovable(instruction)) {
            return false;
        }
        Effects effects = effects(instruction.insn());
        // what may trap keeps its order with other traps and with stores, so that a panic finds the memory that the source says
        boolean isOrdered = !effects.mayTrap() || !mayTrap && (defines & Effects.MEMORY) == 0;
        return isOrdered && (effects.defines() & (uses | defines)) == 0 && (effects.uses() & defines) == 0;
    }

    /** Plain computation and ordinary memory access: what may stand in a slot. */
    static boolean isMovable(MachineInstruction instruction) {
        return switch (instruction.insn()) {
            case Insn.Alu alu -> alu.op() != AluOp.SAVE && alu.op() != AluOp.RESTORE;
            case Insn.Immediate _, Insn.Move _ -> true;
            case Insn.Load load -> load.asi() == 0;
            case Insn.Store store -> store.asi() == 0;
            case Insn.Branch _, Insn.Call _, Insn.Jump _, Insn.Trap _, Insn.Atomic _, Insn.CompareAndSwap _, Insn.Sync _, Insn.State _, Insn.Control _,
                    Insn.Fp _, Insn.FpCompare _, Insn.Vis _, Insn.Illegal _ -> false;
        };
    }

    static boolean cannotTrap(MachineInstruction instruction) {
        return !effects(instruction.insn()).mayTrap();
    }

    private static Effects effects(Insn insn) {
        return Effects.of(Encoder.encode(insn));
    }
}
