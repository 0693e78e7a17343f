package dev.lamarck.lab.profile;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** A function in the context of those that called it: what it took itself, by the instructions that took it, and what it called from where. */
final class CallNode {
    private record Call(long site, String function) {}

    final String function;
    /** The instruction that called, or trapped; 0 at the top. */
    final long site;
    final CallNode caller;
    private final Map<Call, CallNode> calls = new LinkedHashMap<>();
    /** Instructions and cycles by address. */
    final Map<Long, long[]> costs = new LinkedHashMap<>();
    long entered;

    CallNode(String function, long site, CallNode caller) {
        this.function = function;
        this.site = site;
        this.caller = caller;
    }

    CallNode callee(long from, String name) {
        return calls.computeIfAbsent(new Call(from, name), call -> new CallNode(name, from, this));
    }

    Collection<CallNode> callees() {
        return calls.values();
    }

    void add(long pc, long instructions, long cycles) {
        long[] cost = costs.computeIfAbsent(pc, address -> new long[2]);
        cost[0] += instructions;
        cost[1] += cycles;
    }

    /** Instructions and cycles, without those of what it called. */
    long[] own() {
        long[] sum = new long[2];
        costs.values().forEach(cost -> {
            sum[0] += cost[0];
            sum[1] += cost[1];
        });
        return sum;
    }

    /** With those of what it called. */
    long[] whole() {
        long[] sum = own();
        for (CallNode callee : calls.values()) {
            long[] cost = callee.whole();
            sum[0] += cost[0];
            sum[1] += cost[1];
        }
        return sum;
    }
}
