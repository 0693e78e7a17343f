package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Comparison;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Width;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Removes sign extensions of what is sign-extended already, a {@linkplain Counters counter's} next value included, and those whose every use looks at the low 32 bits only. A value's upper half
 * is demanded by addresses, 64-bit comparisons, divisions, calls, returns, block parameters and doubleword stores; arithmetic whose low
 * half depends on low halves only passes the demand on.
 */
public final class RemoveExtensions {
    private static final int INT_BITS = 32;

    private final Function function;
    private final BitSet demanded;
    private final Deque<Value> work = new ArrayDeque<>();

    private RemoveExtensions(Function function) {
        this.function = function;
        this.demanded = new BitSet(function.valueBound());
    }

    /** Low level, as the last pass: afterwards ints in registers need not be sign-extended. */
    public static void run(Function function) {
        Counters counters = Counters.of(function);
        Map<Value, Value> extended = new HashMap<>();
        for (Block block : function.blocks()) {
            block.instructions().stream().filter(v -> v.op() == Op.EXTEND_INT && (isExtended(v.operand(0)) || counters.isNext(v.operand(0), block)))
                    .forEach(v -> extended.put(v, v.operand(0)));
        }
        function.replaceUses(extended);
        new RemoveExtensions(function).removeUndemanded();
        PruneDead.run(function);
    }

    static boolean isExtended(Value value) {
        return switch (value.op()) {
            case EXTEND_INT, SHIFT_RIGHT_INT, COMPARE -> true;
            case CONSTANT -> value.constant() == (int) value.constant();
            case LOAD -> value.access().datum() != Datum.LONG && value.access().datum() != Datum.UNSIGNED_INT;
            case AND -> isExtended(value.operand(0)) && isExtended(value.operand(1))
                || value.operand(1).isConstant() && value.operand(1).constant() >= 0 && value.operand(1).constant() <= Integer.MAX_VALUE;
            case OR, XOR -> isExtended(value.operand(0)) && isExtended(value.operand(1));
            case SHIFT_RIGHT_UNSIGNED_INT -> value.operand(1).isConstant() && (value.operand(1).constant() & 31) != 0;
            case SHIFT_RIGHT -> value.operand(1).isConstant() && (value.operand(1).constant() & 63) >= INT_BITS;
            case SHIFT_RIGHT_UNSIGNED -> value.operand(1).isConstant() && (value.operand(1).constant() & 63) > INT_BITS;
            default -> false;
        };
    }

    private void removeUndemanded() {
        for (Block block : function.blocks()) {
            block.instructions().forEach(this::demandOutright);
            demandOutright(block.terminator());
        }
        while (!work.isEmpty()) {
            passOn(work.pop());
        }
        Map<Value, Value> replacements = new HashMap<>();
        for (Block block : function.blocks()) {
            block.instructions().stream().filter(v -> v.op() == Op.EXTEND_INT && !demanded.get(v.id())).forEach(v -> replacements.put(v, v.operand(0)));
        }
        function.replaceUses(replacements);
    }

    private void demand(Value value) {
        if (!demanded.get(value.id())) {
            demanded.set(value.id());
            work.push(value);
        }
    }

    /** What the instruction demands of its operands even if its own upper half is not demanded. */
    private void demandOutright(Value value) {
        switch (value.op()) {
            case ADD, SUBTRACT, MULTIPLY, AND, OR, XOR, EXTEND_INT, EXTEND_UNSIGNED_INT, SHIFT_LEFT_INT, SHIFT_RIGHT_INT, SHIFT_RIGHT_UNSIGNED_INT -> { }
            // left by half a register or more: nothing of the upper half is left
            case SHIFT_LEFT -> {
                if (!value.operand(1).isConstant() || (value.operand(1).constant() & 63) < INT_BITS) {
                    demand(value.operand(0));
                }
            }
            // a count's low bits count
            case SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> demand(value.operand(0));
            case COMPARE, TRAP_IF, SELECT -> demandCompared(value.comparison(), value.operand(0), value.operand(1));
            case STORE -> {
                demand(value.operand(0));
                demand(value.operand(1));
                if (value.access().datum() == Datum.LONG) {
                    demand(value.operand(2));
                }
            }
            default -> value.operands().forEach(this::demand);
        }
    }

    private void demandCompared(Comparison comparison, Value left, Value right) {
        if (comparison.width() == Width.LONG) {
            demand(left);
            demand(right);
        }
    }

    private void demandOutright(Terminator end) {
        switch (end) {
            case Terminator.Branch b -> demandCompared(b.comparison(), b.left(), b.right());
            default -> end.operands().forEach(this::demand);
        }
        for (Edge edge : end.edges()) {
            edge.arguments().forEach(this::demand);
        }
    }

    /** The upper half of these depends on the upper halves of their operands. */
    private void passOn(Value value) {
        switch (value.op()) {
            case ADD, SUBTRACT, MULTIPLY, OR, XOR, SHIFT_LEFT_INT -> value.operands().forEach(this::demand);
            case AND -> {
                // a mask without an upper half needs none of the other's
                if (!isLowMask(value.operand(1))) {
                    demand(value.operand(0));
                }
                demand(value.operand(1));
            }
            case SELECT -> {
                demand(value.operand(2));
                demand(value.operand(3));
            }
            default -> { }
        }
    }

    private static boolean isLowMask(Value value) {
        return value.isConstant() && value.constant() >>> INT_BITS == 0;
    }
}
