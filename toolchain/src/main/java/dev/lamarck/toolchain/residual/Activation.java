package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Cfg;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.ir.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * One execution of a source function in the residual: of the specialized method itself, or of a callee in place of one call of one variant. Residual blocks
 * of an inlined activation are dominated by the block that the call was in, so the caller's values need not be passed through it.
 */
final class Activation {
    /** Where a call stands in its caller, and what the caller knew there. */
    record Call(Activation caller, Value value, Point next, Map<Value, Abstract> values) {}

    private final int number;
    private final Function function;
    private final Call call;
    private final Position position;
    private final boolean unlikely;
    private final Cfg cfg;
    private final LiveValues live;
    private final Map<Point, Variants> variants = new HashMap<>();

    private Activation(int number, Function function, Call call, Position position, boolean unlikely) {
        this.number = number;
        this.function = function;
        this.call = call;
        this.position = position;
        this.unlikely = unlikely;
        this.cfg = new Cfg(function);
        this.live = new LiveValues(function);
    }

    static Activation ofMethod(Function function) {
        return new Activation(0, function, null, null, false);
    }

    /** {@code position} and {@code unlikely} are the call's in the residual. */
    static Activation inlined(int number, Function function, Call call, Position position, boolean unlikely) {
        return new Activation(number, function, call, position, unlikely);
    }

    /** Activations are numbered in the order they were begun. */
    int number() {
        return number;
    }

    Function function() {
        return function;
    }

    /** Null for the specialized method itself. */
    Call call() {
        return call;
    }

    Cfg cfg() {
        return cfg;
    }

    LiveValues live() {
        return live;
    }

    Variants variants(Point point) {
        return variants.computeIfAbsent(point, _ -> new Variants());
    }

    boolean isUnlikely(Block block) {
        return unlikely || block.unlikely();
    }

    /** Where the residual's instruction for one of this function comes from. */
    Position at(Position source) {
        return position == null || source == null ? source : source.inlinedAt(position);
    }

    /** How many activations of the function this one is within, itself included. */
    int repetitionsOf(Function callee) {
        return (function == callee ? 1 : 0) + (call == null ? 0 : call.caller.repetitionsOf(callee));
    }

    int depth() {
        return call == null ? 0 : call.caller.depth() + 1;
    }
}
