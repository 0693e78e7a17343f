package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.Source2;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * The real allocator: colours the interference graph; where registers run out, gives the cheapest values a stack slot (constants are made again instead),
 * and colours anew. Calls clobber what they do not preserve, so what lives across one ends up in {@code %l} and {@code %i} by itself.
 */
final class ColoringAllocator {
    private final MachineFunction function;
    private final long allocatable;
    /** Registers of spill code: they live from one instruction to the next, and spilling them again would gain nothing. */
    private final BitSet temporaries = new BitSet();

    private ColoringAllocator(MachineFunction function) {
        this.function = function;
        this.allocatable = function.isLeaf() ? Registers.LEAF_SET : Registers.WINDOW_SET;
    }

    /** False, with the function as it was, if it is a leaf and its registers do not suffice. */
    static boolean allocate(MachineFunction function) {
        return new ColoringAllocator(function).run();
    }

    private boolean run() {
        while (true) {
            Coloring coloring = Coloring.of(InterferenceGraph.of(function, allocatable), temporaries::get);
            if (coloring.spilled().isEmpty()) {
                function.blocks().forEach(b -> b.instructions(b.instructions().stream().map(i -> colored(i, coloring)).toList()));
                return true;
            }
            if (function.isLeaf()) {
                return false;
            }
            assert coloring.spilled().stream().noneMatch(temporaries::get) : function.symbol() + ": spill code does not find registers";
            spill(coloring);
        }
    }

    private static MachineInstruction colored(MachineInstruction instruction, Coloring coloring) {
        IntUnaryOperator register = r -> Registers.isVirtual(r) ? coloring.register(r) : r;
        return instruction.as(Operands.rename(instruction.insn(), register, register));
    }

    private void spill(Coloring coloring) {
        Map<Integer, Integer> slots = new HashMap<>();
        Map<Integer, MachineInstruction> constants = constants();
        int bound = function.registerBound();
        for (int r = Registers.FIRST_VIRTUAL; r < bound; r++) {
            int representative = coloring.representative(r);
            if (coloring.spilled().get(representative) && !constants.containsKey(r)) {
                slots.computeIfAbsent(representative, _ -> function.newSpillSlot());
                slots.put(r, slots.get(representative));
            } else if (!coloring.spilled().get(representative)) {
                constants.remove(r);
            }
        }
        for (MachineBlock block : function.blocks()) {
            List<MachineInstruction> rewritten = new ArrayList<>();
            block.instructions().forEach(i -> rewrite(i, slots, constants, rewritten));
            block.instructions(rewritten);
        }
    }

    /** Registers whose only definition needs no register, by that definition. */
    private Map<Integer, MachineInstruction> constants() {
        Map<Integer, MachineInstruction> constants = new HashMap<>();
        BitSet seen = new BitSet();
        for (MachineBlock block : function.blocks()) {
            for (MachineInstruction instruction : block.instructions()) {
                Liveness.defines(instruction).stream().filter(Registers::isVirtual).forEach(r -> {
                    if (!seen.get(r) && isConstant(instruction.insn())) {
                        constants.put(r, instruction);
                    } else {
                        constants.remove(r);
                    }
                    seen.set(r);
                });
            }
        }
        return constants;
    }

    private static boolean isConstant(Insn insn) {
        return insn instanceof Insn.Immediate || insn instanceof Insn.Alu alu && alu.op() == AluOp.OR && alu.rs1() == Registers.G0
                && alu.source2() instanceof Source2.Immediate;
    }

    private void rewrite(MachineInstruction instruction, Map<Integer, Integer> slots, Map<Integer, MachineInstruction> constants, List<MachineInstruction> out) {
        if (Liveness.defines(instruction).stream().anyMatch(constants::containsKey)) {
            return;
        }
        Map<Integer, Integer> renamed = new HashMap<>();
        Operands.forEachUse(instruction.insn(), r -> {
            if (!renamed.containsKey(r) && slots.containsKey(r)) {
                renamed.put(r, newTemporary());
                out.addAll(SpillCode.load(slots.get(r), renamed.get(r), instruction.position()));
            } else if (!renamed.containsKey(r) && constants.containsKey(r)) {
                renamed.put(r, newTemporary());
                MachineInstruction definition = constants.get(r);
                out.add(definition.as(Operands.rename(definition.insn(), source -> source, _ -> renamed.get(r))));
            }
        });
        List<MachineInstruction> after = new ArrayList<>();
        Operands.forEachDefinition(instruction.insn(), r -> {
            if (slots.containsKey(r)) {
                renamed.computeIfAbsent(r, _ -> newTemporary());
                after.addAll(SpillCode.store(slots.get(r), renamed.get(r), instruction.position()));
            }
        });
        IntUnaryOperator rename = r -> renamed.getOrDefault(r, r);
        out.add(instruction.as(Operands.rename(instruction.insn(), rename, rename)));
        out.addAll(after);
    }

    private int newTemporary() {
        int register = function.newRegister();
        temporaries.set(register);
        return register;
    }
}
