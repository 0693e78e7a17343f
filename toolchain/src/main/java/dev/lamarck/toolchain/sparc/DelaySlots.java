package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.ImmediateOp;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.JumpOp;
import dev.lamarck.hardware.isa.Source2;
import dev.lamarck.toolchain.ir.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts an instruction behind every transfer of control. Best is one from before it that nothing in between depends on; behind a return the
 * {@code restore}, which does the last addition or copy on its way. Behind a branch that is likely not taken, the first instruction of the way straight
 * on, if nobody else comes there and it does no harm where the branch leads; behind others a copy of the first instruction at the target, where they now go
 * one further (annulled if the branch is conditional, so that the slot counts only if it is taken). Else a {@code nop}.
 */
final class DelaySlots {
    private static final Insn NOP = new Insn.Immediate(ImmediateOp.SETHI, 0, Registers.G0);
    /** How far back an instruction is looked for. */
    private static final int REACH = 12;

    private final MachineFunction function;
    private final Map<MachineBlock, List<MachineInstruction>> code = new LinkedHashMap<>();
    /** For blocks whose first instruction was copied into a slot: the label behind that instruction. */
    private final Map<MachineBlock, MachineBlock> behindFirst = new HashMap<>();

    private final Liveness liveness;
    private final Map<MachineBlock, Integer> arrivals = new HashMap<>();

    private DelaySlots(MachineFunction function, List<CodeBlock> blocks) {
        this.function = function;
        this.liveness = Liveness.of(function);
        blocks.forEach(b -> b.block().successors().forEach(s -> arrivals.merge(s, 1, Integer::sum)));
        blocks.forEach(b -> code.put(b.block(), fillFromAbove(b.instructions())));
    }

    static List<CodeBlock> fill(MachineFunction function, List<CodeBlock> blocks) {
        DelaySlots slots = new DelaySlots(function, blocks);
        for (int i = 0; i + 1 < blocks.size(); i++) {
            slots.fillFromNext(blocks.get(i).block(), blocks.get(i + 1).block());
        }
        slots.code.replaceAll((_, instructions) -> slots.fillFromTarget(instructions));
        return slots.labelled();
    }

    /** Whether the instruction has a delay slot. */
    static boolean isDelayed(Insn insn) {
        return insn instanceof Insn.Branch || insn instanceof Insn.Call || insn instanceof Insn.Jump;
    }

    private static List<MachineInstruction> fillFromAbove(List<MachineInstruction> instructions) {
        List<MachineInstruction> out = new ArrayList<>();
        /* where the search must stop: instructions before are in slots, or decide whether what follows is executed */
        int start = 0;
        for (MachineInstruction instruction : instructions) {
            if (isDelayed(instruction.insn())) {
                MachineInstruction slot = isWindowReturn(instruction.insn())
                        ? takeRestore(out, start, instruction) : takeFromAbove(out, start, instruction);
                out.add(instruction);
                out.add(slot);
                start = out.size();
            } else {
                out.add(instruction);
            }
        }
        return out;
    }

    private static MachineInstruction takeFromAbove(List<MachineInstruction> above, int start, MachineInstruction transfer) {
        Hazards passed = new Hazards(transfer);
        for (int i = above.size() - 1; i >= Math.max(start, above.size() - REACH); i--) {
            if (passed.mayFollow(above.get(i))) {
                return above.remove(i);
            }
            passed.add(above.get(i));
        }
        return nop(transfer.position());
    }

    /** The {@code restore} of a return, together with an addition or copy into a register of this window's ins, the caller's outs. */
    private static MachineInstruction takeRestore(List<MachineInstruction> above, int start, MachineInstruction transfer) {
        Hazards passed = new Hazards(transfer);
        for (int i = above.size() - 1; i >= Math.max(start, above.size() - REACH); i--) {
            MachineInstruction candidate = above.get(i);
            if (candidate.symbol() == null && candidate.insn() instanceof Insn.Alu alu && isAddition(alu) && isArgument(alu.rd()) && passed.mayFollow(candidate)) {
                above.remove(i);
                return candidate.as(new Insn.Alu(AluOp.RESTORE, alu.rs1(), alu.source2(), alu.rd() - Registers.I0 + Registers.O0));
            }
            passed.add(candidate);
        }
        Insn plain = new Insn.Alu(AluOp.RESTORE, Registers.G0, Source2.register(Registers.G0), Registers.G0);
        return MachineInstruction.of(plain, transfer.position());
    }

