package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.BranchOp;
import dev.lamarck.hardware.isa.Insn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes a line of the blocks: copies to themselves go, jumps to jumps are shortened, branches turned so that the likely way falls through. */
final class BlockLayout {
    private static final int XCC = 1;

    private final MachineFunction function;

    private BlockLayout(MachineFunction function) {
        this.function = function;
    }

    /** Precondition: registers are allocated. */
    static List<CodeBlock> lay(MachineFunction function) {
        return new BlockLayout(function).run();
    }

    private List<CodeBlock> run() {
        function.blocks().forEach(b -> b.instructions(b.instructions().stream().filter(i -> !i.isNoEffectCopy()).toList()));
        function.blocks().forEach(this::shorten);
        function.jumpTables().replaceAll(t -> new MachineFunction.JumpTable(t.symbol(), t.targets().stream().map(BlockLayout::destination).toList()));
        List<MachineBlock> order = new ArrayList<>(function.blocks());
        order.retainAll(reachable());
        List<CodeBlock> code = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            code.add(new CodeBlock(order.get(i), transfers(order.get(i), i + 1 < order.size() ? order.get(i + 1) : null)));
        }
        return code;
    }

    private void shorten(MachineBlock block) {
        if (block.branch() != null) {
            List<MachineInstruction> instructions = new ArrayList<>(block.instructions());
            MachineInstruction branch = instructions.removeLast();
            instructions.add(branch.to(destination(branch.target())));
            block.instructions(instructions);
        }
        if (block.next() != null) {
            block.next(destination(block.next()));
        }
        block.tableTargets(block.tableTargets().stream().map(BlockLayout::destination).toList());
    }

    /** Where control that comes to {@code block} first finds an instruction; an empty endless loop is its own. */
    private static MachineBlock destination(MachineBlock block) {
        MachineBlock at = block;
        Set<MachineBlock> seen = new HashSet<>();
        while (at.instructions().isEmpty() && at.next() != null && seen.add(at)) {
            at = at.next();
        }
        return at;
    }

    private Set<MachineBlock> reachable() {
        Set<MachineBlock> reached = new HashSet<>();
        Deque<MachineBlock> work = new ArrayDeque<>(List.of(function.blocks().getFirst()));
        while (!work.isEmpty()) {
            MachineBlock block = work.pop();
            if (reached.add(block)) {
                work.addAll(block.successors());
            }
        }
        return reached;
    }

    /** The block's instructions with the jumps that its place makes necessary. */
    private static List<MachineInstruction> transfers(MachineBlock block, MachineBlock following) {
        List<MachineInstruction> instructions = new ArrayList<>(block.instructions());
        MachineInstruction branch = block.branch();
        MachineBlock next = block.next();
        if (branch != null && branch.target() == next) {
            instructions.removeLast();
        } else if (branch != null && isBetterTurned(branch.target(), next, following)) {
            instructions.set(instructions.size() - 1, negate(branch).to(next));
            next = branch.target();
        }
        if (next != null && next != following) {
            Insn always = new Insn.Branch(BranchOp.BPCC, Conditions.ALWAYS, false, true, XCC, 0, 0);
            instructions.add(MachineInstruction.of(always, instructions.isEmpty() ? null : instructions.getLast().position()).to(next));
        }
        return instructions;
    }

    /** A branch should fall through to the following block; where it can not, it is the rarer way that takes a second jump. */
    private static boolean isBetterTurned(MachineBlock target, MachineBlock next, MachineBlock following) {
        return target == following || next != following && next.frequency() > target.frequency();
    }

    private static MachineInstruction negate(MachineInstruction instruction) {
        Insn.Branch branch = (Insn.Branch) instruction.insn();
        int condition = branch.op() == BranchOp.BPR ? Conditions.negateRegister(branch.condition()) : Conditions.negateCodes(branch.condition());
        return instruction.as(new Insn.Branch(branch.op(), condition, branch.annul(), !branch.predictTaken(), branch.cc(), branch.rs1(), 0));
    }
}
