package dev.lamarck.instrumentation.splice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.TextImage;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.Liveness;
import dev.lamarck.instrumentation.snippet.CountCalls;
import dev.lamarck.instrumentation.snippet.Snippet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Spliced code does what the code did: every point of functions that contain each class of instruction gets snippets, and the
 * program is run on the bare machine. What it computes must not change, and a counter must hold the number of executions seen from outside.
 */
class SplicedCodeTest {
    private static final long TEXT = 0x10_0000;
    private static final long HEAP = 0x11_0000;
    /** Out of reach of a branch from the text. */
    private static final long FAR_HEAP = 0xC0_0000;
    private static final long COUNTERS = 0x20_0000;

    private static final List<String> FUNCTIONS =
            List.of("f", "windows", "tail", "leaftail", "table", "indirect", "where", "returns", "always", "callee", "caller", "vector",
                    "driver");

    /** Spoils as many registers as it is given, with values that nothing else has. */
    private static final class Spoil extends Snippet {
        private final int registers;

        Spoil(int registers) {
            this.registers = registers;
        }

        @Override
        public int registers() {
            return registers;
        }

        @Override
        public void emit(CodeBuffer out, byte[] register) {
            for (int i = 0; i < registers; i++) {
                out.emit(Emit.moveImmediate(-1234 + i, register[i]));
            }
        }
    }

    private interface Choice {
        List<Snippet> snippets(int point);
    }

    private final TextImage image = BareProgram.assemble(TEXT, FUNCTIONS).patchesIn(HEAP, HEAP + 0x1_0000);
    private final Splicer splicer = new Splicer(image);
    private final List<Long> points = new ArrayList<>();

    /** Splices at every point of every function but the driver's; the number of points of which a snippet was refused. */
    private Map<Refusal, Integer> spliceAll(Choice choice) {
        image.splicer = splicer;
        FlowGraph graph = new FlowGraph();
        Liveness liveness = new Liveness(image);
        Map<Refusal, Integer> refused = new TreeMap<>();
        for (int function = 0; function < FUNCTIONS.indexOf("vector"); function++) {
            assertThat(new FlowParser(image).parse(function, graph)).as(FUNCTIONS.get(function)).isNull();
            liveness.analyse(graph);
            for (int index = 0; index < graph.words(); index++) {
                if (!graph.isSlot(index) && graph.isReached(index)) {
                    points.add(graph.address(index));
                    for (Snippet snippet : choice.snippets(points.size() - 1)) {
                        Refusal refusal = splicer.insert(graph, liveness, index, snippet);
                        if (refusal != null) {
                            refused.merge(refusal, 1, Integer::sum);
                        }
                    }
                }
            }
        }
        return refused;
    }

    private static BareProgram.Outcome unspliced() {
        return BareProgram.run(BareProgram.assemble(TEXT, FUNCTIONS), List.of());
    }

    @Test
    void spoilingAllDeadRegistersEverywhereChangesNothing() {
        for (int registers = 1; registers <= Snippet.MOST_REGISTERS; registers++) {
            SplicedCodeTest fresh = new SplicedCodeTest();
            int count = registers;
            assertThat(fresh.spliceAll(point -> List.of(new Spoil(count)))).isEmpty();
            assertThat(BareProgram.run(fresh.image, List.of()).results()).as(registers + " registers")
                    .isEqualTo(unspliced().results());
        }
    }

    @Test
    void countersHoldWhatIsSeenFromOutside() {
        assertThat(spliceAll(point -> List.of(new CountCalls(COUNTERS + 8L * point)))).isEmpty();
        BareProgram.Outcome outcome = BareProgram.run(image, points);
        assertThat(outcome.results()).isEqualTo(unspliced().results());
        for (int i = 0; i < points.size(); i++) {
            assertThat(outcome.memory(COUNTERS + 8L * i)).as(describe(points.get(i))).isEqualTo(outcome.executions(points.get(i)));
        }
        assertThat(outcome.executions(image.address("f"))).isGreaterThan(1);
    }

    @Test
    void farPatchesDoTheSame() {
        image.patchesFarIn(FAR_HEAP, FAR_HEAP + 0x1_0000);
        assertThat(spliceAll(point ->
                List.of(new Spoil(1 + point % Snippet.MOST_REGISTERS), new CountCalls(COUNTERS + 8L * point)))).isEmpty();
        BareProgram.Outcome outcome = BareProgram.run(image, points);
        assertThat(outcome.results()).isEqualTo(unspliced().results());
        for (int i = 0; i < points.size(); i++) {
            assertThat(outcome.memory(COUNTERS + 8L * i)).as(describe(points.get(i))).isEqualTo(outcome.executions(points.get(i)));
        }
    }

    private String describe(long address) {
        return Long.toHexString(address) + ": " + Disassembler.text(image.original(address), address);
    }
}
