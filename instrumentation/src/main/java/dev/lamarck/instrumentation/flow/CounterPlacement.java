package dev.lamarck.instrumentation.flow;

/**
 * Which blocks of a graph must be counted so that all others' counts follow, after Knuth and Stevenson (<em>Optimal measurement points
 * for program frequency counts</em>, BIT 13, 1973). Edges join the ends of blocks with beginnings of others to <em>junctions</em>, at each
 * of which as many blocks begin as end; blocks then are the edges of a graph of junctions, and those of a spanning tree need no counter.
 *
 * <p>Where calls come in and exits lead out nothing has to balance, since some calls do not end: that junction gives no equation, and none
 * is missing, for a tree has one edge less than vertices. The tree takes blocks in their order, since compilers put first what runs
 * often; but the entry block is always counted.
 */
public final class CounterPlacement {
    private static final int OUTSIDE = 0;
    private static final int POINTS = 1 + 2 * FlowGraph.MAX_BLOCKS;
    private static final long UNKNOWN = -1;

    private FlowGraph graph;
    /** Union-find over the beginnings and ends of blocks and what is outside: first into junctions, then into what the tree connects. */
    private final short[] parent = new short[POINTS];
    private final short[] begins = new short[FlowGraph.MAX_BLOCKS];
    private final short[] ends = new short[FlowGraph.MAX_BLOCKS];
    private int outside;
    private final boolean[] isCounted = new boolean[FlowGraph.MAX_BLOCKS];
    /** By junction: the blocks there that are not known yet, and the known ones that begin less those that end. */
    private final short[] unknown = new short[POINTS];
    private final long[] excess = new long[POINTS];

    /** Decides for a parsed function; the queries below are about it until the next call. */
    public void place(FlowGraph graph) {
        this.graph = graph;
        int points = 1 + 2 * graph.blocks();
        for (int point = 0; point < points; point++) {
            parent[point] = (short) point;
        }
        joinJunctions();
        for (int block = 0; block < graph.blocks(); block++) {
            begins[block] = (short) root(beginning(block));
            ends[block] = (short) root(end(block));
        }
        outside = root(OUTSIDE);
        isCounted[0] = true;
        for (int block = 1; block < graph.blocks(); block++) {
            isCounted[block] = !union(begins[block], ends[block]);
        }
    }

    private void joinJunctions() {
        union(OUTSIDE, beginning(0));
        for (int block = 0; block < graph.blocks(); block++) {
            for (int edge = graph.firstEdge(block); edge >= 0; edge = graph.nextEdge(edge)) {
                union(end(block), beginning(graph.edgeTo(edge)));
            }
        }
        for (int exit = 0; exit < graph.exits(); exit++) {
            union(OUTSIDE, end(graph.blockOf(graph.exitAt(exit))));
        }
    }

    private static int beginning(int block) {
        return 1 + 2 * block;
    }

    private static int end(int block) {
        return 2 + 2 * block;
    }

    private int root(int point) {
        int at = point;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** Whether two points were apart, which they are no more. */
    private boolean union(int one, int other) {
        int first = root(one);
        int second = root(other);
        parent[second] = (short) first;
        return first != second;
    }

    public boolean isCounted(int block) {
        return isCounted[block];
    }

    /** Fills in the counts of the blocks that were not counted; counts that were not taken at one moment give 0 where less would follow. */
    public void complete(long[] counts) {
        for (int point = 0; point < 1 + 2 * graph.blocks(); point++) {
            unknown[point] = 0;
            excess[point] = 0;
        }
        for (int block = 0; block < graph.blocks(); block++) {
            if (isCounted[block]) {
                know(block, counts[block]);
            } else {
                counts[block] = UNKNOWN;
                unknown[begins[block]]++;
                unknown[ends[block]]++;
            }
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int block = 0; block < graph.blocks(); block++) {
                changed |= counts[block] == UNKNOWN && derive(block, counts);
            }
        }
    }

    /** Whether a block is the only unknown one where it begins or ends; its count is known then. */
    private boolean derive(int block, long[] counts) {
        boolean atBeginning = begins[block] != outside && unknown[begins[block]] == 1;
        if (!atBeginning && (ends[block] == outside || unknown[ends[block]] != 1)) {
            return false;
        }
        counts[block] = Math.max(0, atBeginning ? -excess[begins[block]] : excess[ends[block]]);
        unknown[begins[block]]--;
        unknown[ends[block]]--;
        know(block, counts[block]);
        return true;
    }

    private void know(int block, long count) {
        excess[begins[block]] += count;
        excess[ends[block]] -= count;
    }
}
