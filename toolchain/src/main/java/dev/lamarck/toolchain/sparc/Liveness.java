package dev.lamarck.toolchain.sparc;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/** Which registers, virtual and physical, are live where; a solution of the backward equations over the blocks. */
final class Liveness {
    private final MachineFunction function;
    private final Map<MachineBlock, BitSet> liveIn = new HashMap<>();

    private Liveness(MachineFunction function) {
        this.function = function;
    }

    static Liveness of(MachineFunction function) {
        Liveness liveness = new Liveness(function);
        liveness.solve();
        return liveness;
    }

    private void solve() {
        function.blocks().forEach(b -> liveIn.put(b, new BitSet()));
        for (boolean changed = true; changed;) {
            changed = false;
            for (MachineBlock block : function.blocks().reversed()) {
                BitSet live = liveOut(block);
                for (MachineInstruction instruction : block.instructions().reversed()) {
                    before(instruction, live);
                }
                if (!live.equals(liveIn.get(block))) {
                    liveIn.put(block, live);
                    changed = true;
                }
            }
        }
    }

    /** A fresh set of what is live behind the block's last instruction. */
    BitSet liveOut(MachineBlock block) {
        BitSet live = new BitSet(function.registerBound());
        block.successors().forEach(s -> live.or(liveIn.get(s)));
        return live;
    }

    BitSet liveIn(MachineBlock block) {
        return liveIn.get(block);
    }

    /** Turns what is live behind an instruction into what is live before it. */
    static void before(MachineInstruction instruction, BitSet live) {
        forEachBit(instruction.effects().clobbers(), live::clear);
        Operands.forEachDefinition(instruction.insn(), live::clear);
        forEachBit(instruction.effects().uses(), live::set);
        Operands.forEachUse(instruction.insn(), live::set);
    }

    static void forEachBit(long set, IntConsumer action) {
        for (long rest = set; rest != 0; rest &= rest - 1) {
            action.accept(Long.numberOfTrailingZeros(rest));
        }
    }

    /** All registers that the instruction writes, clobbered ones included. */
    static BitSet defines(MachineInstruction instruction) {
        BitSet defined = BitSet.valueOf(new long[] {instruction.effects().clobbers()});
        Operands.forEachDefinition(instruction.insn(), defined::set);
        return defined;
    }
}
