package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.Insn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the back end knows of the code that it made of a function, by word: where control may go and which registers carry something. It
 * follows from the labels and operands that the back end worked with, not from the words: an analyser of machine code is graded by it.
 *
 * @param leaders where control arrives by a branch or table, or past a conditional branch; the entry; of what can be reached
 * @param tables  the words to which each jump through a table may lead
 * @param calls   the symbol that each call names, empty for a call through a register
 * @param live    for each word that is executed other than in a delay slot: which of the 32 integer registers carry something before it. In the
 *                window of the routine: not of its caller's locals and ins if it has no window of its own, nor before it enters it
 * @param window  the word from which the routine is in a window of its own; −1 for a leaf
 */
public record CodeTable(String symbol, int words, SortedSet<Integer> leaders, SortedMap<Integer, SortedSet<Integer>> tables,
        SortedMap<Integer, String> calls, SortedMap<Integer, Long> live, int window) {

    static CodeTable of(MachineFunction function, List<CodeBlock> code) {
        return new Walk(function, code).run();
    }

    /** Words as a line, with the labels and ways on that the blocks name. */
    private static final class Walk {
        private static final int IN_TO_OUT = Registers.I0 - Registers.O0;

        private final MachineFunction function;
        private final List<MachineInstruction> line = new ArrayList<>();
        /** The block that each word belongs to, in which its way on is written. */
        private final List<MachineBlock> owner = new ArrayList<>();
        private final Map<MachineBlock, Integer> labels = new HashMap<>();
        private final BitSet lastOfBlock = new BitSet();
        private final SortedSet<Integer> leaders = new TreeSet<>();
        private final SortedMap<Integer, SortedSet<Integer>> tables = new TreeMap<>();
        private final SortedMap<Integer, String> calls = new TreeMap<>();
        private final BitSet reached = new BitSet();
        private BitSet[] live;
        private int window = -1;

        Walk(MachineFunction function, List<CodeBlock> code) {
            this.function = function;
            MachineBlock named = null;
            for (CodeBlock block : code) {
                labels.put(block.block(), line.size());
                // What is behind an instruction that was copied into slots has a label of its own, and its way on in the block it was part of.
                named = function.blocks().contains(block.block()) ? block.block() : named;
                for (MachineInstruction instruction : block.instructions()) {
                    line.add(instruction);
                    owner.add(named);
                }
            }
            for (int i = 0; i < line.size(); i++) {
                if (i + 1 == line.size() || owner.get(i) != owner.get(i + 1)) {
                    lastOfBlock.set(i);
                }
            }
        }

        CodeTable run() {
            leaders.add(0);
            reach(0);
            live = new BitSet[line.size() + 1];
            for (int i = 0; i <= line.size(); i++) {
                live[i] = new BitSet();
            }
            for (boolean changed = true; changed;) {
                changed = false;
                for (int i = line.size() - 1; i >= 0; i--) {
                    if (reached.get(i)) {
                        BitSet before = before(i);
                        changed |= !before.equals(live[i]);
                        live[i] = before;
                    }
                }
            }
            SortedMap<Integer, Long> sets = new TreeMap<>();
            reached.stream().forEach(i -> sets.put(i, live[i].isEmpty() ? 0L : live[i].toLongArray()[0]));
            return new CodeTable(function.symbol(), line.size(), leaders, tables, calls, sets, window);
        }

        private void reach(int from) {
            for (int at = from; at >= 0 && at < line.size() && !reached.get(at);) {
                reached.set(at);
                MachineInstruction instruction = line.get(at);
                if (isSave(instruction)) {
                    window = at + 1;
                }
                if (isCall(instruction)) {
                    calls.put(at, instruction.symbol() == null ? "" : instruction.symbol().symbol());
                }
                for (int target : targets(at)) {
                    leaders.add(target);
                    reach(target);
                }
                int next = following(at);
                if (instruction.target() != null && next >= 0) {
                    leaders.add(next);
                }
                at = next;
            }
        }

        /** Where a word branches or jumps to in the routine. */
        private SortedSet<Integer> targets(int at) {
            SortedSet<Integer> targets = new TreeSet<>();
            MachineInstruction instruction = line.get(at);
            if (instruction.target() != null) {
                targets.add(labels.get(instruction.target()));
            } else if (isTableJump(at)) {
                owner.get(at).tableTargets().forEach(target -> targets.add(labels.get(target)));
                tables.put(at, targets);
            }
            return targets;
        }

        /** The word executed next if the word, with its delay slot, does not lead elsewhere; −1 if it always does. */
        private int following(int at) {
            Insn insn = line.get(at).insn();
            boolean isDelayed = DelaySlots.isDelayed(insn);
            int last = isDelayed ? at + 1 : at;
            boolean leaves = insn instanceof Insn.Branch branch && branch.condition() == Conditions.ALWAYS
                    || insn instanceof Insn.Jump && !isCall(line.get(at))
                    || lastOfBlock.get(last) && line.get(at).target() == null && owner.get(at).next() == null;
            return leaves ? -1 : last + 1;
        }

        private boolean isTableJump(int at) {
            return line.get(at).insn() instanceof Insn.Jump && !isCall(line.get(at)) && !owner.get(at).tableTargets().isEmpty();
        }

        private static boolean isCall(MachineInstruction instruction) {
            return instruction.insn() instanceof Insn.Call || instruction.insn() instanceof Insn.Jump jump && jump.rd() == Registers.O7;
        }

        private static boolean isSave(MachineInstruction instruction) {
            return instruction.insn() instanceof Insn.Alu alu && alu.op() == AluOp.SAVE;
        }

        private BitSet before(int at) {
            MachineInstruction instruction = line.get(at);
            int next = following(at);
            BitSet fallen = next < 0 ? new BitSet() : (BitSet) live[next].clone();
            if (!DelaySlots.isDelayed(instruction.insn())) {
                return isSave(instruction) ? outside(fallen) : passed(instruction, fallen);
            }
            BitSet live = isCall(instruction) ? passed(instruction, fallen) : arrived(at);
            boolean isAnnulled = instruction.insn() instanceof Insn.Branch branch && branch.annul();
            if (isCall(instruction) || isAnnulled) {
                slot(at + 1, live);
            } else {
                live.or(fallen);
                slot(at + 1, live);
            }
            if (isAnnulled) {
                live.or(fallen);
            }
            Operands.forEachUse(instruction.insn(), live::set);
            return live;
        }

        /** What carries something where a branch leads, or to the caller. */
        private BitSet arrived(int at) {
            BitSet arrived = new BitSet();
            targets(at).forEach(target -> arrived.or(live[target]));
            Liveness.forEachBit(line.get(at).effects().uses(), arrived::set);
            return arrived;
        }

        private void slot(int at, BitSet live) {
            MachineInstruction slot = line.get(at);
            if (slot.insn() instanceof Insn.Alu alu && alu.op() == AluOp.RESTORE) {
                live.clear(alu.rd() + IN_TO_OUT);
                Operands.forEachUse(alu, live::set);
            } else {
                Liveness.before(slot, live);
            }
        }

        private static BitSet passed(MachineInstruction instruction, BitSet live) {
            Liveness.before(instruction, live);
            return live;
        }

        /** Before {@code save}: arguments by the names that they have outside. */
        private static BitSet outside(BitSet inside) {
            BitSet outside = new BitSet();
            inside.stream().filter(register -> register < Registers.O0).forEach(outside::set);
            inside.stream().filter(register -> register >= Registers.I0).forEach(register -> outside.set(register - IN_TO_OUT));
            return outside;
        }
    }
}
