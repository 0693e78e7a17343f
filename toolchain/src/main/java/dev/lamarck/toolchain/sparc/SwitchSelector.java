package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.BranchOp;
import dev.lamarck.hardware.isa.ImmediateOp;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.JumpOp;
import dev.lamarck.hardware.isa.LoadOp;
import dev.lamarck.hardware.isa.Source2;
import dev.lamarck.toolchain.link.Relocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Switches: a jump table where keys are dense and many, else a tree of comparisons. */
final class SwitchSelector {
    private static final int FEWEST_FOR_TABLE = 5;
    /** Table entries a key, at most. */
    private static final int SPARSEST_TABLE = 3;
    private static final int XCC = 1;
    private static final int EQUAL = 1;
    private static final int LESS = 3;
    private static final int ABOVE = 12;

    private final BlockWriter out;

    SwitchSelector(BlockWriter out) {
        this.out = out;
    }

    /** From the block being written to {@code targets} by {@code keys}, which ascend; {@code value} is a sign-extended int. */
    void select(int value, List<Integer> keys, List<MachineBlock> targets, MachineBlock otherwise) {
        long span = keys.isEmpty() ? 0 : (long) keys.getLast() - keys.getFirst() + 1;
        if (keys.size() >= FEWEST_FOR_TABLE && span <= (long) SPARSEST_TABLE * keys.size()) {
            table(value, keys, targets, otherwise);
        } else {
            tree(value, keys, targets, otherwise);
        }
    }

    private void tree(int value, List<Integer> keys, List<MachineBlock> targets, MachineBlock otherwise) {
        if (keys.isEmpty()) {
            out.block().next(otherwise);
            return;
        }
        if (keys.size() <= 3) {
            for (int i = 0; i < keys.size(); i++) {
                compare(value, keys.get(i), EQUAL, targets.get(i));
                continueIn(i == keys.size() - 1 ? otherwise : null);
            }
            return;
        }
        int middle = keys.size() / 2;
        MachineBlock lower = newBlock();
        compare(value, keys.get(middle), LESS, lower);
        continueIn(null);
        tree(value, keys.subList(middle, keys.size()), targets.subList(middle, keys.size()), otherwise);
        open(lower);
        tree(value, keys.subList(0, middle), targets.subList(0, middle), otherwise);
    }

    private void compare(int value, int key, int condition, MachineBlock target) {
        Source2 right = Constants.isSigned13(key) ? Source2.immediate(key) : Source2.register(out.constant(key));
        out.alu(AluOp.SUBCC, value, right, Registers.G0);
        branch(condition, target);
    }

    private void branch(int condition, MachineBlock target) {
        Insn insn = new Insn.Branch(BranchOp.BPCC, condition, false, false, XCC, 0, 0);
        out.emit(MachineInstruction.of(insn, out.position()).to(target));
    }

    /** Ends the block behind its branch: control goes to {@code next}, or to a new block if that is null. */
    private void continueIn(MachineBlock next) {
        if (next != null) {
            out.block().next(next);
            return;
        }
        MachineBlock fresh = newBlock();
        out.block().next(fresh);
        open(fresh);
    }

    private MachineBlock newBlock() {
        return out.function().newBlock(out.block().frequency() / 2, out.block().unlikely());
    }

    private void open(MachineBlock block) {
        out.function().blocks().add(block);
        out.start(block);
    }

    private void table(int value, List<Integer> keys, List<MachineBlock> targets, MachineBlock otherwise) {
        int first = keys.getFirst();
        List<MachineBlock> entries = new ArrayList<>();
        for (int key = first, i = 0; i < keys.size(); key++) {
            entries.add(keys.get(i) == key ? targets.get(i++) : otherwise);
        }
        int index = value;
        if (first > 0 && first < entries.size()) {
            // a few entries more are cheaper than a subtraction
            entries.addAll(0, Collections.nCopies(first, otherwise));
        } else if (first != 0) {
            index = out.newRegister();
            Source2 minimum = Constants.isSigned13(first) ? Source2.immediate(first) : Source2.register(out.constant(first));
            out.alu(AluOp.SUB, value, minimum, index);
        }
        Source2 last = Constants.isSigned13(entries.size() - 1L)
                ? Source2.immediate(entries.size() - 1) : Source2.register(out.constant(entries.size() - 1L));
        out.alu(AluOp.SUBCC, index, last, Registers.G0);
        branch(ABOVE, otherwise);
        continueIn(null);
        jumpThrough(index, entries);
    }

    private void jumpThrough(int index, List<MachineBlock> entries) {
        MachineFunction function = out.function();
        String symbol = function.symbol() + ".switch" + function.jumpTables().size();
        function.jumpTables().add(new MachineFunction.JumpTable(symbol, entries));
        int high = out.newRegister();
        int base = out.newRegister();
        int offset = out.newRegister();
        int code = out.newRegister();
        Insn sethi = new Insn.Immediate(ImmediateOp.SETHI, 0, high);
        out.emit(MachineInstruction.of(sethi, out.position()).with(new SymbolUse(Relocation.Kind.HI22, symbol, 0)));
        Insn or = new Insn.Alu(AluOp.OR, high, Source2.immediate(0), base);
        out.emit(MachineInstruction.of(or, out.position()).with(new SymbolUse(Relocation.Kind.LO10, symbol, 0)));
        out.alu(AluOp.SLLX, index, Source2.immediate(2), offset);
        out.emit(new Insn.Load(LoadOp.LDUW, base, Source2.register(offset), 0, code));
        out.emit(new Insn.Jump(JumpOp.JMPL, code, Source2.immediate(0), Registers.G0));
        out.block().tableTargets(entries.stream().distinct().toList());
    }
}
