package dev.lamarck.instrumentation.flow;

/**
 * How often each edge of a graph was taken, from how often each block ran. A block's count is the sum of its incoming edges and of its
 * outgoing ones, calls of the function counting as an edge into the entry block and exits as edges out of theirs. What one equation
 * with one unknown gives is derived, in order of address so that inconsistent counts give the same result every time; a difference
 * below zero, from counts that were not taken at one moment, is zero. Edges that remain are guessed, all from one state: the most that
 * both their blocks allow. Exits are not assumed to balance calls, since some calls do not end.
 */
public final class EdgeCounts {
    private static final long UNKNOWN = -1;

    private FlowGraph graph;
    private long[] blockCounts;
    /** By edge of the graph; behind them by block its exit; behind those the calls. */
    private final long[] count = new long[FlowGraph.MAX_EDGES + FlowGraph.MAX_BLOCKS + 1];
    private final boolean[] isGuessed = new boolean[FlowGraph.MAX_EDGES + FlowGraph.MAX_BLOCKS + 1];
    private final short[] edgeFrom = new short[FlowGraph.MAX_EDGES];
    /** The edges into each block, as a list. */
    private final short[] firstIn = new short[FlowGraph.MAX_BLOCKS];
    private final short[] nextIn = new short[FlowGraph.MAX_EDGES];
    private int edges;
    private int calls;
    private int guessed;

    /** Solves for a graph whose blocks ran so often; the queries below are about it until the next call. */
    public void solve(FlowGraph graph, long[] blockCounts) {
        this.graph = graph;
        this.blockCounts = blockCounts;
        reset();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int block = 0; block < graph.blocks(); block++) {
                changed |= derive(unknownOut(block), blockCounts[block] - knownOut(block));
                changed |= derive(unknownIn(block), blockCounts[block] - knownIn(block));
            }
        }
        guess();
    }

    private void reset() {
        edges = 0;
        for (int block = 0; block < graph.blocks(); block++) {
            firstIn[block] = -1;
        }
        for (int block = 0; block < graph.blocks(); block++) {
            for (int edge = graph.firstEdge(block); edge >= 0; edge = graph.nextEdge(edge)) {
                edgeFrom[edge] = (short) block;
                nextIn[edge] = firstIn[graph.edgeTo(edge)];
                firstIn[graph.edgeTo(edge)] = (short) edge;
                count[edge] = UNKNOWN;
                isGuessed[edge] = false;
                edges++;
            }
        }
        for (int block = 0; block < graph.blocks(); block++) {
            count[edges + block] = 0;
            isGuessed[edges + block] = false;
        }
        for (int exit = 0; exit < graph.exits(); exit++) {
            count[edges + graph.blockOf(graph.exitAt(exit))] = UNKNOWN;
        }
        calls = edges + graph.blocks();
        count[calls] = UNKNOWN;
        isGuessed[calls] = false;
    }

    private boolean derive(int edge, long value) {
        if (edge < 0) {
            return false;
        }
        count[edge] = Math.max(0, value);
        return true;
    }

    /** The one unknown edge out of a block; -1 if there is none or more than one. */
    private int unknownOut(int block) {
        int unknown = count[edges + block] == UNKNOWN ? edges + block : -1;
        for (int edge = graph.firstEdge(block); edge >= 0; edge = graph.nextEdge(edge)) {
            if (count[edge] == UNKNOWN) {
                if (unknown >= 0) {
                    return -1;
                }
                unknown = edge;
            }
        }
        return unknown;
    }

    private int unknownIn(int block) {
        int unknown = block == 0 && count[calls] == UNKNOWN ? calls : -1;
        for (int edge = firstIn[block]; edge >= 0; edge = nextIn[edge]) {
            if (count[edge] == UNKNOWN) {
                if (unknown >= 0) {
                    return -1;
                }
                unknown = edge;
            }
        }
        return unknown;
    }

    private long knownOut(int block) {
        long known = Math.max(0, count[edges + block]);
        for (int edge = graph.firstEdge(block); edge >= 0; edge = graph.nextEdge(edge)) {
            known += isGuessed[edge] ? 0 : Math.max(0, count[edge]);
        }
        return known;
    }

    private long knownIn(int block) {
        long known = block == 0 ? Math.max(0, count[calls]) : 0;
        for (int edge = firstIn[block]; edge >= 0; edge = nextIn[edge]) {
            known += isGuessed[edge] ? 0 : Math.max(0, count[edge]);
        }
        return known;
    }

    /** Guesses are marked before they are used, so that none depends on another. */
    private void guess() {
        guessed = 0;
        for (int edge = 0; edge < edges; edge++) {
            if (count[edge] == UNKNOWN) {
                int from = edgeFrom[edge];
                int to = graph.edgeTo(edge);
                count[edge] = Math.max(0, Math.min(blockCounts[from] - knownOut(from), blockCounts[to] - knownIn(to)));
                isGuessed[edge] = true;
                guessed++;
            }
        }
        for (int block = 0; block < graph.blocks(); block++) {
            if (count[edges + block] == UNKNOWN) {
                isGuessed[edges + block] = true;
                count[edges + block] = Math.max(0, blockCounts[block] - knownOut(block));
            }
        }
        if (count[calls] == UNKNOWN) {
            isGuessed[calls] = true;
            count[calls] = Math.max(0, blockCounts[0] - knownIn(0));
        }
    }

    public long count(int edge) {
        return count[edge];
    }

    /** Whether an edge's count is not determined by those of the blocks. */
    public boolean isGuessed(int edge) {
        return isGuessed[edge];
    }

    public int guessedEdges() {
        return guessed;
    }

    public int edges() {
        return edges;
    }

    /** The block that an edge leaves. */
    public int from(int edge) {
        return edgeFrom[edge];
    }

    /** How often the function was called. */
    public long calls() {
        return count[calls];
    }

    public boolean areCallsGuessed() {
        return isGuessed[calls];
    }
}
