package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.ir.Comparison;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Value;

/** Comparisons seen through: of the result of a comparison with zero. */
final class Comparisons {
    record Relation(Comparison comparison, Value left, Value right) {}

    /** An equal relation of simpler values. */
    static Relation simplest(Comparison comparison, Value left, Value right) {
        Relation relation = new Relation(comparison, left, right);
        for (Relation next = step(relation); next != null; next = step(next)) {
            relation = next;
        }
        return relation;
    }

    private static Relation step(Relation r) {
        if (!r.right.isConstant(0)) {
            return null;
        }
        Condition condition = r.comparison.condition();
        if (r.left.op() == Op.THREE_WAY_COMPARE) {
            Comparison inner = r.left.comparison();
            boolean orders = switch (condition) {
                case BELOW, BELOW_EQUAL, ABOVE, ABOVE_EQUAL -> false;
                default -> true;
            };
            Condition relation = inner.condition() == Condition.BELOW ? condition.unsigned() : condition;
            return orders ? new Relation(new Comparison(relation, inner.width()), r.left.operand(0), r.left.operand(1)) : null;
        }
        if (r.left.op() == Op.COMPARE) {
            Comparison inner = r.left.comparison();
            return switch (condition) {
                case NOT_EQUAL, GREATER, ABOVE -> new Relation(inner, r.left.operand(0), r.left.operand(1));
                case EQUAL, LESS_EQUAL, BELOW_EQUAL ->
                    new Relation(new Comparison(inner.condition().negated(), inner.width()), r.left.operand(0), r.left.operand(1));
                default -> null;
            };
        }
        return null;
    }

    private Comparisons() {}
}
