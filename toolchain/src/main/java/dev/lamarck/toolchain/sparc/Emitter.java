package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.Encoder;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.link.FieldStore;
import dev.lamarck.toolchain.link.Fragment;
import dev.lamarck.toolchain.link.Relocation;
import dev.lamarck.toolchain.link.Section;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Code with physical registers and filled slots to words, relocations and debug rows. */
final class Emitter {
    private static final int WORD = 4;

    private final MachineFunction function;
    private final List<CodeBlock> code;
    private final Map<MachineBlock, Integer> offsets = new HashMap<>();
    private final List<Relocation> relocations = new ArrayList<>();

    private Emitter(MachineFunction function, List<CodeBlock> code) {
        this.function = function;
        this.code = code;
    }

    /** The function's code, then its jump tables. */
    static List<Fragment> emit(MachineFunction function, List<CodeBlock> code) {
        return new Emitter(function, code).run();
    }

    private List<Fragment> run() {
        List<Position> positions = new ArrayList<>();
        for (CodeBlock block : code) {
            offsets.put(block.block(), positions.size() * WORD);
            block.instructions().forEach(i -> positions.add(i.position()));
        }
        ByteBuffer words = ByteBuffer.allocate(positions.size() * WORD);
        code.forEach(b -> b.instructions().forEach(i -> words.putInt(word(i, words.position()))));
        List<Boolean> slots = slots();
        List<Fragment> fragments = new ArrayList<>();
        fragments.add(Fragment.function(Section.TEXT, function.symbol(), words.array(), Fragment.CODE_ALIGNMENT, relocations,
                DebugRows.describe(function.method(), positions, slots)).withStores(stores(slots)));
        function.jumpTables().forEach(t -> fragments.add(table(t)));
        return fragments;
    }

    private int word(MachineInstruction instruction, int at) {
        if (instruction.symbol() != null) {
            SymbolUse use = instruction.symbol();
            relocations.add(new Relocation(at, use.kind(), use.symbol(), use.addend()));
        }
        return Encoder.encode(instruction.target() == null ? instruction.insn() : aim(instruction, at));
    }

    private Insn aim(MachineInstruction instruction, int at) {
        Insn.Branch branch = (Insn.Branch) instruction.insn();
        return new Insn.Branch(branch.op(), branch.condition(), branch.annul(), branch.predictTaken(), branch.cc(), branch.rs1(),
                offsets.get(instruction.target()) - at);
    }

    /** Which words stand in a delay slot. */
    private List<Boolean> slots() {
        List<Boolean> slots = new ArrayList<>();
        for (CodeBlock block : code) {
            boolean isSlot = false;
            for (MachineInstruction instruction : block.instructions()) {
                slots.add(isSlot);
                isSlot = DelaySlots.isDelayed(instruction.insn());
            }
        }
        return slots;
    }

    private List<FieldStore> stores(List<Boolean> slots) {
        List<FieldStore> stores = new ArrayList<>();
        int word = 0;
        for (CodeBlock block : code) {
            for (MachineInstruction instruction : block.instructions()) {
                if (instruction.stored() != null) {
                    int flags = (slots.get(word) ? FieldStore.IN_DELAY_SLOT : 0)
                            | (instruction.insn() instanceof Insn.CompareAndSwap ? FieldStore.CONDITIONAL : 0);
                    stores.add(new FieldStore(word * WORD, instruction.stored(), flags));
                }
                word++;
            }
        }
        return stores;
    }

    private Fragment table(MachineFunction.JumpTable table) {
        List<Relocation> entries = new ArrayList<>();
        for (MachineBlock target : table.targets()) {
            entries.add(new Relocation(entries.size() * WORD, Relocation.Kind.ABS32, function.symbol(), offsets.get(target)));
        }
        return Fragment.data(Section.RODATA, table.symbol(), new byte[entries.size() * WORD], WORD, entries);
    }
}
