package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.flow.CalleeSummaries;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.Liveness;
import dev.lamarck.toolchain.Toolchain;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.sparc.BackEnd;
import dev.lamarck.toolchain.sparc.CodeTable;
import dev.lamarck.workloads.image.Images;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the analysis finds in the bytes of every compiled function of this kernel, against what the compiler knows of the code it made. The
 * kernel is compiled once more for that.
 */
class GradedAnalysisTest {
    /** The analysis takes these for always live. */
    private static final long NEVER_FREE = RegisterSet.of(6) | RegisterSet.of(7) | RegisterSet.of(RegisterSet.O6_STACK_POINTER)
            | RegisterSet.of(RegisterSet.I6_FRAME_POINTER);
    private static final long ARGUMENTS = 0x3f00L;
    private static final long CALLERS = RegisterSet.LOCALS | RegisterSet.INS;

    private static Image image;
    private static ImageText text;
    private static Map<String, CodeTable> tables;

    @BeforeAll
    static void compileOnceMore() throws Exception {
        image = Image.read(BuiltKernel.kernel().bytes());
        text = new ImageText(image);
        tables = BackEnd.tables(Toolchain.translate(Images.kernelRequest(Map.of()), line -> { })).stream()
                .collect(Collectors.toMap(CodeTable::symbol, Function.identity()));
    }

    @Test
    void blocksJumpTablesAndCallsAreTheCompilers() {
        FlowParser parser = new FlowParser(text);
        FlowGraph graph = new FlowGraph();
        List<String> differences = new ArrayList<>();
        int jumps = 0;
        for (int function = 0; function < text.functions(); function++) {
            CodeTable table = tables.get(text.name(function));
            assertThat(parser.parse(function, graph)).as(text.name(function)).isNull();
            assertThat(graph.words()).as(text.name(function)).isEqualTo(table.words());
            compare(differences, function, "blocks", leaders(graph), table.leaders());
            compare(differences, function, "tables", jumpTargets(graph), table.tables());
            compare(differences, function, "calls", calls(graph), table.calls());
            jumps += graph.tables();
        }
        assertThat(differences).isEmpty();
        assertThat(jumps).isPositive();
    }

    private static void compare(List<String> differences, int function, String what, Object found, Object known) {
        if (!found.equals(known)) {
            differences.add("%s: %s %s, the compiler's %s".formatted(text.name(function), what, found, known));
        }
    }

    private static SortedSet<Integer> leaders(FlowGraph graph) {
        return IntStream.range(0, graph.blocks()).map(graph::first).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedMap<Integer, SortedSet<Integer>> jumpTargets(FlowGraph graph) {
        SortedMap<Integer, SortedSet<Integer>> targets = new TreeMap<>();
        for (int table = 0; table < graph.tables(); table++) {
            SortedSet<Integer> to = new TreeSet<>();
            for (int entry = 0; entry < graph.tableEntries(table); entry++) {
                to.add(graph.index(text.original(graph.tableBase(table) + (long) graph.tableEntryBytes(table) * entry) & 0xffff_ffffL));
            }
            targets.put(graph.tableJump(table), to);
        }
        return targets;
    }

    private static SortedMap<Integer, String> calls(FlowGraph graph) {
        SortedMap<Integer, String> calls = new TreeMap<>();
        for (int call = 0; call < graph.calls(); call++) {
            long target = graph.callTarget(call);
            calls.put(graph.callAt(call), target == 0 ? "" : image.functionAt(target).orElseThrow().name());
        }
        return calls;
    }

    /** Nothing is taken for dead that carries something; with summaries of callees little is taken for live that does not. */
    @Test
    void noRegisterThatCarriesSomethingIsTakenForDead() {
        FlowParser parser = new FlowParser(text);
        FlowGraph graph = new FlowGraph();
        CalleeSummaries callees = new CalleeSummaries(text);
        Liveness careful = new Liveness(text);
        Liveness informed = new Liveness(text, callees);
        List<String> wrong = new ArrayList<>();
        long live = 0;
        long needless = 0;
        for (int function = 0; function < text.functions(); function++) {
            CodeTable table = tables.get(text.name(function));
            assertThat(parser.parse(function, graph)).as(text.name(function)).isNull();
            callees.learn(graph);
            careful.analyse(graph);
            informed.analyse(graph);
            for (Map.Entry<Integer, Long> word : table.live().entrySet()) {
                boolean isInCallersWindow = table.window() < 0 || word.getKey() < table.window();
                long graded = RegisterSet.INTEGER & ~NEVER_FREE & ~(isInCallersWindow ? CALLERS : 0);
                long known = word.getValue() & graded;
                long missed = known & ~careful.liveBefore(word.getKey());
                if (missed != 0) {
                    wrong.add("%s at word %d: %x".formatted(table.symbol(), word.getKey(), missed));
                }
                live += Long.bitCount(known);
                needless += Long.bitCount(informed.liveBefore(word.getKey()) & graded & ~known);
            }
        }
        assertThat(wrong).as("live registers reported dead").isEmpty();
        assertThat((double) needless / live).as("dead registers reported live, to live ones").isLessThan(0.1);
    }

    @Test
    void calleesReadWhatTheirSummariesSay() {
        FlowParser parser = new FlowParser(text);
        FlowGraph graph = new FlowGraph();
        CalleeSummaries callees = new CalleeSummaries(text);
        Liveness liveness = new Liveness(text, callees);
        List<String> missed = new ArrayList<>();
        int needless = 0;
        int read = 0;
        for (int function = 0; function < text.functions(); function++) {
            assertThat(parser.parse(function, graph)).isNull();
            callees.learn(graph);
            liveness.analyse(graph);
            for (int call = 0; call < graph.calls(); call++) {
                CodeTable callee = graph.callTarget(call) == 0 ? null : tables.get(calls(graph).get(graph.callAt(call)));
                if (callee == null) {
                    continue;
                }
                long known = callee.live().get(0) & ARGUMENTS;
                long found = liveness.liveAt(graph.callTarget(call)) & ARGUMENTS;
                if ((known & ~found) != 0) {
                    missed.add("%s: %x".formatted(callee.symbol(), known & ~found));
                }
                read += Long.bitCount(known);
                needless += Long.bitCount(found & ~known);
            }
        }
        assertThat(missed).as("arguments read and not in the summary").isEmpty();
        assertThat((double) needless / read).as("arguments in summaries and not read, to those read").isLessThan(0.1);
    }
}
