package dev.lamarck.instrumentation.flow;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;

/** What is known of the one function analysed last: its graph and, found out when first asked for, its live registers. */
public final class FunctionAnalysis {
    private final Target target;
    private final FlowGraph graph = new FlowGraph();
    private final FlowParser parser;
    private final CalleeSummaries callees;
    private final Liveness liveness;
    private boolean isSolved;

    public FunctionAnalysis(Target target) {
        this.target = target;
        parser = new FlowParser(target);
        callees = new CalleeSummaries(target);
        liveness = new Liveness(target, callees);
    }

    /** Analyses a function; null, or why that cannot be. */
    public Refusal analyse(int function) {
        if (!target.changeable(function)) {
            return Refusal.NOT_CHANGEABLE;
        }
        isSolved = false;
        return parser.parse(function, graph);
    }

    public FlowGraph graph() {
        return graph;
    }

    public Liveness liveness() {
        if (!isSolved) {
            callees.learn(graph);
            liveness.analyse(graph);
            isSolved = true;
        }
        return liveness;
    }

    /** Which arguments functions read: those that functions call which were asked for live registers, and others once learnt. */
    public CalleeSummaries callees() {
        return callees;
    }

    /** Forgets what was learnt of callees: code memory has been freed and may come to hold another function. */
    public void forgetCallees() {
        callees.clear();
    }
}
