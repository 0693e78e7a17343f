package dev.lamarck.toolchain.sparc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which registers may not share one: at each definition, the defined register with all that is live behind it, save, at a copy, the source. Nodes are
 * virtual registers and the allocatable physical ones; with each node, what using memory instead would cost.
 */
final class InterferenceGraph {
    /** A copy between two nodes: a wish that they get one register. */
    record Move(int to, int from) {}

    private final MachineFunction function;
    private final long allocatable;
    private final BitSet[] neighbours;
    private final double[] cost;
    private final List<Move> moves = new ArrayList<>();

    private InterferenceGraph(MachineFunction function, long allocatable) {
        this.function = function;
        this.allocatable = allocatable;
        this.neighbours = new BitSet[function.registerBound()];
        this.cost = new double[function.registerBound()];
        Arrays.setAll(neighbours, _ -> new BitSet());
    }

    static InterferenceGraph of(MachineFunction function, long allocatable) {
        InterferenceGraph graph = new InterferenceGraph(function, allocatable);
        Liveness liveness = Liveness.of(function);
        function.blocks().forEach(b -> graph.add(b, liveness.liveOut(b)));
        return graph;
    }

    private void add(MachineBlock block, BitSet live) {
        for (MachineInstruction instruction : block.instructions().reversed()) {
            boolean isMove = instruction.isCopy() && isNode(instruction.copySource()) && isNode(instruction.copyTarget());
            if (isMove) {
                moves.add(new Move(instruction.copyTarget(), instruction.copySource()));
                live.clear(instruction.copySource());
            }
            BitSet defined = Liveness.defines(instruction);
            live.or(defined);
            defined.stream().filter(this::isNode).forEach(d -> interfere(d, live));
            Liveness.before(instruction, live);
            addCost(instruction, block.frequency());
        }
    }

    private void interfere(int defined, BitSet live) {
        live.stream().filter(l -> l != defined && isNode(l)).forEach(l -> {
            neighbours[defined].set(l);
            neighbours[l].set(defined);
        });
    }

    private void addCost(MachineInstruction instruction, double frequency) {
        Operands.forEachUse(instruction.insn(), r -> cost[r] += frequency);
        Operands.forEachDefinition(instruction.insn(), r -> cost[r] += frequency);
    }

    boolean isNode(int register) {
        return Registers.isVirtual(register) || (allocatable >>> register & 1) != 0;
    }

    boolean isPhysical(int node) {
        return !Registers.isVirtual(node);
    }

    int nodeBound() {
        return function.registerBound();
    }

    long allocatable() {
        return allocatable;
    }

    BitSet neighbours(int node) {
        return neighbours[node];
    }

    double cost(int node) {
        return cost[node];
    }

    List<Move> moves() {
        return moves;
    }
}
