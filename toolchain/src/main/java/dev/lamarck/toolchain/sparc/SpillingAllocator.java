package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.Insn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives every virtual register a stack slot; an instruction's operands are loaded into {@code %l} registers right before it and stored right behind.
 * Slow code in which every value has one place: for debugging, and as the other opinion in differential tests.
 */
final class SpillingAllocator {
    private final MachineFunction function;
    private final Map<Integer, Integer> slots = new HashMap<>();

    private SpillingAllocator(MachineFunction function) {
        this.function = function;
    }

    /** Precondition: the function has a window. */
    static void allocate(MachineFunction function) {
        SpillingAllocator allocator = new SpillingAllocator(function);
        for (MachineBlock block : function.blocks()) {
            List<MachineInstruction> allocated = new ArrayList<>();
            block.instructions().forEach(i -> allocator.allocate(i, allocated));
            block.instructions(allocated);
        }
    }

    private void allocate(MachineInstruction instruction, List<MachineInstruction> out) {
        Set<Integer> used = new LinkedHashSet<>();
        Set<Integer> defined = new LinkedHashSet<>();
        Map<Integer, Integer> assigned = new LinkedHashMap<>();
        Operands.visit(instruction.insn(), new Operands.Visitor() {
            @Override
            public void use(int register) {
                note(register, used);
            }

            @Override
            public void define(int register) {
                note(register, defined);
            }

            private void note(int register, Set<Integer> kind) {
                if (Registers.isVirtual(register)) {
                    assigned.computeIfAbsent(register, _ -> Registers.L0 + assigned.size());
                    kind.add(register);
                }
            }
        });
        used.forEach(r -> out.addAll(SpillCode.load(slot(r), assigned.get(r), instruction.position())));
        Insn renamed = Operands.rename(instruction.insn(), r -> assigned.getOrDefault(r, r), r -> assigned.getOrDefault(r, r));
        out.add(instruction.as(renamed));
        defined.forEach(r -> out.addAll(SpillCode.store(slot(r), assigned.get(r), instruction.position())));
    }

    private int slot(int register) {
        return slots.computeIfAbsent(register, _ -> function.newSpillSlot());
    }
}
