package dev.lamarck.toolchain.ir;

import java.util.List;
import java.util.function.UnaryOperator;

/** A way to a block, with one argument for each of its parameters. All arguments are read before any parameter is written. */
public record Edge(Block target, List<Value> arguments) {
    public Edge {
        arguments = List.copyOf(arguments);
    }

    public Edge(Block target) {
        this(target, List.of());
    }

    Edge withValues(UnaryOperator<Value> replacement) {
        return new Edge(target, arguments.stream().map(replacement).toList());
    }

    @Override
    public String toString() {
        return arguments.isEmpty() ? target.toString() : target + arguments.toString().replace('[', '(').replace(']', ')');
    }
}
