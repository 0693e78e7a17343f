package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Cfg;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Width;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the int in a block's parameter plus one is an int as well: a branch on the way has found it less than another. */
final class Counters {
    private final Cfg cfg;
    private final Map<Value, List<Value>> incoming = new HashMap<>();

    private Counters(Function function) {
        cfg = new Cfg(function);
        for (Block block : cfg.order()) {
            for (Edge edge : block.terminator().edges()) {
                for (int i = 0; i < edge.arguments().size(); i++) {
                    incoming.computeIfAbsent(edge.target().parameters().get(i), _ -> new ArrayList<>()).add(edge.arguments().get(i));
                }
            }
        }
    }

    /** Low level. Of the function as it is now. */
    static Counters of(Function function) {
        return new Counters(function);
    }

    /** Whether a sum, computed in a block, is a counter plus one that cannot overflow. */
    boolean isNext(Value sum, Block block) {
        return cfg.reachable(block) && sum.op() == Op.ADD && sum.operand(1).isConstant(1) && isInt(sum.operand(0)) && isBelowSomething(cfg, sum.operand(0), block);
    }

    /** Whether the upper half of a parameter is always its sign, for it is that of all that it may be. */
    private boolean isInt(Value parameter) {
        return parameter.op() == Op.PARAMETER && incoming.containsKey(parameter) && incoming.get(parameter).stream().allMatch(RemoveExtensions::isExtended);
    }

    /** Whether every way to the block has passed a branch that said the value is less than another: then adding one does not overflow. */
    static boolean isBelowSomething(Cfg cfg, Value value, Block block) {
        for (Block at = block; cfg.immediateDominator(at) != null; at = cfg.immediateDominator(at)) {
            Block before = cfg.immediateDominator(at);
            if (cfg.predecessors(at).size() == 1 && before.terminator() instanceof Terminator.Branch b && b.comparison().width() == Width.INT) {
                Condition condition = b.then().target() == at ? b.comparison().condition() : b.comparison().condition().negated();
                if (condition == Condition.LESS && b.left() == value || condition == Condition.GREATER && b.right() == value) {
                    return true;
                }
            }
        }
        return false;
    }
}
