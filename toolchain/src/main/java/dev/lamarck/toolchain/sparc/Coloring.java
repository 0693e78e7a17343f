package dev.lamarck.toolchain.sparc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Iterated register coalescing (George and Appel, 1996): nodes of little degree are set aside, copies merged where that cannot make the graph
 * uncolourable, and what is left over goes to memory. Deterministic: work lists are taken in the order of node numbers.
 */
final class Coloring {
    private enum NodeState { INITIAL, SIMPLIFY, FREEZE, SPILL, STACKED, COALESCED, PHYSICAL }

    private enum MoveState { WORKLIST, ACTIVE, DONE }

    private static final int UNBOUNDED = Integer.MAX_VALUE / 2;

    private final InterferenceGraph graph;
    private final int colors;
    private final NodeState[] states;
    private final int[] degree;
    private final int[] alias;
    private final BitSet[] adjacent;
    private final List<List<Integer>> movesOf = new ArrayList<>();
    private final MoveState[] moveStates;
    private final BitSet moveWork = new BitSet();
    private final BitSet simplifyWork = new BitSet();
    private final BitSet freezeWork = new BitSet();
    private final BitSet spillWork = new BitSet();
    private final Deque<Integer> stack = new ArrayDeque<>();
    private final int[] color;
    private final BitSet spilled = new BitSet();
    private final double[] cost;

    private Coloring(InterferenceGraph graph, IntPredicate unspillable) {
        int nodes = graph.nodeBound();
        this.graph = graph;
        this.colors = Long.bitCount(graph.allocatable());
        this.states = new NodeState[nodes];
        this.degree = new int[nodes];
        this.alias = new int[nodes];
        this.adjacent = new BitSet[nodes];
        this.color = new int[nodes];
        this.cost = new double[nodes];
        this.moveStates = new MoveState[graph.moves().size()];
        for (int n = 0; n < nodes; n++) {
            adjacent[n] = (BitSet) graph.neighbours(n).clone();
            states[n] = graph.isPhysical(n) ? NodeState.PHYSICAL : NodeState.INITIAL;
            degree[n] = graph.isPhysical(n) ? UNBOUNDED : adjacent[n].cardinality();
            color[n] = graph.isPhysical(n) ? n : -1;
            alias[n] = n;
            cost[n] = unspillable.test(n) ? Double.MAX_VALUE : graph.cost(n);
            movesOf.add(new ArrayList<>());
        }
        Arrays.fill(moveStates, MoveState.WORKLIST);
    }

    /** Colours as many nodes as it can; {@code unspillable} nodes go to memory last of all. */
    static Coloring of(InterferenceGraph graph, IntPredicate unspillable) {
        Coloring coloring = new Coloring(graph, unspillable);
        coloring.run();
        return coloring;
    }

    /** The node whose register or memory this one shares. */
    int representative(int node) {
        int at = node;
        while (states[at] == NodeState.COALESCED) {
            at = alias[at];
        }
        return at;
    }

    /** The physical register of a node that is not spilled. */
    int register(int node) {
        return color[representative(node)];
    }

    /** Representatives that found no register. */
    BitSet spilled() {
        return spilled;
    }

    private void run() {
        enlistMoves();
        for (int n = Registers.FIRST_VIRTUAL; n < states.length; n++) {
            enlist(n);
        }
        while (step()) {
            // until every work list is empty
        }
        assign();
    }

    private boolean step() {
        if (!simplifyWork.isEmpty()) {
            simplify(simplifyWork.nextSetBit(0));
        } else if (!moveWork.isEmpty()) {
            coalesce(moveWork.nextSetBit(0));
        } else if (!freezeWork.isEmpty()) {
            freeze(freezeWork.nextSetBit(0));
        } else if (!spillWork.isEmpty()) {
            selectSpill();
        } else {
            return false;
        }
        return true;
    }

    private void enlistMoves() {
        for (int m = 0; m < moveStates.length; m++) {
            InterferenceGraph.Move move = graph.moves().get(m);
            movesOf.get(move.to()).add(m);
            if (move.from() != move.to()) {
                movesOf.get(move.from()).add(m);
            }
            moveWork.set(m);
        }
    }

    private void enlist(int node) {
        if (degree[node] >= colors) {
            move(node, NodeState.SPILL);
        } else {
            move(node, isMoveRelated(node) ? NodeState.FREEZE : NodeState.SIMPLIFY);
        }
    }

    private void move(int node, NodeState state) {
        simplifyWork.set(node, state == NodeState.SIMPLIFY);
        freezeWork.set(node, state == NodeState.FREEZE);
        spillWork.set(node, state == NodeState.SPILL);
        states[node] = state;
    }

    private boolean isMoveRelated(int node) {
        return movesOf.get(node).stream().anyMatch(m -> moveStates[m] != MoveState.DONE);
    }

    private boolean isPresent(int node) {
        return states[node] != NodeState.STACKED && states[node] != NodeState.COALESCED;
    }

    private int[] presentNeighbours(int node) {
        return adjacent[node].stream().filter(this::isPresent).toArray();
    }

    private void simplify(int node) {
        move(node, NodeState.STACKED);
        stack.push(node);
        for (int neighbour : presentNeighbours(node)) {
            lowerDegree(neighbour);
        }
    }

    private void lowerDegree(int node) {
        if (states[node] == NodeState.PHYSICAL) {
            return;
        }
        if (degree[node]-- == colors) {
            enableMoves(node);
            for (int neighbour : presentNeighbours(node)) {
                enableMoves(neighbour);
            }
            if (states[node] == NodeState.SPILL) {
                move(node, isMoveRelated(node) ? NodeState.FREEZE : NodeState.SIMPLIFY);
            }
        }
    }

