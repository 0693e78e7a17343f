package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.specialize.ConstantFlow;
import dev.lamarck.toolchain.link.Image;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which constants the direct calls of a function pass in an argument, and how many calls pass each: what its callers' code shows. */
public final class PassedConstants {
    private PassedConstants() {}

    public static SortedMap<Long, Integer> of(Image kernel, String callee, int argument) {
        ImageText text = new ImageText(kernel);
        FlowParser parser = new FlowParser(text);
        FlowGraph graph = new FlowGraph();
        ConstantFlow constants = new ConstantFlow(text);
        long entry = kernel.address(callee);
        SortedMap<Long, Integer> passed = new TreeMap<>();
        for (int caller = 0; caller < text.functions(); caller++) {
            boolean isKnown = parser.parse(caller, graph) == null && callsOf(graph, entry)
                    && constants.analyseCalls(graph, RegisterSet.O0 + argument) == null;
            for (int call = 0; isKnown && call < graph.calls(); call++) {
                int at = graph.callAt(call);
                if (graph.callTarget(call) == entry && constants.fact(at) == ConstantFlow.PASSES) {
                    passed.merge(constants.constant(at), 1, Integer::sum);
                }
            }
        }
        return passed;
    }

    private static boolean callsOf(FlowGraph graph, long entry) {
        for (int call = 0; call < graph.calls(); call++) {
            if (graph.callTarget(call) == entry) {
                return true;
            }
        }
        return false;
    }
}
