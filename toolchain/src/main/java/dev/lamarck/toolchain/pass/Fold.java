package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.ir.Comparison;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.Value;
import java.util.OptionalLong;

/** What an op on constants gives, by Java's rules. */
public final class Fold {
    /** The constant that a value always is, if its operands are constants and it does not trap. */
    public static OptionalLong constant(Value value) {
        if (value.operands().isEmpty() || !value.operands().stream().allMatch(Value::isConstant)) {
            return OptionalLong.empty();
        }
        long a = value.operand(0).constant();
        long b = value.operands().size() > 1 ? value.operand(1).constant() : 0;
        return switch (value.op()) {
            case ADD, SUBTRACT, MULTIPLY, AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED ->
                OptionalLong.of(value.type() == Type.INT ? ofInts(value.op(), (int) a, (int) b) : ofLongs(value.op(), a, b));
            case DIVIDE, REMAINDER, DIVIDE_UNSIGNED, REMAINDER_UNSIGNED -> b == 0 ? OptionalLong.empty() : OptionalLong.of(quotient(value, a, b));
            case COMPARE -> OptionalLong.of(holds(value.comparison(), a, b) ? 1 : 0);
            case THREE_WAY_COMPARE -> OptionalLong.of(threeWay(value.comparison(), a, b));
            case SELECT -> OptionalLong.of(value.operand(holds(value.comparison(), a, b) ? 2 : 3).constant());
            case INT_TO_LONG -> OptionalLong.of(a);
            case LONG_TO_INT, EXTEND_INT -> OptionalLong.of((int) a);
            case UNSIGNED_INT_TO_LONG, EXTEND_UNSIGNED_INT -> OptionalLong.of(a & 0xFFFF_FFFFL);
            case INT_TO_BYTE -> OptionalLong.of((byte) a);
            case INT_TO_SHORT -> OptionalLong.of((short) a);
            case INT_TO_CHAR -> OptionalLong.of((char) a);
            case SHIFT_LEFT_INT -> OptionalLong.of(a << (b & 31));
            case SHIFT_RIGHT_INT -> OptionalLong.of((int) a >> b);
            case SHIFT_RIGHT_UNSIGNED_INT -> OptionalLong.of((a & 0xFFFF_FFFFL) >>> (b & 31));
            default -> OptionalLong.empty();
        };
    }

    public static boolean holds(Comparison comparison, long a, long b) {
        return comparison.condition().holds(a, b, comparison.width());
    }

    private static int threeWay(Comparison comparison, long a, long b) {
        boolean less = comparison.condition().holds(a, b, comparison.width());
        return less ? -1 : Condition.EQUAL.holds(a, b, comparison.width()) ? 0 : 1;
    }

    private static long ofInts(Op op, int a, int b) {
        return switch (op) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHIFT_LEFT -> a << b;
            case SHIFT_RIGHT -> a >> b;
            case SHIFT_RIGHT_UNSIGNED -> a >>> b;
            default -> throw new AssertionError(op);
        };
    }

    private static long ofLongs(Op op, long a, long b) {
        return switch (op) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHIFT_LEFT -> a << b;
            case SHIFT_RIGHT -> a >> b;
            case SHIFT_RIGHT_UNSIGNED -> a >>> b;
            default -> throw new AssertionError(op);
        };
    }

    private static long quotient(Value value, long a, long b) {
        long result = switch (value.op()) {
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
            case DIVIDE_UNSIGNED -> Long.divideUnsigned(a, b);
            default -> Long.remainderUnsigned(a, b);
        };
        return value.type() == Type.INT ? (int) result : result;
    }

    private Fold() {}
}
