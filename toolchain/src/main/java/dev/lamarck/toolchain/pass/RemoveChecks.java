package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Cfg;
import dev.lamarck.toolchain.ir.Comparison;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Width;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes null, bounds and cast checks that a branch taken on the way, or a check passed, has answered. A loop's counter that starts at
 * zero or above and goes up by one below some limit is never negative.
 */
public final class RemoveChecks {
    /** left relation right, at 32 bits. */
    private record Relation(Condition condition, Value left, Value right) {}

    private record Cast(Value object, TypeRef type) {}

    /** What holds in a block. */
    private record Facts(Set<Value> notNull, Set<Relation> relations, Set<Cast> casts) {
        Facts copy() {
            return new Facts(new HashSet<>(notNull), new HashSet<>(relations), new HashSet<>(casts));
        }
    }

    private final Cfg cfg;
    private final Map<Value, Block> homes = new HashMap<>();
    private final Map<Value, List<Value>> incoming = new HashMap<>();
    private final Map<Block, List<Block>> children = new HashMap<>();
    private final Map<Value, Value> replacements = new HashMap<>();

    private RemoveChecks(Function function) {
        this.cfg = new Cfg(function);
        for (Block block : cfg.order()) {
            block.parameters().forEach(v -> homes.put(v, block));
            block.instructions().forEach(v -> homes.put(v, block));
            for (Edge edge : block.terminator().edges()) {
                for (int i = 0; i < edge.arguments().size(); i++) {
                    incoming.computeIfAbsent(edge.target().parameters().get(i), _ -> new ArrayList<>()).add(edge.arguments().get(i));
                }
            }
            if (cfg.immediateDominator(block) != null) {
                children.computeIfAbsent(cfg.immediateDominator(block), _ -> new ArrayList<>()).add(block);
            }
        }
    }

    /** High level; best after value numbering, so that equal values are one. */
    public static void run(Function function) {
        RemoveChecks pass = new RemoveChecks(function);
        pass.visit(function.entry(), new Facts(new HashSet<>(), new HashSet<>(), new HashSet<>()));
        function.replaceUses(pass.replacements);
        PruneDead.run(function);
    }

    private void visit(Block block, Facts facts) {
        block.instructions().removeIf(v -> isAnswered(v, facts));
        for (Block child : children.getOrDefault(block, List.of())) {
            Facts inherited = facts.copy();
            if (cfg.predecessors(child).size() == 1) {
                learn(block.terminator(), child, inherited);
            }
            visit(child, inherited);
        }
    }

    /** Whether the check is needless; if not, what passing it teaches. */
    private boolean isAnswered(Value value, Facts facts) {
        return switch (value.op()) {
            case NULL_CHECK -> !facts.notNull.add(replacements.getOrDefault(value.operand(0), value.operand(0)));
            case BOUNDS_CHECK -> {
                Value index = value.operand(0);
                boolean answered = isNotNegative(index, facts) && isBelow(index, value.operand(1), facts);
                facts.relations.add(new Relation(Condition.LESS, index, value.operand(1)));
                facts.relations.add(new Relation(Condition.GREATER_EQUAL, index, null));
                yield answered;
            }
            case CHECK_CAST -> {
                boolean answered = !facts.casts.add(new Cast(value.operand(0), (TypeRef) value.detail()));
                if (answered) {
                    replacements.put(value, value.operand(0));
                }
                yield answered;
            }
            default -> false;
        };
    }

    /** What follows from having come to {@code child} by this end; with several ways to it, nothing. */
    private static void learn(Terminator end, Block child, Facts facts) {
        if (end instanceof Terminator.Branch b) {
            boolean taken = b.then().target() == child;
            Condition condition = taken ? b.comparison().condition() : b.comparison().condition().negated();
            learn(new Comparison(condition, b.comparison().width()), b.left(), b.right(), facts);
        }
    }

    private static void learn(Comparison comparison, Value left, Value right, Facts facts) {
        Condition condition = comparison.condition();
        if (left.type() == Type.REFERENCE && condition == Condition.NOT_EQUAL) {
            if (right.isConstant(0)) {
                facts.notNull.add(left);
            } else if (left.isConstant(0)) {
                facts.notNull.add(right);
            }
        }
        if (left.op() == Op.INSTANCE_OF && right.isConstant(0) && condition == Condition.NOT_EQUAL) {
            facts.casts.add(new Cast(left.operand(0), (TypeRef) left.detail()));
            facts.notNull.add(left.operand(0));
        }
        if (comparison.width() == Width.INT) {
            facts.relations.add(new Relation(condition, left, right));
            facts.relations.add(new Relation(condition.swapped(), right, left));
            if (right.isConstant() && (condition == Condition.GREATER_EQUAL && right.constant() >= 0
                || condition == Condition.GREATER && right.constant() >= -1)) {
                facts.relations.add(new Relation(Condition.GREATER_EQUAL, left, null));
            }
        }
    }

    private boolean isNotNegative(Value value, Facts facts) {
        return facts.relations.contains(new Relation(Condition.GREATER_EQUAL, value, null)) || isNotNegative(value) || isCounter(value);
    }

    private static boolean isNotNegative(Value value) {
        return switch (value.op()) {
            case CONSTANT -> value.constant() >= 0;
            case ARRAY_LENGTH, INT_TO_CHAR -> true;
            case AND -> value.operand(1).isConstant() && value.operand(1).constant() >= 0;
            case SHIFT_RIGHT_UNSIGNED -> value.operand(1).isConstant() && (value.operand(1).constant() & 31) != 0;
            default -> false;
        };
    }

    /** A block parameter that begins not negative and otherwise is itself plus one, where it was below something. */
    private boolean isCounter(Value parameter) {
        return parameter.op() == Op.PARAMETER && incoming.containsKey(parameter)
            && incoming.get(parameter).stream().allMatch(a -> isNotNegative(a) || isStep(a, parameter));
    }

    private boolean isStep(Value sum, Value counter) {
        boolean plusOne = sum.op() == Op.ADD && sum.type() == Type.INT && sum.operand(0) == counter && sum.operand(1).isConstant(1);
        return plusOne && Counters.isBelowSomething(cfg, counter, homes.get(sum));
    }

    private static boolean isBelow(Value index, Value limit, Facts facts) {
        if (facts.relations.contains(new Relation(Condition.LESS, index, limit))) {
            return true;
        }
        long least = limit.isConstant() ? limit.constant() : 0;
        return switch (index.op()) {
            case CONSTANT -> index.constant() < least;
            case AND -> index.operand(1).isConstant() && index.operand(1).constant() < least;
            default -> facts.relations.stream().anyMatch(r -> r.left == index && r.right != null && r.right.isConstant()
                && r.condition == Condition.LESS && r.right.constant() <= least);
        };
    }
}
