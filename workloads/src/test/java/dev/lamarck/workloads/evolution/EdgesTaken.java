package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.workloads.world.World;
import java.util.HashMap;
import java.util.Map;

/**
 * How often control went from one block of a kernel function to another, and how often it was called: seen from outside, thread by thread.
 * The function does not call itself. Nothing is counted until {@link #begin}.
 */
final class EdgesTaken {
    private static final int THREAD = 7;

    /** From one block to another. */
    record Edge(int from, int to) {
    }

    private final RegisterView registers;
    private final Map<Long, Integer> latestBlock = new HashMap<>();
    private final Map<Edge, Long> taken = new HashMap<>();
    private long calls;
    private boolean isCounting;

    EdgesTaken(World world, FlowGraph graph) {
        registers = world.machine().registers();
        for (int i = 0; i < graph.blocks(); i++) {
            int block = i;
            world.machine().watch(graph.address(graph.first(block)), (cycle, pc) -> entered(block));
        }
    }

    void begin() {
        isCounting = true;
    }

    void end() {
        isCounting = false;
    }

    private void entered(int block) {
        if (!registers.isPrivileged() || !isCounting) {
            return;
        }
        Integer before = latestBlock.put(registers.integer(THREAD), block);
        if (block == 0) {
            calls++;
        } else {
            taken.merge(new Edge(before, block), 1L, Long::sum);
        }
    }

    long calls() {
        return calls;
    }

    long taken(int from, int to) {
        return taken.getOrDefault(new Edge(from, to), 0L);
    }

    long all() {
        return taken.values().stream().mapToLong(Long::longValue).sum();
    }
}
