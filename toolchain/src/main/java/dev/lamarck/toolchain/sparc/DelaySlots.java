package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.ImmediateOp;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.JumpOp;
import dev.lamarck.hardware.isa.Source2;
import java.util.ArrayList;
import java.util.List;

/** Puts an instruction behind every transfer of control: the {@code restore} behind a return, else a {@code nop}. */
final class DelaySlots {
    static final Insn NOP = new Insn.Immediate(ImmediateOp.SETHI, 0, Registers.G0);
    private static final Insn RESTORE = new Insn.Alu(AluOp.RESTORE, Registers.G0, Source2.register(Registers.G0), Registers.G0);

    private DelaySlots() {}

    static List<CodeBlock> fill(List<CodeBlock> code) {
        return code.stream().map(b -> new CodeBlock(b.block(), fillBlock(b.instructions()))).toList();
    }

    private static List<MachineInstruction> fillBlock(List<MachineInstruction> instructions) {
        List<MachineInstruction> out = new ArrayList<>();
        for (MachineInstruction instruction : instructions) {
            out.add(instruction);
            if (isDelayed(instruction.insn())) {
                out.add(MachineInstruction.of(isWindowReturn(instruction.insn()) ? RESTORE : NOP, instruction.position()));
            }
        }
        return out;
    }

    static boolean isDelayed(Insn insn) {
        return insn instanceof Insn.Branch || insn instanceof Insn.Call || insn instanceof Insn.Jump;
    }

    private static boolean isWindowReturn(Insn insn) {
        return insn instanceof Insn.Jump jump && jump.op() == JumpOp.JMPL && jump.rs1() == Registers.I7;
    }
}
