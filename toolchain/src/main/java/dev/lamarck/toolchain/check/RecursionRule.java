package dev.lamarck.toolchain.check;

import dev.lamarck.toolchain.Diagnostic;
import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.frontend.CallGraph;
import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.ir.MethodRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every cycle of the call graph passes through a method that says how deep it may go. */
public final class RecursionRule {
    private final World world;
    private final CallGraph graph;
    private final Set<MethodRef> finished = new HashSet<>();
    private final List<CallGraph.Call> path = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private RecursionRule(World world) {
        this.world = world;
        this.graph = new CallGraph(world);
    }

    public static List<Diagnostic> check(World world) {
        RecursionRule rule = new RecursionRule(world);
        rule.graph.methods().forEach(m -> rule.visit(new CallGraph.Call(null, m)));
        return rule.diagnostics;
    }

    /** Depth first; a call of a method on the path closes a cycle. */
    private void visit(CallGraph.Call call) {
        if (world.method(call.target()).annotations().has("MaxDepth") || finished.contains(call.target())) {
            return;
        }
        int start = indexOnPath(call.target());
        if (start >= 0) {
            report(call, path.subList(start + 1, path.size()));
            return;
        }
        path.add(call);
        graph.callsOf(call.target()).forEach(this::visit);
        path.removeLast();
        finished.add(call.target());
    }

    private int indexOnPath(MethodRef method) {
        for (int i = 0; i < path.size(); i++) {
            if (path.get(i).target().equals(method)) {
                return i;
            }
        }
        return -1;
    }

    private void report(CallGraph.Call closing, List<CallGraph.Call> cycle) {
        List<String> chain = new ArrayList<>();
        for (CallGraph.Call call : cycle.reversed()) {
            chain.add(call.at().method().file() + ":" + call.at().line() + " " + world.method(call.at().method().ref()));
        }
        diagnostics.add(new Diagnostic(Rule.RECURSION, closing.at().method().file(), closing.at().line(),
            "recursion: " + world.method(closing.target()) + " is running already").withChain(chain));
    }
}
