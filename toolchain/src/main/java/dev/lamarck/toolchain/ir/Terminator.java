package dev.lamarck.toolchain.ir;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The end of a block. Immutable: to change one, give the block another. */
public sealed interface Terminator {
    Position position();

    /** Ways out, in a fixed order. */
    List<Edge> edges();

    /** Values read, edge arguments apart. */
    List<Value> operands();

    /** The same end with every value read, edge arguments included, replaced. */
    Terminator withValues(UnaryOperator<Value> replacement);

    /** The same end with every edge replaced, in order. */
    Terminator withEdges(UnaryOperator<Edge> replacement);

    record Goto(Edge edge, Position position) implements Terminator {
        @Override
        public List<Edge> edges() {
            return List.of(edge);
        }

        @Override
        public List<Value> operands() {
            return List.of();
        }

        @Override
        public Terminator withValues(UnaryOperator<Value> replacement) {
            return new Goto(edge.withValues(replacement), position);
        }

        @Override
        public Terminator withEdges(UnaryOperator<Edge> replacement) {
            return new Goto(replacement.apply(edge), position);
        }
    }

    /** To {@code then} if (left comparison right), else to {@code otherwise}. */
    record Branch(Comparison comparison, Value left, Value right, Edge then, Edge otherwise, Position position) implements Terminator {
        @Override
        public List<Edge> edges() {
            return List.of(then, otherwise);
        }

        @Override
        public List<Value> operands() {
            return List.of(left, right);
        }

        @Override
        public Terminator withValues(UnaryOperator<Value> replacement) {
            return new Branch(comparison, replacement.apply(left), replacement.apply(right), then.withValues(replacement),
                otherwise.withValues(replacement), position);
        }

        @Override
        public Terminator withEdges(UnaryOperator<Edge> replacement) {
            return new Branch(comparison, left, right, replacement.apply(then), replacement.apply(otherwise), position);
        }
    }

    /** To the target whose key equals the int {@code value}, else to {@code otherwise}. Keys ascend. */
    record Switch(Value value, List<Integer> keys, List<Edge> targets, Edge otherwise, Position position) implements Terminator {
        public Switch {
            keys = List.copyOf(keys);
            targets = List.copyOf(targets);
            assert keys.size() == targets.size() && keys.equals(keys.stream().sorted().distinct().toList()) : keys;
        }

        /** The targets, then {@code otherwise}. */
        @Override
        public List<Edge> edges() {
            return Stream.concat(targets.stream(), Stream.of(otherwise)).toList();
        }

        @Override
        public List<Value> operands() {
            return List.of(value);
        }

        @Override
        public Terminator withValues(UnaryOperator<Value> replacement) {
            return new Switch(replacement.apply(value), keys, targets.stream().map(e -> e.withValues(replacement)).toList(),
                otherwise.withValues(replacement), position);
        }

        @Override
        public Terminator withEdges(UnaryOperator<Edge> replacement) {
            return new Switch(value, keys, targets.stream().map(replacement).toList(), replacement.apply(otherwise), position);
        }
    }

    /** Leaves the function; {@code value} is null if it gives none. */
    record Return(Value value, Position position) implements Terminator {
        @Override
        public List<Edge> edges() {
            return List.of();
        }

        @Override
        public List<Value> operands() {
            return value == null ? List.of() : List.of(value);
        }

        @Override
        public Terminator withValues(UnaryOperator<Value> replacement) {
            return value == null ? this : new Return(replacement.apply(value), position);
        }

        @Override
        public Terminator withEdges(UnaryOperator<Edge> replacement) {
            return this;
        }
    }

    /** Software trap {@code kind}, which never comes back; {@code message}, if not null, is in {@code %o0} of the trapping window. */
    record Trap(int kind, Value message, Position position) implements Terminator {
        @Override
        public List<Edge> edges() {
            return List.of();
        }

        @Override
        public List<Value> operands() {
            return message == null ? List.of() : List.of(message);
        }

        @Override
        public Terminator withValues(UnaryOperator<Value> replacement) {
            return message == null ? this : new Trap(kind, replacement.apply(message), position);
        }

        @Override
        public Terminator withEdges(UnaryOperator<Edge> replacement) {
            return this;
        }
    }
}