    private static boolean isAddition(Insn.Alu alu) {
        return alu.op() == AluOp.ADD || alu.op() == AluOp.OR && alu.rs1() == Registers.G0;
    }

    private static boolean isArgument(int register) {
        return register >= Registers.I0 && register < Registers.I0 + Registers.ARGUMENTS;
    }

    private static boolean isWindowReturn(Insn insn) {
        return insn instanceof Insn.Jump jump && jump.op() == JumpOp.JMPL && jump.rs1() == Registers.I7;
    }

    private static MachineInstruction nop(Position position) {
        return MachineInstruction.of(NOP, position);
    }

    private void fillFromNext(MachineBlock block, MachineBlock following) {
        List<MachineInstruction> instructions = code.get(block);
        List<MachineInstruction> next = code.get(following);
        int slot = instructions.size() - 1;
        if (slot < 1 || !instructions.get(slot).insn().equals(NOP) || next.isEmpty() || arrivals.get(following) != 1) {
            return;
        }
        MachineInstruction branch = instructions.get(slot - 1);
        boolean goesOn = branch.insn() instanceof Insn.Branch b && b.condition() != Conditions.ALWAYS && !b.predictTaken();
        if (goesOn && isHarmless(next.getFirst(), branch.target())) {
            instructions.set(slot, next.removeFirst());
        }
    }

    /** Whether executing the instruction on the way to {@code target} changes nothing there. Condition codes live into no block. */
    private boolean isHarmless(MachineInstruction instruction, MachineBlock target) {
        return isCopyable(instruction) && Hazards.cannotTrap(instruction) && !Liveness.defines(instruction).intersects(liveness.liveIn(target));
    }

    private List<MachineInstruction> fillFromTarget(List<MachineInstruction> instructions) {
        List<MachineInstruction> out = new ArrayList<>(instructions);
        for (int i = 0; i + 1 < out.size(); i++) {
            MachineInstruction branch = out.get(i);
            if (branch.target() != null && out.get(i + 1).insn().equals(NOP)) {
                List<MachineInstruction> target = code.get(branch.target());
                if (!target.isEmpty() && isCopyable(target.getFirst())) {
                    out.set(i, annulled(branch).to(behindFirst.computeIfAbsent(branch.target(), b -> function.newBlock(b.frequency(), b.unlikely()))));
                    out.set(i + 1, target.getFirst());
                }
            }
        }
        return out;
    }

    private static boolean isCopyable(MachineInstruction instruction) {
        return !isDelayed(instruction.insn()) && !instruction.insn().equals(NOP) && Hazards.isMovable(instruction);
    }

    /** With the annul bit if conditional; of an unconditional branch that bit would annul the slot always (V9 A.7). */
    private static MachineInstruction annulled(MachineInstruction instruction) {
        Insn.Branch branch = (Insn.Branch) instruction.insn();
        boolean annul = branch.condition() != Conditions.ALWAYS;
        return instruction.as(new Insn.Branch(branch.op(), branch.condition(), annul, branch.predictTaken(), branch.cc(), branch.rs1(), 0));
    }

    private List<CodeBlock> labelled() {
        List<CodeBlock> blocks = new ArrayList<>();
        code.forEach((block, instructions) -> {
            MachineBlock behind = behindFirst.get(block);
            if (behind == null) {
                blocks.add(new CodeBlock(block, instructions));
            } else {
                blocks.add(new CodeBlock(block, instructions.subList(0, 1)));
                blocks.add(new CodeBlock(behind, instructions.subList(1, instructions.size())));
            }
        });
        return blocks;
    }
}
