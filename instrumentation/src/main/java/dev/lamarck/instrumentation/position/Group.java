package dev.lamarck.instrumentation.position;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FlowGraph;

/**
 * Functions that are placed together: a root and those of its direct callees, and theirs, that are called from hot blocks and have
 * hot blocks themselves. Each is known by its number, how often its blocks ran and how often the root was called meanwhile.
 */
public final class Group {
    public static final int MAX_MEMBERS = 48;
    private static final int MAX_COUNTS = 8192;

    private int members;
    private final int[] function = new int[MAX_MEMBERS];
    private final long[] rootCalls = new long[MAX_MEMBERS];
    private final int[] firstCount = new int[MAX_MEMBERS + 1];
    private final long[] counts = new long[MAX_COUNTS];

    public void clear() {
        members = 0;
        firstCount[0] = 0;
    }

    /** Adds a function, parsed, with its blocks' counts, if one of its blocks is hot; null, or why it is not a member. */
    public Refusal add(int number, FlowGraph graph, long[] blockCounts, long callsOfRoot) {
        int to = firstCount[members] + graph.blocks();
        if (members == MAX_MEMBERS || to > MAX_COUNTS) {
            return Refusal.NO_ROOM;
        }
        boolean hasHot = false;
        for (int block = 0; block < graph.blocks(); block++) {
            hasHot |= Chains.isHot(blockCounts[block], callsOfRoot);
            counts[firstCount[members] + block] = blockCounts[block];
        }
        if (!hasHot) {
            return Refusal.NOTHING_HOT;
        }
        function[members] = number;
        rootCalls[members] = callsOfRoot;
        members++;
        firstCount[members] = to;
        return null;
    }

    /** Takes a member out that cannot be moved; the others keep their order. */
    public void drop(int member) {
        int gone = firstCount[member + 1] - firstCount[member];
        for (int i = firstCount[member + 1]; i < firstCount[members]; i++) {
            counts[i - gone] = counts[i];
        }
        members--;
        for (int i = member; i < members; i++) {
            function[i] = function[i + 1];
            rootCalls[i] = rootCalls[i + 1];
            firstCount[i + 1] = firstCount[i + 2] - gone;
        }
    }

    public int members() {
        return members;
    }

    public int function(int member) {
        return function[member];
    }

    public long rootCalls(int member) {
        return rootCalls[member];
    }

    /** Copies a member's block counts out. */
    public void counts(int member, long[] into) {
        int blocks = firstCount[member + 1] - firstCount[member];
        for (int block = 0; block < blocks; block++) {
            into[block] = counts[firstCount[member] + block];
        }
    }
}
