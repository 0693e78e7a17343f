package dev.lamarck.instrumentation.splice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.TextImage;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.Liveness;
import dev.lamarck.instrumentation.snippet.CountCalls;
import dev.lamarck.instrumentation.snippet.Snippet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Order of writes, undo, and when memory is used again; what spliced code does when executed is {@link SplicedCodeTest}'s. */
class SplicerTest {
    private static final long TEXT = 0x40_0000;
    private static final long HEAP = 0x41_0000;
    private static final String FUNCTION = """
            f:      save %sp, -176, %sp
                    brz %i0, 1f
                    add %i0, 1, %i0
                    call g
                    mov %i0, %o0
            1:      ret
                    restore
            g:      retl
                    nop
            """;

    private TextImage image;
    private Splicer splicer;
    private final FlowGraph graph = new FlowGraph();
    private Liveness liveness;
    private Map<Long, Integer> linked;

    @BeforeEach
    void assemble() {
        image = TextImage.assemble(TEXT, FUNCTION, "f", "g").patchesIn(HEAP, HEAP + 0x1000);
        splicer = new Splicer(image);
        image.splicer = splicer;
        analyse();
        linked = Map.copyOf(image.content());
    }

    private void analyse() {
        assertThat(new FlowParser(image).parse(0, graph)).isNull();
        liveness = new Liveness(image);
        liveness.analyse(graph);
    }

    private Refusal insert(int index, Snippet snippet) {
        return splicer.insert(graph, liveness, index, snippet);
    }

    private Map<Long, Integer> text() {
        Map<Long, Integer> text = new TreeMap<>(image.content());
        text.keySet().removeIf(address -> address >= HEAP);
        return text;
    }

    @Test
    void thePatchIsCompleteBeforeOneStoreRedirectsTheWord() {
        assertThat(insert(1, new CountCalls(0x80_0000))).isNull();
        List<TextImage.Write> writes = image.writes;
        assertThat(writes.subList(0, writes.size() - 1)).allMatch(write -> write.address() >= HEAP);
        assertThat(writes.getLast().address()).isEqualTo(TEXT + 4);
        assertThat(Flow.target(writes.getLast().word(), TEXT + 4)).isEqualTo(splicer.patch(TEXT + 4));
    }

    @Test
    void removalOfEachInAnyOrderRestoresTheLinkersWord() {
        Snippet[] snippets = {new CountCalls(0x80_0000), new CountCalls(0x80_0008), new CountCalls(0x80_0010)};
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            for (Snippet snippet : snippets) {
                assertThat(insert(3, snippet)).isNull();
            }
            for (int each : order) {
                assertThat(text()).isNotEqualTo(linked);
                assertThat(splicer.remove(TEXT + 12, snippets[each])).isNull();
            }
            assertThat(text()).isEqualTo(linked);
            assertThat(splicer.reclaim()).isZero();
            assertThat(image.patchBytesInUse()).isZero();
        }
    }

    @Test
    void analysisSeesThroughLaunchers() {
        assertThat(insert(0, new CountCalls(0x80_0000))).isNull();
        assertThat(insert(5, new CountCalls(0x80_0000))).isNull();
        int blocks = graph.blocks();
        analyse();
        assertThat(graph.blocks()).isEqualTo(blocks);
        assertThat(insert(0, new CountCalls(0x80_0008))).isNull();
    }

    @Test
    void aPatchInUseIsKeptAndTheChangeIsNotQuiet() {
        Snippet first = new CountCalls(0x80_0000);
        Snippet second = new CountCalls(0x80_0008);
        insert(0, first);
        long patch = splicer.patch(TEXT);
        insert(0, second);
        image.live = pc -> pc == patch + 8;
        splicer.remove(TEXT, first);
        splicer.remove(TEXT, second);
        int removal = splicer.changes();

        assertThat(splicer.reclaim()).isEqualTo(1);
        assertThat(splicer.isQuiet(TEXT, removal)).isFalse();
        assertThat(splicer.siteOf(patch + 8)).isEqualTo(TEXT);

        image.live = pc -> false;
        assertThat(splicer.reclaim()).isZero();
        assertThat(splicer.isQuiet(TEXT, removal)).isTrue();
        assertThat(image.patchBytesInUse()).isZero();
    }

    @Test
    void slotsAndWhatIsNotThereAreRefused() {
        assertThat(insert(2, new CountCalls(0x80_0000))).isEqualTo(Refusal.DELAY_SLOT);
        assertThat(insert(4, new CountCalls(0x80_0000))).isEqualTo(Refusal.DELAY_SLOT);
        assertThat(splicer.remove(TEXT + 4, new CountCalls(0))).isEqualTo(Refusal.NOT_INSTALLED);
    }

    @Test
    void aFullHeapRefusesAndChangesNothing() {
        image.patchesIn(HEAP, HEAP + 32);
        assertThat(insert(0, new CountCalls(0x80_0000))).isEqualTo(Refusal.NO_CODE_MEMORY);
        assertThat(text()).isEqualTo(linked);
        assertThat(image.writes).isEmpty();
    }

    @Test
    void aRefusedRebuildLeavesTheSnippetInPlace() {
        Snippet first = new CountCalls(0x80_0000);
        Snippet second = new CountCalls(0x80_0008);
        image.patchesIn(HEAP, HEAP + 64 + 96);
        assertThat(insert(0, first)).isNull();
        assertThat(insert(0, second)).isNull();
        int launcher = image.current(TEXT);

        assertThat(splicer.remove(TEXT, second)).isEqualTo(Refusal.NO_CODE_MEMORY);
        assertThat(image.current(TEXT)).isEqualTo(launcher);
        assertThat(splicer.reclaim()).isZero();
        assertThat(splicer.remove(TEXT, second)).isNull();
        assertThat(splicer.remove(TEXT, first)).isNull();
        assertThat(text()).isEqualTo(linked);
    }

    @Test
    void aPatchOutOfReachIsEnteredThroughASpringboard() {
        image.patchesFarIn(0x8000_0000L, 0x8000_1000L);
        assertThat(insert(0, new CountCalls(0x80_0000))).isNull();
        assertThat(splicer.patch(TEXT)).isEqualTo(0x8000_0000L);
        TextImage.Write last = image.writes.getLast();
        assertThat(last.address()).isEqualTo(TEXT);
        assertThat(image.writes.get(image.writes.size() - 2).address()).isBetween(HEAP, HEAP + 32);
    }
}
