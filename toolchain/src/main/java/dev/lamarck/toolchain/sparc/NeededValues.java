package dev.lamarck.toolchain.sparc;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Effect;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Value;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** How often values are read once addresses have absorbed additions; a pure value that nothing reads needs no instruction. */
final class NeededValues {
    private final int[] uses;
    private final Map<Value, AddressMode> modes = new IdentityHashMap<>();

    NeededValues(Function function) {
        uses = new int[function.valueBound()];
        int[] written = new int[function.valueBound()];
        for (Block block : function.blocks()) {
            block.instructions().forEach(v -> v.operands().forEach(o -> written[o.id()]++));
            endOperands(block, written);
        }
        for (Block block : function.blocks().reversed()) {
            endOperands(block, uses);
            for (Value value : block.instructions().reversed()) {
                if (isNeeded(value)) {
                    count(value, written);
                }
            }
        }
    }

    private static void endOperands(Block block, int[] counts) {
        block.terminator().operands().forEach(o -> counts[o.id()]++);
        block.terminator().edges().forEach(e -> e.arguments().forEach(a -> counts[a.id()]++));
    }

    private void count(Value value, int[] written) {
        if (value.op() == Op.LOAD || value.op() == Op.STORE) {
            AddressMode mode = AddressMode.of(value, a -> written[a.id()] == 1);
            modes.put(value, mode);
            mode.values().forEach(v -> uses[v.id()]++);
            List<Value> stored = value.operands().subList(2, value.operands().size());
            stored.forEach(v -> uses[v.id()]++);
        } else {
            value.operands().forEach(o -> uses[o.id()]++);
        }
    }

    boolean isNeeded(Value value) {
        return value.op().effect() != Effect.PURE || uses[value.id()] > 0;
    }

    boolean isUsed(Value value) {
        return uses[value.id()] > 0;
    }

    boolean isUsedOnce(Value value) {
        return uses[value.id()] == 1;
    }

    AddressMode addressMode(Value memory) {
        return modes.get(memory);
    }
}
