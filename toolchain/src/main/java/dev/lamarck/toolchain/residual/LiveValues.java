package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Cfg;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Value;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which values of a source function are still used from a point on, in the order of their numbers. */
final class LiveValues {
    private final Map<Block, Set<Value>> liveIn = new HashMap<>();

    LiveValues(Function function) {
        List<Block> order = new Cfg(function).order();
        order.forEach(b -> liveIn.put(b, newSet()));
        for (boolean changed = true; changed;) {
            changed = false;
            for (Block block : order.reversed()) {
                Set<Value> live = behind(block, 0);
                block.parameters().forEach(live::remove);
                changed |= liveIn.get(block).addAll(live);
            }
        }
    }

    private static Set<Value> newSet() {
        return new TreeSet<>(Comparator.comparingInt(Value::id));
    }

    /** What a block needs from before its instruction {@code index}, its own parameters included if it uses them. */
    Set<Value> behind(Block block, int index) {
        Set<Value> live = newSet();
        for (Edge edge : block.terminator().edges()) {
            live.addAll(liveIn.get(edge.target()));
            live.addAll(edge.arguments());
        }
        live.addAll(block.terminator().operands());
        for (Value value : block.instructions().subList(index, block.instructions().size()).reversed()) {
            live.remove(value);
            live.addAll(value.operands());
        }
        return live;
    }
}
