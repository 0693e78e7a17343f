package dev.lamarck.instrumentation.metric;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FlowGraph;

/**
 * Where the calls of a function begin and end. A timer is spliced into the exits before the entry and taken out of the entry
 * before the exits, so that every start finds its stop; a stop without a start is ignored.
 *
 * <p>A tail call is an exit: what the callee does afterwards is the callee's. Exits from which nothing returns are no points: the
 * thread ends there.
 */
public final class CallPoints {
    private final int[] exit = new int[FlowGraph.MAX_EXITS];
    private int exits;

    /** Finds the points of a parsed function; null, or why its calls cannot be told from other executions. */
    public Refusal find(FlowGraph graph) {
        exits = 0;
        if (graph.isEntryTargeted()) {
            return Refusal.ENTRY_IS_LOOP_HEAD;
        }
        for (int i = 0; i < graph.exits(); i++) {
            switch (graph.exitKind(i)) {
                case FlowGraph.CONDITIONAL -> {
                    return Refusal.CONDITIONAL_EXIT;
                }
                case FlowGraph.NO_RETURN -> {}
                default -> exit[exits++] = graph.exitAt(i);
            }
        }
        return null;
    }

    /** The word index of the entry. */
    public int entry() {
        return 0;
    }

    public int exits() {
        return exits;
    }

    /** The word index of an exit's control transfer. */
    public int exit(int i) {
        return exit[i];
    }
}
