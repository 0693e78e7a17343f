package dev.lamarck.instrumentation.position;

import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.instrumentation.flow.EdgeCounts;
import dev.lamarck.instrumentation.flow.FlowGraph;

/**
 * An order of a function's blocks after Pettis and Hansen: edges, heaviest first, join chains of blocks where one's last block goes
 * to the other's first, hot with hot and cold with cold only; the chain of the entry comes first, then ever the chain to which the
 * heaviest edge leads from those placed. All hot chains come before all cold ones. What ties is decided by kind of edge and address,
 * so that the same counts give the same order.
 */
public final class Chains {
    /** A block is hot if it runs in more than one of so many calls of the group's root. */
    private static final int CALLS_PER_HOT = 20;

    private FlowGraph graph;
    private EdgeCounts counts;
    private int blocks;
    private final boolean[] isHot = new boolean[FlowGraph.MAX_BLOCKS];
    private final boolean[] isPlaced = new boolean[FlowGraph.MAX_BLOCKS];
    /** Of each block, the first of its chain; of a chain's first block, its last. */
    private final short[] head = new short[FlowGraph.MAX_BLOCKS];
    private final short[] tail = new short[FlowGraph.MAX_BLOCKS];
    private final short[] next = new short[FlowGraph.MAX_BLOCKS];
    private final short[] byWeight = new short[FlowGraph.MAX_EDGES];
    private final short[] order = new short[FlowGraph.MAX_BLOCKS];
    private int placed;
    private int hotBlocks;

    /** Whether a block that ran so often is hot, given the calls of the root in the same time. */
    public static boolean isHot(long count, long rootCalls) {
        return count > rootCalls / CALLS_PER_HOT;
    }

    /** Orders a function's blocks by their counts; the queries below are about it until the next call. */
    public void order(FlowGraph graph, long[] blockCounts, EdgeCounts counts, long rootCalls) {
        this.graph = graph;
        this.counts = counts;
        blocks = graph.blocks();
        for (int block = 0; block < blocks; block++) {
            isHot[block] = block == 0 || isHot(blockCounts[block], rootCalls);
            isPlaced[block] = false;
            head[block] = (short) block;
            tail[block] = (short) block;
            next[block] = -1;
        }
        sortEdges();
        join();
        placed = 0;
        placeChain(0);
        placeRest(true);
        hotBlocks = placed;
        int hottest = hottestCold(blockCounts);
        if (hottest >= 0) {
            placeChain(head[hottest]);
            placeRest(false);
        }
    }

    /** Lets an emission have the blocks in this order, and branches say which way they are likely to go. */
    public void give(Emission emission, CodeObject code) {
        for (int i = 0; i < placed; i++) {
            emission.append(order[i]);
        }
        for (int block = 0; block < blocks; block++) {
            if (code.end(block) == CodeObject.BRANCHES) {
                predict(code, block);
            }
        }
    }

    private void predict(CodeObject code, int block) {
        long taken = 0;
        long fallen = 0;
        for (int edge = graph.firstEdge(block); edge >= 0; edge = graph.nextEdge(edge)) {
            if (graph.isTaken(edge)) {
                taken += counts.count(edge);
            } else {
                fallen += counts.count(edge);
            }
        }
        if (taken != fallen && code.taken(block) != CodeObject.OUTSIDE && Flow.isPredicted(code.branch(block))) {
            code.predict(block, taken > fallen);
        }
    }

    public int hotBlocks() {
        return hotBlocks;
    }

    private void sortEdges() {
        for (int edge = 0; edge < counts.edges(); edge++) {
            int at = edge;
            while (at > 0 && isBefore(edge, byWeight[at - 1])) {
                byWeight[at] = byWeight[at - 1];
                at--;
            }
            byWeight[at] = (short) edge;
        }
    }

    /** Heavier, or as heavy and falling through, or the same and of a lower address. */
    private boolean isBefore(int edge, int other) {
        if (counts.count(edge) != counts.count(other)) {
            return counts.count(edge) > counts.count(other);
        }
        if (graph.isTaken(edge) != graph.isTaken(other)) {
            return !graph.isTaken(edge);
        }
        int from = counts.from(edge);
        int otherFrom = counts.from(other);
        return from != otherFrom ? from < otherFrom : graph.edgeTo(edge) < graph.edgeTo(other);
    }

    private void join() {
        for (int i = 0; i < counts.edges(); i++) {
            int from = counts.from(byWeight[i]);
            int to = graph.edgeTo(byWeight[i]);
            int chain = head[from];
            if (tail[chain] == from && head[to] == to && to != 0 && chain != to && isHot[from] == isHot[to]) {
                next[from] = (short) to;
                tail[chain] = tail[to];
                for (int block = to; block >= 0; block = next[block]) {
                    head[block] = (short) chain;
                }
            }
        }
    }

    /** Places the chains of one temperature, each time the one to which the heaviest edge leads from those placed. */
    private void placeRest(boolean hot) {
        int chain = following(hot);
        while (chain >= 0) {
            placeChain(chain);
            chain = following(hot);
        }
    }

    private int following(boolean hot) {
        int remaining = -1;
        for (int i = 0; i < counts.edges(); i++) {
            int from = counts.from(byWeight[i]);
            int to = graph.edgeTo(byWeight[i]);
            if (isHot[to] == hot && !isPlaced[to] && isPlaced[from] && isHot[from] == hot) {
                return head[to];
            }
            if (remaining < 0 && isHot[from] == hot && !isPlaced[from]) {
                remaining = head[from];
            }
        }
        return remaining >= 0 ? remaining : unconnected(hot);
    }

    private int unconnected(boolean hot) {
        for (int block = 0; block < blocks; block++) {
            if (isHot[block] == hot && !isPlaced[block]) {
                return head[block];
            }
        }
        return -1;
    }

    private int hottestCold(long[] blockCounts) {
        int hottest = -1;
        for (int block = 0; block < blocks; block++) {
            if (!isHot[block] && (hottest < 0 || blockCounts[block] > blockCounts[hottest])) {
                hottest = block;
            }
        }
        return hottest;
    }

    private void placeChain(int chain) {
        for (int block = chain; block >= 0; block = next[block]) {
            isPlaced[block] = true;
            order[placed++] = (short) block;
        }
    }
}
