package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Cfg;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Effect;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Removes what cannot matter: unreachable blocks, parameters that only ever have one value, values without uses or effects. */
public final class PruneDead {
    /** Needs nothing. */
    public static void run(Function function) {
        removeUnreachable(function);
        while (replaceRedundantParameters(function)) { }
        removeUnused(function);
    }

    private static void removeUnreachable(Function function) {
        Cfg cfg = new Cfg(function);
        function.blocks().removeIf(b -> !cfg.reachable(b));
    }

    /** A parameter whose arguments are all one value or the parameter itself is that value. */
    private static boolean replaceRedundantParameters(Function function) {
        Map<Value, Value> only = new HashMap<>();
        BitSet several = new BitSet(function.valueBound());
        for (Block block : function.blocks()) {
            for (Edge edge : block.terminator().edges()) {
                for (int i = 0; i < edge.arguments().size(); i++) {
                    Value parameter = edge.target().parameters().get(i);
                    Value argument = edge.arguments().get(i);
                    if (argument != parameter && only.putIfAbsent(parameter, argument) != null && only.get(parameter) != argument) {
                        several.set(parameter.id());
                    }
                }
            }
        }
        only.keySet().removeIf(p -> several.get(p.id()));
        function.replaceUses(only);
        removeParameters(function, only.keySet().stream().mapToInt(Value::id).collect(BitSet::new, BitSet::set, BitSet::or));
        return !only.isEmpty();
    }

    private static void removeParameters(Function function, BitSet removed) {
        if (removed.isEmpty()) {
            return;
        }
        for (Block block : function.blocks()) {
            block.terminator(block.terminator().withEdges(e -> without(e, removed)));
        }
        function.blocks().forEach(b -> b.parameters().removeIf(p -> removed.get(p.id())));
    }

    private static Edge without(Edge edge, BitSet removed) {
        List<Value> kept = new ArrayList<>();
        for (int i = 0; i < edge.arguments().size(); i++) {
            if (!removed.get(edge.target().parameters().get(i).id())) {
                kept.add(edge.arguments().get(i));
            }
        }
        return new Edge(edge.target(), kept);
    }

    /** Marks from effects and ends; an argument is needed only if its parameter is. */
    private static void removeUnused(Function function) {
        Map<Value, List<Value>> incoming = new HashMap<>();
        BitSet needed = new BitSet(function.valueBound());
        Deque<Value> work = new ArrayDeque<>();
        for (Block block : function.blocks()) {
            block.instructions().stream().filter(v -> !removable(v)).forEach(v -> need(v, needed, work));
            block.terminator().operands().forEach(v -> need(v, needed, work));
            for (Edge edge : block.terminator().edges()) {
                for (int i = 0; i < edge.arguments().size(); i++) {
                    incoming.computeIfAbsent(edge.target().parameters().get(i), _ -> new ArrayList<>()).add(edge.arguments().get(i));
                }
            }
        }
        while (!work.isEmpty()) {
            Value value = work.pop();
            value.operands().forEach(o -> need(o, needed, work));
            incoming.getOrDefault(value, List.of()).forEach(o -> need(o, needed, work));
        }
        BitSet unneeded = new BitSet(function.valueBound());
        for (Block block : function.blocks()) {
            block.instructions().removeIf(v -> !needed.get(v.id()));
            if (block != function.entry()) {
                block.parameters().stream().filter(p -> !needed.get(p.id())).forEach(p -> unneeded.set(p.id()));
            }
        }
        removeParameters(function, unneeded);
    }

    private static void need(Value value, BitSet needed, Deque<Value> work) {
        if (!needed.get(value.id())) {
            needed.set(value.id());
            work.push(value);
        }
    }

    /** Whether the value may go when nothing uses it. */
    private static boolean removable(Value value) {
        return switch (value.op()) {
            case LOAD, LOAD_ELEMENT -> value.access().removable();
            default -> value.op().effect() == Effect.PURE;
        };
    }

    private PruneDead() {}
}
