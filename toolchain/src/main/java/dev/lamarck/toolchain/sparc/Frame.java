package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.Source2;
import dev.lamarck.toolchain.ir.Position;
import java.util.ArrayList;
import java.util.List;

/** The window and the stack frame of a routine that is no leaf; its end is a {@code restore} behind the return ({@link DelaySlots}). */
final class Frame {
    /** Window save area and six argument words (V9 ABI). */
    private static final int LEAST = 176;

    private Frame() {}

    static int size(MachineFunction function) {
        int bytes = LEAST + 8 * function.stackArguments() + 8 * function.spillSlots();
        return bytes + 15 & ~15;
    }

    /** Precondition: registers are allocated, so that the number of spill slots is final. */
    static void enter(MachineFunction function) {
        if (function.isLeaf()) {
            return;
        }
        Position position = new Position(function.method(), function.method().line(), null);
        List<MachineInstruction> entry = new ArrayList<>();
        int size = size(function);
        Source2 change = Source2.immediate(-size);
        if (!Constants.isSigned13(-size)) {
            // only globals survive the save
            Constants.load(-size, Registers.G1, () -> Registers.G1).forEach(i -> entry.add(MachineInstruction.of(i, position)));
            change = Source2.register(Registers.G1);
        }
        entry.add(MachineInstruction.of(new Insn.Alu(AluOp.SAVE, Registers.SP, change, Registers.SP), position));
        MachineBlock first = function.blocks().getFirst();
        entry.addAll(first.instructions());
        first.instructions(entry);
    }
}
