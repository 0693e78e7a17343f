package dev.lamarck.toolchain.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Control flow of a function at one moment: reachable blocks in reverse postorder, predecessors, dominators, natural loops and an
 * estimate of frequencies. A change of the function's edges makes it void; build another.
 */
public final class Cfg {
    private static final double LOOP_FACTOR = 10;
    private static final double UNLIKELY_FACTOR = 1e-4;

    private final List<Block> order;
    private final int[] number;
    private final List<List<Block>> predecessors;
    private final int[] dominator;
    private final int[] loopHeader;
    private final int[] loopDepth;
    private final double[] frequency;

    public Cfg(Function function) {
        number = new int[function.blockBound()];
        Arrays.fill(number, -1);
        order = reversePostorder(function);
        for (int i = 0; i < order.size(); i++) {
            number[order.get(i).id()] = i;
        }
        predecessors = new ArrayList<>();
        order.forEach(_ -> predecessors.add(new ArrayList<>()));
        for (Block block : order) {
            block.terminator().edges().forEach(e -> predecessors.get(index(e.target())).add(block));
        }
        dominator = dominators();
        loopHeader = new int[order.size()];
        loopDepth = new int[order.size()];
        findLoops();
        frequency = frequencies();
    }

    private static List<Block> reversePostorder(Function function) {
        record Visit(Block block, Iterator<Edge> edges) {}
        boolean[] seen = new boolean[function.blockBound()];
        List<Block> postorder = new ArrayList<>();
        Deque<Visit> stack = new ArrayDeque<>();
        seen[function.entry().id()] = true;
        stack.push(new Visit(function.entry(), function.entry().terminator().edges().iterator()));
        while (!stack.isEmpty()) {
            Visit visit = stack.peek();
            if (!visit.edges.hasNext()) {
                postorder.add(visit.block);
                stack.pop();
                continue;
            }
            Block next = visit.edges.next().target();
            if (!seen[next.id()]) {
                seen[next.id()] = true;
                stack.push(new Visit(next, next.terminator().edges().iterator()));
            }
        }
        Collections.reverse(postorder);
        return postorder;
    }

    /** Cooper, Harvey and Kennedy's iteration over reverse postorder numbers. */
    private int[] dominators() {
        int[] idom = new int[order.size()];
        Arrays.fill(idom, -1);
        idom[0] = 0;
        for (boolean changed = true; changed;) {
            changed = false;
            for (int i = 1; i < order.size(); i++) {
                int candidate = -1;
                for (Block p : predecessors.get(i)) {
                    int n = index(p);
                    if (idom[n] >= 0) {
                        candidate = candidate < 0 ? n : intersect(idom, n, candidate);
                    }
                }
                changed |= idom[i] != candidate;
                idom[i] = candidate;
            }
        }
        return idom;
    }

    private static int intersect(int[] idom, int a, int b) {
        while (a != b) {
            if (a > b) {
                a = idom[a];
            } else {
                b = idom[b];
            }
        }
        return a;
    }

    /** Headers from the innermost outwards: a block keeps the first (innermost) header that claims it. */
    private void findLoops() {
        Arrays.fill(loopHeader, -1);
        for (int header = order.size() - 1; header >= 0; header--) {
            boolean[] body = new boolean[order.size()];
            body[header] = true;
            Deque<Integer> work = new ArrayDeque<>();
            for (Block p : predecessors.get(header)) {
                if (dominates(header, index(p)) && !body[index(p)]) {
                    body[index(p)] = true;
                    work.push(index(p));
                }
            }
            boolean isLoop = predecessors.get(header).stream().anyMatch(isBackEdgeTo(header));
            while (!work.isEmpty()) {
                for (Block p : predecessors.get(work.pop())) {
                    if (!body[index(p)]) {
                        body[index(p)] = true;
                        work.push(index(p));
                    }
                }
            }
            for (int i = header; isLoop && i < order.size(); i++) {
                if (body[i]) {
                    loopDepth[i]++;
                    loopHeader[i] = loopHeader[i] < 0 ? header : loopHeader[i];
                }
            }
        }
    }

    private Predicate<Block> isBackEdgeTo(int header) {
        return p -> dominates(header, index(p));
    }

    private double[] frequencies() {
        double[] result = new double[order.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.pow(LOOP_FACTOR, loopDepth[i]) * (order.get(i).unlikely() ? UNLIKELY_FACTOR : 1);
        }
        return result;
    }

    private boolean dominates(int a, int b) {
        while (b > a) {
            b = dominator[b];
        }
        return a == b;
    }

    private int index(Block block) {
        return number[block.id()];
    }

    /** Reachable blocks in reverse postorder, the entry first. */
    public List<Block> order() {
        return order;
    }

    public boolean reachable(Block block) {
        return index(block) >= 0;
    }

    /** One entry an edge: a predecessor with two edges to the block is there twice. */
    public List<Block> predecessors(Block block) {
        return predecessors.get(index(block));
    }

    /** Null for the entry. */
    public Block immediateDominator(Block block) {
        return index(block) == 0 ? null : order.get(dominator[index(block)]);
    }

    public boolean dominates(Block a, Block b) {
        return dominates(index(a), index(b));
    }

    /** How many natural loops hold the block. */
    public int loopDepth(Block block) {
        return loopDepth[index(block)];
    }

    /** The header of the innermost loop that holds the block (the block itself, if it is one), or null. */
    public Block loopHeader(Block block) {
        int header = loopHeader[index(block)];
        return header < 0 ? null : order.get(header);
    }

    /** The blocks of the natural loop of a header, itself included. */
    public Set<Block> loop(Block header) {
        Set<Block> body = new LinkedHashSet<>(List.of(header));
        Deque<Block> work = new ArrayDeque<>();
        predecessors(header).stream().filter(p -> dominates(header, p)).filter(body::add).forEach(work::push);
        while (!work.isEmpty()) {
            predecessors(work.pop()).stream().filter(body::add).forEach(work::push);
        }
        return body;
    }

    /** Estimated executions a call: ten a loop level, next to none where a trap follows. */
    public double frequency(Block block) {
        return frequency[index(block)];
    }
}
