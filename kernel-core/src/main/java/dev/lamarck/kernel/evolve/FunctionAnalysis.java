package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.CalleeSummaries;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.Liveness;

/** What is known of the one function analysed last: its graph and its live registers. */
final class FunctionAnalysis {
    final FlowGraph graph = new FlowGraph();
    final Liveness liveness;
    private final KernelText text;
    private final FlowParser parser;
    private final CalleeSummaries callees;

    FunctionAnalysis(KernelText text) {
        this.text = text;
        parser = new FlowParser(text);
        callees = new CalleeSummaries(text);
        liveness = new Liveness(text, callees);
    }

    /** Analyses a linked function or a version; null, or why that cannot be. */
    Refusal analyse(int number) {
        Refusal refusal = parse(number);
        if (refusal == null) {
            callees.learn(graph);
            liveness.analyse(graph);
        }
        return refusal;
    }

    /** Which arguments the functions read that were called by those analysed. */
    CalleeSummaries callees() {
        return callees;
    }

    /** Forgets what was learnt of callees: code memory has been freed and may come to hold another function. */
    void forgetCallees() {
        callees.clear();
    }

    /** The graph alone, which costs a fraction; no registers are known then. */
    Refusal parse(int number) {
        return text.changeable(number) ? parser.parse(number, graph) : Refusal.NOT_CHANGEABLE;
    }
}
