package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.frontend.FieldInfo;
import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.heap.ImageHeap;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Folds constants, applies the identities of arithmetic, reads final static fields, and drops checks that cannot fail, until nothing
 * changes; then tidies the control flow that this decided.
 */
public final class Simplify {
    private static final int MOST_ROUNDS = 10;

    private final Function function;
    private final World world;
    private final ImageHeap heap;
    private final Map<Value, Value> replacements = new HashMap<>();
    private List<Value> kept;

    private Simplify(Function function, World world, ImageHeap heap) {
        this.function = function;
        this.world = world;
        this.heap = heap;
    }

    /** Needs the heap frozen. Either level. */
    public static void run(Function function, World world, ImageHeap heap) {
        boolean changed = true;
        for (int round = 0; changed && round < MOST_ROUNDS; round++) {
            changed = new Simplify(function, world, heap).values();
            changed |= SimplifyFlow.run(function);
            PruneDead.run(function);
        }
    }

    private boolean values() {
        boolean changed = false;
        for (Block block : function.blocks()) {
            kept = new ArrayList<>();
            for (Value value : block.instructions()) {
                value.replaceOperands(o -> replacements.getOrDefault(o, o));
                Value simpler = isVoid(value) ? null : simplify(value);
                if (simpler != value) {
                    changed = true;
                    if (simpler != null) {
                        replacements.put(value, simpler);
                    }
                } else {
                    kept.add(value);
                }
            }
            block.instructions().clear();
            block.instructions().addAll(kept);
        }
        function.replaceUses(replacements);
        return changed;
    }

    /** Whether the value is a check that cannot fail. */
    private boolean isVoid(Value value) {
        return switch (value.op()) {
            case NULL_CHECK -> isNeverNull(value.operand(0));
            case TRAP_IF -> value.operand(0).isConstant() && value.operand(1).isConstant()
                && !Fold.holds(value.comparison(), value.operand(0).constant(), value.operand(1).constant());
            case BOUNDS_CHECK -> value.operand(0).isConstant() && value.operand(1).isConstant()
                && Integer.compareUnsigned((int) value.operand(0).constant(), (int) value.operand(1).constant()) < 0;
            default -> false;
        };
    }

    private boolean isNeverNull(Value value) {
        return switch (value.op()) {
            case NEW, NEW_ARRAY, STRING, HUB -> true;
            case CONSTANT -> value.constant() != 0;
            case LOAD_STATIC -> finalObject(value).isPresent();
            case PARAMETER -> isReceiver(value);
            default -> false;
        };
    }

    /** Callers have checked the receiver. */
    private boolean isReceiver(Value value) {
        return !world.method(function.method().ref()).isStatic() && value == function.parameters().getFirst();
    }

    private Optional<Object> finalObject(Value load) {
        FieldInfo field = world.store().field((FieldRef) load.detail());
        return field.isFinal() && field.isReference() ? heap.finalObject(field) : Optional.empty();
    }

    /** The value itself if there is nothing simpler. */
    private Value simplify(Value value) {
        OptionalLong constant = Fold.constant(value);
        if (constant.isPresent()) {
            return newConstant(value, constant.getAsLong());
        }
        return switch (value.op()) {
            case LOAD_STATIC -> loadStatic(value);
            case ARRAY_LENGTH -> arrayLength(value);
            case ADD, MULTIPLY, AND, OR, XOR -> commutative(value);
            case SUBTRACT -> subtract(value);
            case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> value.operand(1).isConstant(0) ? value.operand(0) : value;
            case COMPARE -> compare(value);
            case LONG_TO_INT -> value.operand(0).op() == Op.INT_TO_LONG ? value.operand(0).operand(0) : value;
            case REINTERPRET -> value.operand(0).op() == Op.REINTERPRET && value.operand(0).operand(0).type() == value.type()
                ? value.operand(0).operand(0) : value;
            default -> value;
        };
    }

    private Value newConstant(Value value, long constant) {
        Value result = function.newConstant(value.type(), constant, value.position());
        kept.add(result);
        return result;
    }

    private Value newValue(Value old, Op op, Type type, Value... operands) {
        Value result = function.newValue(op, type, List.of(operands), 0, null, old.position());
        kept.add(result);
        return result;
    }

    private Value loadStatic(Value value) {
        FieldInfo field = world.store().field((FieldRef) value.detail());
        return field.isFinal() && !field.isReference() ? newConstant(value, heap.finalNumber(field)) : value;
    }

    private Value arrayLength(Value value) {
        Value array = value.operand(0);
        if (array.op() == Op.NEW_ARRAY) {
            return array.operand(0);
        }
        Optional<Object> object = array.op() == Op.LOAD_STATIC ? finalObject(array) : Optional.empty();
        return object.map(o -> newConstant(value, heap.lengthOf(o))).orElse(value);
    }

    /** A constant is on the right; then the identities, and two constants become one. */
    private Value commutative(Value value) {
        Value a = value.operand(0);
        Value b = value.operand(1);
        if (a.isConstant()) {
            return newValue(value, value.op(), value.type(), b, a);
        }
        if (!b.isConstant()) {
            return value.op() == Op.XOR && a == b ? newConstant(value, 0) : value;
        }
        long c = b.constant();
        if (a.op() == value.op() && a.operand(1).isConstant()) {
            Value both = newValue(value, value.op(), value.type(), a.operand(1), b);
            Value folded = newConstant(value, Fold.constant(both).orElseThrow());
            return newValue(value, value.op(), value.type(), a.operand(0), folded);
        }
        return switch (value.op()) {
            case ADD, OR, XOR -> c == 0 ? a : value;
            case AND -> c == -1 ? a : c == 0 ? b : c == 0xFFFF_FFFFL && a.op() == Op.INT_TO_LONG
                ? newValue(value, Op.UNSIGNED_INT_TO_LONG, Type.LONG, a.operand(0)) : value;
            default -> multiply(value, a, b);
        };
    }

    private Value multiply(Value value, Value a, Value b) {
        long c = b.constant();
        if (c == 0) {
            return b;
        }
        if (c == 1) {
            return a;
        }
        boolean powerOfTwo = c > 0 && Long.bitCount(c) == 1;
        return powerOfTwo ? newValue(value, Op.SHIFT_LEFT, value.type(), a, newConstant(value, Long.numberOfTrailingZeros(c))) : value;
    }

    private Value subtract(Value value) {
        Value a = value.operand(0);
        Value b = value.operand(1);
        if (a == b) {
            return newConstant(value, 0);
        }
        if (b.isConstant() && b.constant() == 0) {
            return a;
        }
        if (b.isConstant()) {
            long negated = value.type() == Type.INT ? -(int) b.constant() : -b.constant();
            return newValue(value, Op.ADD, value.type(), a, newConstant(value, negated));
        }
        return value;
    }

    /** A comparison of a three-way comparison or of a comparison's result with zero is one of what they compare. */
    private Value compare(Value value) {
        Comparisons.Relation relation = Comparisons.simplest(value.comparison(), value.operand(0), value.operand(1));
        if (relation.left() == value.operand(0) && relation.right() == value.operand(1)) {
            return value;
        }
        Value result = function.newValue(Op.COMPARE, value.type(), List.of(relation.left(), relation.right()), 0, relation.comparison(), value.position());
        kept.add(result);
        return result;
    }
}