    private void enableMoves(int node) {
        for (int m : movesOf.get(node)) {
            if (moveStates[m] == MoveState.ACTIVE) {
                moveStates[m] = MoveState.WORKLIST;
                moveWork.set(m);
            }
        }
    }

    private void coalesce(int m) {
        moveWork.clear(m);
        InterferenceGraph.Move move = graph.moves().get(m);
        int to = representative(move.to());
        int from = representative(move.from());
        int kept = states[from] == NodeState.PHYSICAL ? from : to;
        int merged = kept == from ? to : from;
        if (kept == merged) {
            moveStates[m] = MoveState.DONE;
            unfreeze(kept);
        } else if (states[merged] == NodeState.PHYSICAL || adjacent[kept].get(merged)) {
            moveStates[m] = MoveState.DONE;
            unfreeze(kept);
            unfreeze(merged);
        } else if (states[kept] == NodeState.PHYSICAL ? isSafeWithPhysical(merged, kept) : isSafe(kept, merged)) {
            moveStates[m] = MoveState.DONE;
            combine(kept, merged);
            unfreeze(kept);
        } else {
            moveStates[m] = MoveState.ACTIVE;
        }
    }

    private void unfreeze(int node) {
        if (states[node] == NodeState.FREEZE && !isMoveRelated(node)) {
            move(node, NodeState.SIMPLIFY);
        }
    }

    /** George's test: every neighbour of the virtual node is harmless to the physical one or its neighbour already. */
    private boolean isSafeWithPhysical(int node, int physical) {
        for (int t : presentNeighbours(node)) {
            if (states[t] != NodeState.PHYSICAL && degree[t] >= colors && !adjacent[t].get(physical)) {
                return false;
            }
        }
        return true;
    }

    /** Briggs's test: the merged node has fewer than K neighbours of significant degree. */
    private boolean isSafe(int a, int b) {
        BitSet union = (BitSet) adjacent[a].clone();
        union.or(adjacent[b]);
        int significant = 0;
        for (int n = union.nextSetBit(0); n >= 0; n = union.nextSetBit(n + 1)) {
            if (isPresent(n)) {
                int degreeAfter = degree[n] - (adjacent[a].get(n) && adjacent[b].get(n) ? 1 : 0);
                significant += degreeAfter >= colors ? 1 : 0;
            }
        }
        return significant < colors;
    }

    private void combine(int kept, int merged) {
        move(merged, NodeState.COALESCED);
        alias[merged] = kept;
        cost[kept] += cost[merged];
        for (int m : movesOf.get(merged)) {
            if (!movesOf.get(kept).contains(m)) {
                movesOf.get(kept).add(m);
            }
        }
        enableMoves(merged);
        for (int neighbour : presentNeighbours(merged)) {
            addEdge(neighbour, kept);
            lowerDegree(neighbour);
        }
        if (states[kept] == NodeState.FREEZE && degree[kept] >= colors) {
            move(kept, NodeState.SPILL);
        }
    }

    private void addEdge(int a, int b) {
        if (!adjacent[a].get(b)) {
            adjacent[a].set(b);
            adjacent[b].set(a);
            degree[a] += states[a] == NodeState.PHYSICAL ? 0 : 1;
            degree[b] += states[b] == NodeState.PHYSICAL ? 0 : 1;
        }
    }

    private void freeze(int node) {
        move(node, NodeState.SIMPLIFY);
        freezeMoves(node);
    }

    private void freezeMoves(int node) {
        for (int m : movesOf.get(node)) {
            if (moveStates[m] != MoveState.DONE) {
                moveStates[m] = MoveState.DONE;
                moveWork.clear(m);
                InterferenceGraph.Move move = graph.moves().get(m);
                int to = representative(move.to());
                int other = to == node ? representative(move.from()) : to;
                if (states[other] == NodeState.FREEZE && degree[other] < colors) {
                    unfreeze(other);
                }
            }
        }
    }

    /** The candidate for memory: cheapest for the neighbours it relieves. It may still find a register. */
    private void selectSpill() {
        int best = -1;
        double least = 0;
        for (int n = spillWork.nextSetBit(0); n >= 0; n = spillWork.nextSetBit(n + 1)) {
            double price = cost[n] / degree[n];
            if (best < 0 || price < least) {
                best = n;
                least = price;
            }
        }
        move(best, NodeState.SIMPLIFY);
        freezeMoves(best);
    }

    private void assign() {
        while (!stack.isEmpty()) {
            int node = stack.pop();
            long free = graph.allocatable();
            BitSet around = adjacent[node];
            for (int n = around.nextSetBit(0); n >= 0; n = around.nextSetBit(n + 1)) {
                int taken = color[representative(n)];
                free &= taken < 0 ? -1L : ~(1L << taken);
            }
            if (free == 0) {
                spilled.set(node);
            } else {
                color[node] = choose(node, free);
            }
        }
    }

    /** A register that saves a copy, if there is one, else the lowest: outs and globals before locals and ins. */
    private int choose(int node, long free) {
        for (int m : movesOf.get(node)) {
            InterferenceGraph.Move move = graph.moves().get(m);
            int to = representative(move.to());
            int partner = color[to == node ? representative(move.from()) : to];
            if (partner >= 0 && (free >>> partner & 1) != 0) {
                return partner;
            }
        }
        long outs = free & Registers.OUT;
        return Long.numberOfTrailingZeros(outs != 0 ? outs : free);
    }
}
