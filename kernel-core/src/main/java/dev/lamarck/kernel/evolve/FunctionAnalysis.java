package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.Liveness;

/** What is known of the one function analysed last: its graph and its live registers. */
final class FunctionAnalysis {
    final FlowGraph graph = new FlowGraph();
    final Liveness liveness;
    private final KernelText text;
    private final FlowParser parser;

    FunctionAnalysis(KernelText text) {
        this.text = text;
        parser = new FlowParser(text);
        liveness = new Liveness(text);
    }

    /** Analyses a linked function or a version; null, or why that cannot be. */
    Refusal analyse(int number) {
        if (!text.changeable(number)) {
            return Refusal.NOT_CHANGEABLE;
        }
        Refusal refusal = parser.parse(number, graph);
        if (refusal == null) {
            liveness.analyse(graph);
        }
        return refusal;
    }
}
