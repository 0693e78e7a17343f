package dev.lamarck.instrumentation.splice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.TextImage;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.Liveness;
import dev.lamarck.instrumentation.snippet.CountCalls;
import dev.lamarck.instrumentation.snippet.Snippet;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stacks of versions: where each level's entry leads, what analysis sees, and what undo restores. */
class RedirectionsTest {
    private static final long TEXT = 0x40_0000;
    private static final long HEAP = 0x41_0000;
    /** The function, two versions of it, each distinguishable by its first word. */
    private static final String TEXTS = """
            f:      add %o0, 1, %o0
                    retl
                    nop
            v1:     add %o0, 2, %o0
                    retl
                    nop
            v2:     add %o0, 3, %o0
                    retl
                    nop
            """;

    private TextImage image;
    private Splicer splicer;
    private Redirections redirections;
    private Map<Long, Integer> linked;
    private long f;
    private long v1;
    private long v2;

    @BeforeEach
    void assemble() {
        image = TextImage.assemble(TEXT, TEXTS, "f", "v1", "v2").patchesIn(HEAP, HEAP + 0x1000);
        splicer = new Splicer(image);
        image.splicer = splicer;
        redirections = splicer.redirections();
        linked = Map.copyOf(image.content());
        f = image.address("f");
        v1 = image.address("v1");
        v2 = image.address("v2");
    }

    private Refusal insert(int function, Snippet snippet) {
        FlowGraph graph = new FlowGraph();
        assertThat(new FlowParser(image).parse(function, graph)).isNull();
        Liveness liveness = new Liveness(image);
        liveness.analyse(graph);
        return splicer.insert(graph, liveness, 0, snippet);
    }

    private long leadsTo(long address) {
        int word = image.current(address);
        assertThat(Flow.isAlways(word) && Flow.isAnnulled(word)).isTrue();
        return Flow.target(word, address);
    }

    @Test
    void everyLevelBelowTheTopLeadsToTheTop() {
        assertThat(redirections.redirect(f, v1)).isNull();
        assertThat(leadsTo(f)).isEqualTo(v1);
        assertThat(redirections.redirect(f, v2)).isNull();
        assertThat(leadsTo(f)).isEqualTo(v2);
        assertThat(leadsTo(v1)).isEqualTo(v2);
        assertThat(redirections.top(f)).isEqualTo(v2);
        assertThat(image.original(f)).isEqualTo(linked.get(f));
        assertThat(image.original(v1)).isEqualTo(linked.get(v1));
    }

    @Test
    void eachChangeOfALevelIsOneStore() {
        redirections.redirect(f, v1);
        assertThat(image.writes).hasSize(1);
        redirections.redirect(f, v2);
        assertThat(image.writes).hasSize(3);
    }

    @Test
    void undoPopsInOrderAndRestoresTheLinkersWords() {
        redirections.redirect(f, v1);
        int toFirst = image.current(f);
        redirections.redirect(f, v2);
        assertThat(redirections.wordBelow(f)).isEqualTo(toFirst);
        assertThat(redirections.restore(f)).isNull();
        assertThat(image.current(f)).isEqualTo(toFirst);
        assertThat(image.current(v1)).isEqualTo(linked.get(v1));
        assertThat(redirections.wordBelow(f)).isEqualTo(linked.get(f));
        assertThat(redirections.restore(f)).isNull();
        assertThat(image.content()).isEqualTo(linked);
        assertThat(redirections.restore(f)).isEqualTo(Refusal.NOT_INSTALLED);
    }

    @Test
    void aSiteAtARedirectedEntryIsKeptAsDataAndReturnsWithTheWord() {
        Snippet snippet = new CountCalls(0x80_0000);
        assertThat(insert(0, snippet)).isNull();
        int launcher = image.current(f);
        redirections.redirect(f, v1);
        assertThat(leadsTo(f)).isEqualTo(v1);
        assertThat(redirections.wordBelow(f)).isEqualTo(launcher);
        assertThat(image.original(f)).isEqualTo(linked.get(f));
        redirections.restore(f);
        assertThat(image.current(f)).isEqualTo(launcher);
        assertThat(splicer.remove(f, snippet)).isNull();
        assertThat(image.current(f)).isEqualTo(linked.get(f));
    }

    @Test
    void aSiteChangedWhileItsWordIsRedirectedTakesEffectAtTheRestore() {
        Snippet snippet = new CountCalls(0x80_0000);
        insert(0, snippet);
        redirections.redirect(f, v1);
        int redirected = image.current(f);
        assertThat(splicer.remove(f, snippet)).isNull();
        assertThat(image.current(f)).isEqualTo(redirected);
        assertThat(insert(0, new CountCalls(0x80_0008))).isNull();
        assertThat(image.current(f)).isEqualTo(redirected);
        redirections.restore(f);
        assertThat(leadsTo(f)).isEqualTo(splicer.patch(f));
    }

    @Test
    void aSpliceOfTheTopVersionSurvivesAnotherVersionAboveIt() {
        redirections.redirect(f, v1);
        Snippet snippet = new CountCalls(0x80_0000);
        assertThat(insert(1, snippet)).isNull();
        int launcher = image.current(v1);
        redirections.redirect(f, v2);
        redirections.restore(f);
        assertThat(image.current(v1)).isEqualTo(launcher);
    }

    @Test
    void theWayIntoWhatIsCoveredAvoidsTheRedirectedWord() {
        CodeBuffer out = new CodeBuffer();
        out.open(HEAP);
        assertThat(redirections.emitCovered(out, f)).isNull();
        assertThat(out.word(0)).isEqualTo(linked.get(f));
        assertThat(Flow.target(out.word(1), out.address(1))).isEqualTo(f + 4);
    }

    @Test
    void aVersionOutOfReachIsEnteredThroughASpringboardThatIsReclaimed() {
        long far = 0x8000_0000L;
        image.words(far, linked.get(v1), linked.get(v1 + 4), linked.get(v1 + 8));
        assertThat(redirections.redirect(f, far)).isNull();
        assertThat(leadsTo(f)).isEqualTo(HEAP);
        assertThat(redirections.restore(f)).isNull();
        assertThat(image.current(f)).isEqualTo(linked.get(f));
        image.live = pc -> pc == HEAP + 4;
        assertThat(splicer.reclaim()).isEqualTo(1);
        image.live = pc -> false;
        assertThat(splicer.reclaim()).isZero();
        assertThat(image.patchBytesInUse()).isZero();
    }
}
