package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.instrumentation.flow.CounterPlacement;
import dev.lamarck.instrumentation.flow.EdgeCounts;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random walks through every function of this kernel: what is derived from their block counts are their edge counts. */
class KernelEdgeCountsTest {
    /** {@code -Dseed=N} replays one. */
    private static final long SEED = Long.getLong("seed", 1);
    private static final int WALKS = 40;
    private static final int LONGEST = 400;

    @Test
    void whatIsNotGuessedIsExact() throws CompilationException, ElfFormatException {
        ImageText text = new ImageText(Image.read(BuiltKernel.kernel().bytes()));
        FlowParser parser = new FlowParser(text);
        FlowGraph graph = new FlowGraph();
        EdgeCounts counts = new EdgeCounts();
        Random random = new Random(SEED);
        int edges = 0;
        int guessed = 0;
        for (int function = 0; function < text.functions(); function++) {
            assertThat(parser.parse(function, graph)).isNull();
            long[] blocks = new long[FlowGraph.MAX_BLOCKS];
            long[] exact = new long[FlowGraph.MAX_EDGES];
            int walks = walk(graph, random, blocks, exact);
            counts.solve(graph, blocks);
            for (int edge = 0; edge < counts.edges(); edge++) {
                edges++;
                guessed += counts.isGuessed(edge) ? 1 : 0;
                if (!counts.isGuessed(edge)) {
                    assertThat(counts.count(edge)).as("%s, edge %d, -Dseed=%d", text.name(function), edge, SEED).isEqualTo(exact[edge]);
                }
            }
            if (!counts.areCallsGuessed()) {
                assertThat(counts.calls()).as(text.name(function)).isEqualTo(walks);
            }
        }
        assertThat(edges).isGreaterThan(1000);
        assertThat(guessed).as("guessed of %d edges", edges).isLessThan(edges / 10);
    }

    @Test
    void countsThatAreNotTakenFollowFromThoseThatAre() throws CompilationException, ElfFormatException {
        ImageText text = new ImageText(Image.read(BuiltKernel.kernel().bytes()));
        FlowParser parser = new FlowParser(text);
        FlowGraph graph = new FlowGraph();
        CounterPlacement counters = new CounterPlacement();
        Random random = new Random(SEED);
        int blocks = 0;
        int counted = 0;
        for (int function = 0; function < text.functions(); function++) {
            assertThat(parser.parse(function, graph)).isNull();
            long[] exact = new long[FlowGraph.MAX_BLOCKS];
            walk(graph, random, exact, new long[FlowGraph.MAX_EDGES]);
            counters.place(graph);
            long[] completed = new long[FlowGraph.MAX_BLOCKS];
            for (int block = 0; block < graph.blocks(); block++) {
                completed[block] = counters.isCounted(block) ? exact[block] : 0;
                counted += counters.isCounted(block) ? 1 : 0;
            }
            blocks += graph.blocks();
            counters.complete(completed);
            assertThat(Arrays.equals(completed, exact)).as("%s, -Dseed=%d", text.name(function), SEED).isTrue();
        }
        assertThat(counted).as("counters for %d blocks", blocks).isBetween(blocks / 10, 2 * blocks / 3);
    }

    /** Counts blocks and edges of walks that begin at the entry and end at an exit, or are not counted; returns how many were. */
    private static int walk(FlowGraph graph, Random random, long[] blocks, long[] edges) {
        Set<Integer> exits = new HashSet<>();
        for (int exit = 0; exit < graph.exits(); exit++) {
            exits.add(graph.blockOf(graph.exitAt(exit)));
        }
        int counted = 0;
        for (int walk = 0; walk < WALKS; walk++) {
            List<Integer> passedBlocks = new ArrayList<>(List.of(0));
            List<Integer> passedEdges = new ArrayList<>();
            boolean ended = false;
            while (!ended && passedBlocks.size() < LONGEST) {
                int block = passedBlocks.getLast();
                List<Integer> out = new ArrayList<>();
                for (int edge = graph.firstEdge(block); edge >= 0; edge = graph.nextEdge(edge)) {
                    out.add(edge);
                }
                ended = exits.contains(block) && (out.isEmpty() || random.nextBoolean());
                if (!ended) {
                    int edge = out.get(random.nextInt(out.size()));
                    passedEdges.add(edge);
                    passedBlocks.add(graph.edgeTo(edge));
                }
            }
            if (ended) {
                counted++;
                passedBlocks.forEach(block -> blocks[block]++);
                passedEdges.forEach(edge -> edges[edge]++);
            }
        }
        return counted;
    }
}
