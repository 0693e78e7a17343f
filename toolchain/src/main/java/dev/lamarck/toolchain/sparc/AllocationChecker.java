package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.Insn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves of an allocated function that every instruction finds, in the register it now reads, the value of the register it read before allocation. It
 * follows, forwards and over all paths, which original registers each location (physical register or spill slot) holds the value of; at joins only
 * what all paths agree on remains. It knows nothing of how an allocator works.
 */
final class AllocationChecker {
    /** Hold what they hold by convention, whatever the allocator does. */
    private static final long RESERVED = 1L << Registers.G6 | 1L << Registers.G7 | 1L << Registers.SP | 1L << Registers.O7 | 1L << Registers.FP
            | 1L << Registers.I7;

    private final MachineFunction function;
    private final Map<MachineBlock, BitSet[]> atEntry = new HashMap<>();

    private AllocationChecker(MachineFunction function) {
        this.function = function;
    }

    /** Throws {@link AssertionError} with the first wrong read; else gives true, so that it may stand in an {@code assert}. */
    static boolean check(MachineFunction function) {
        AllocationChecker checker = new AllocationChecker(function);
        checker.solve();
        for (MachineBlock block : function.blocks()) {
            BitSet[] held = checker.atEntry.get(block);
            if (held != null) {
                checker.walk(block, copy(held), true);
            }
        }
        return true;
    }

    private void solve() {
        BitSet[] initial = new BitSet[Registers.FIRST_VIRTUAL + function.spillSlots()];
        for (int location = 0; location < initial.length; location++) {
            initial[location] = new BitSet();
            initial[location].set(location, location < Registers.FIRST_VIRTUAL);
        }
        MachineBlock entry = function.blocks().getFirst();
        atEntry.put(entry, initial);
        Deque<MachineBlock> work = new ArrayDeque<>(List.of(entry));
        while (!work.isEmpty()) {
            MachineBlock block = work.pop();
            BitSet[] held = copy(atEntry.get(block));
            walk(block, held, false);
            for (MachineBlock successor : block.successors()) {
                if (meet(successor, held)) {
                    work.add(successor);
                }
            }
        }
    }

    private boolean meet(MachineBlock block, BitSet[] held) {
        BitSet[] before = atEntry.putIfAbsent(block, copy(held));
        if (before == null) {
            return true;
        }
        boolean changed = false;
        for (int i = 0; i < held.length; i++) {
            int size = before[i].cardinality();
            before[i].and(held[i]);
            changed |= before[i].cardinality() != size;
        }
        return changed;
    }

    private static BitSet[] copy(BitSet[] held) {
        return Arrays.stream(held).map(s -> (BitSet) s.clone()).toArray(BitSet[]::new);
    }

    private void walk(MachineBlock block, BitSet[] held, boolean report) {
        for (MachineInstruction instruction : block.instructions()) {
            if (instruction.original() == null) {
                spillCode(instruction, held);
            } else {
                if (report) {
                    requireUses(block, instruction, held);
                }
                define(instruction, held);
            }
        }
    }

    private static void spillCode(MachineInstruction instruction, BitSet[] held) {
        int slot = Registers.FIRST_VIRTUAL + instruction.slot();
        switch (instruction.insn()) {
            case Insn.Load load when instruction.slot() >= 0 -> held[load.rd()] = (BitSet) held[slot].clone();
            case Insn.Store store when instruction.slot() >= 0 -> held[slot] = (BitSet) held[store.rd()].clone();
            default -> held[Registers.G1].clear();
        }
    }

    private void requireUses(MachineBlock block, MachineInstruction instruction, BitSet[] held) {
        List<Integer> originals = uses(instruction.original());
        List<Integer> actual = uses(instruction.insn());
        for (int i = 0; i < originals.size(); i++) {
            require(originals.get(i), actual.get(i), block, instruction, held);
        }
        Liveness.forEachBit(instruction.effects().uses(), r -> require(r, r, block, instruction, held));
    }

    private void require(int original, int actual, MachineBlock block, MachineInstruction instruction, BitSet[] held) {
        boolean isReserved = original < Registers.FIRST_VIRTUAL && (RESERVED >>> original & 1) != 0;
        boolean isRight = isReserved ? original == actual : actual < Registers.FIRST_VIRTUAL && held[actual].get(original);
        if (!isRight) {
            throw new AssertionError("%s %s: %s (originally %s) reads %s, which does not hold %s\n%s".formatted(function.symbol(), block,
                    instruction.insn(), instruction.original(), Registers.name(actual), Registers.name(original), CodePrinter.print(function)));
        }
    }

    private static void define(MachineInstruction instruction, BitSet[] held) {
        List<Integer> originals = definitions(instruction.original());
        List<Integer> actual = definitions(instruction.insn());
        BitSet source = MachineInstruction.isCopy(instruction.original()) && instruction.symbol() == null
                ? (BitSet) held[instruction.copySource()].clone() : new BitSet();
        Liveness.forEachBit(instruction.effects().clobbers(), r -> {
            forget(r, held);
            held[r].clear();
            held[r].set(r);
        });
        for (int i = 0; i < originals.size(); i++) {
            forget(originals.get(i), held);
            source.set(originals.get(i));
            held[actual.get(i)] = source;
        }
    }

    private static void forget(int original, BitSet[] held) {
        for (BitSet set : held) {
            set.clear(original);
        }
    }

    private static List<Integer> uses(Insn insn) {
        List<Integer> registers = new ArrayList<>();
        Operands.forEachUse(insn, registers::add);
        return registers;
    }

    private static List<Integer> definitions(Insn insn) {
        List<Integer> registers = new ArrayList<>();
        Operands.forEachDefinition(insn, registers::add);
        return registers;
    }
}
