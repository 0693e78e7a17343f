package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.instrumentation.flow.EdgeCounts;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.evolution.EdgesTaken.Edge;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.LedgerChange.State;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Block counters spliced into the functions behind an open, while they are called: the edge counts derived from what they count are the
 * machine's. Those functions of the group are left out that the manager calls itself, in whose counters it would be caught.
 */
class EdgeCountsUnderLoadTest {
    private static final List<String> GROUP = List.of("file_calls_openat", "copen", "vn_open", "vn_create", "lookupname", "lookuppn",
            "path_name_at_last", "pn_get", "paths_get", "copyinstr", "falloc", "setf", "vn_rele", "vn_hold");
    private static final String HERTZ = "4000000";
    private static final long SECOND = 4_000_000;
    // The program rests for thirty seconds before and after its opens.
    private static final long COUNT = 5 * SECOND;
    private static final long COUNTED = 29 * SECOND;
    private static final long REMOVE = 45 * SECOND;

    @Test
    void derivedEdgeCountsAreTheMachines() throws CompilationException, ElfFormatException {
        World world = new World(job(), Terminal.scripted(Content.EMPTY));
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        ImageText text = new ImageText(Image.read(world.job().kernel().bytes()));
        Map<String, FlowGraph> graphs = new HashMap<>();
        Map<String, EdgesTaken> exact = new HashMap<>();
        for (String name : GROUP) {
            FlowGraph graph = new FlowGraph();
            assertThat(new FlowParser(text).parse(text.startingAt(world.kernelImage().address(name)), graph)).as(name).isNull();
            graphs.put(name, graph);
            exact.put(name, new EdgesTaken(world, graph));
        }
        world.machine().run(Limits.cycles(COUNTED));
        assertThat(log.refusals()).isEmpty();
        assertThat(log.ledger()).filteredOn(change -> change.parent() == 0 && change.state() == State.INSTALLED).hasSize(GROUP.size());
        exact.values().forEach(EdgesTaken::begin);
        world.machine().run(Limits.cycles(REMOVE));
        exact.values().forEach(EdgesTaken::end);
        world.run();

        assertThat(log.refusals()).isEmpty();
        assertThat(log.blockCounts()).hasSize(GROUP.size());
        List<String> guessed = new ArrayList<>();
        for (BlockCounts counted : log.blockCounts()) {
            String name = GROUP.stream().filter(each -> counted.executions().containsKey(world.kernelImage().address(each))).findFirst().orElseThrow();
            compare(name, counted, graphs.get(name), exact.get(name), guessed);
        }
        assertThat(exact.values().stream().mapToLong(EdgesTaken::all).sum()).as("edges taken").isGreaterThan(10_000);
        assertThat(guessed.size()).as("guessed edges: %s", guessed).isLessThan(10);
    }

    private static void compare(String name, BlockCounts counted, FlowGraph graph, EdgesTaken exact, List<String> guessed) {
        long[] blocks = new long[FlowGraph.MAX_BLOCKS];
        for (int block = 0; block < graph.blocks(); block++) {
            blocks[block] = counted.executions().get(graph.address(graph.first(block)));
        }
        EdgeCounts derived = new EdgeCounts();
        derived.solve(graph, blocks);
        assertThat(exact.calls()).as("calls of %s", name).isPositive();
        assertThat(derived.calls()).as("calls of %s", name).isEqualTo(exact.calls());
        Map<Edge, Long> sums = new HashMap<>();
        for (int edge = 0; edge < derived.edges(); edge++) {
            if (derived.isGuessed(edge)) {
                guessed.add(name + ": " + derived.from(edge) + " to " + graph.edgeTo(edge));
            } else {
                sums.merge(new Edge(derived.from(edge), graph.edgeTo(edge)), derived.count(edge), Long::sum);
            }
        }
        sums.forEach((edge, count) -> assertThat(count).as("%s, %s", name, edge).isEqualTo(exact.taken(edge.from(), edge.to())));
    }

    private static Job job() throws CompilationException {
        List<Job.Message> counts = IntStream.range(0, GROUP.size()).mapToObj(i -> EvolutionRequest.countBlocks(1 + i, GROUP.get(i)).at(COUNT)).toList();
        List<Job.Message> removals = IntStream.range(0, GROUP.size())
                .mapToObj(i -> EvolutionRequest.remove(1 + GROUP.size() + i, 1 + i).at(REMOVE)).toList();
        return new Job("edges", "test", BuiltKernel.kernel(), BuiltKernel.diskWith(RestedOpens.class),
                MachineConfiguration.named("ultrasparc-1").with("mode", "functional").with("clock.hertz", HERTZ).with("channel.latency", "400"), 1, 1,
                400_000_000, BootArguments.starting("/bin/restedopens", List.of("restedopens"), List.of()),
                Stream.concat(counts.stream(), removals.stream()).toList(), Content.EMPTY);
    }
}
