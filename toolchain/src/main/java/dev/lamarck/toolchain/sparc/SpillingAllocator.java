package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.Insn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

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
        Map<Integer, Integer> assigned = new LinkedHashMap<>();
        Set<Integer> used = virtuals(action -> Operands.forEachUse(instruction.insn(), action), assigned);
        Set<Integer> defined = virtuals(action -> Operands.forEachDefinition(instruction.insn(), action), assigned);
        used.forEach(r -> out.addAll(SpillCode.load(slot(r), assigned.get(r), instruction.position())));
        Insn renamed = Operands.rename(instruction.insn(), r -> assigned.getOrDefault(r, r), r -> assigned.getOrDefault(r, r));
        out.add(instruction.as(renamed));
        defined.forEach(r -> out.addAll(SpillCode.store(slot(r), assigned.get(r), instruction.position())));
    }

    /** The virtual registers among those given, each assigned an {@code %l} register. */
    private static Set<Integer> virtuals(Consumer<IntConsumer> registers, Map<Integer, Integer> assigned) {
        Set<Integer> virtuals = new LinkedHashSet<>();
        registers.accept(r -> {
            if (Registers.isVirtual(r)) {
                assigned.computeIfAbsent(r, _ -> Registers.L0 + assigned.size());
                virtuals.add(r);
            }
        });
        return virtuals;
    }

    private int slot(int register) {
        return slots.computeIfAbsent(register, _ -> function.newSpillSlot());
    }
}
