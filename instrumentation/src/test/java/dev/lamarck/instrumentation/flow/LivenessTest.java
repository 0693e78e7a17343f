package dev.lamarck.instrumentation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.TextImage;
import java.util.List;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private static final String[] GROUP = {"g", "o", "l", "i"};

    /** The dead registers before a word of the first function. */
    private static List<String> dead(int index, String text, String... functions) {
        TextImage image = TextImage.assemble(0x40_0000, text, functions);
        FlowGraph graph = new FlowGraph();
        assertThat(new FlowParser(image).parse(0, graph)).isNull();
        Liveness liveness = new Liveness(image);
        liveness.analyse(graph);
        long dead = Liveness.dead(liveness.liveBefore(index));
        List<String> names = new ArrayList<>();
        for (int r = 0; r < 32; r++) {
            if ((dead & RegisterSet.of(r)) != 0) {
                names.add(GROUP[r / 8] + r % 8);
            }
        }
        return names;
    }

    @Test
    void aLeafKeepsItsArgumentsResultAndReturnAddress() {
        String leaf = """
                f:      add %o0, %o1, %g1
                        sll %g1, 2, %o0
                        retl
                        nop
                """;
        assertThat(dead(0, leaf, "f")).containsExactly("g1", "g2", "g3", "g4", "g5", "o4", "o5");
        assertThat(dead(1, leaf, "f")).containsExactly("g2", "g3", "g4", "g5", "o0", "o4", "o5");
    }

    @Test
    void beforeSaveTheOutsThatBecomeReadInsAreLive() {
        String windowed = """
                f:      save %sp, -176, %sp
                        add %i0, %i1, %i0
                        ret
                        restore
                """;
        assertThat(dead(0, windowed, "f")).containsExactly("g1", "g2", "g3", "g4", "g5", "o4", "o5");
    }

    @Test
    void insideAWindowItsLocalsAndOutsAreDeadUnlessRead() {
        String windowed = """
                f:      save %sp, -176, %sp
                        mov %i1, %l3
                        call g
                        mov %i0, %o0
                        add %o0, %l3, %i0
                        ret
                        restore
                g:      retl
                        nop
                """;
        assertThat(dead(2, windowed, "f", "g")).contains("g1", "l0", "o7", "o0", "i4", "i5")
                .doesNotContain("l3", "i0", "o6", "i6", "i7", "o1");
        assertThat(dead(5, windowed, "f", "g")).contains("o0", "o5", "o7", "l3", "l0").doesNotContain("i0", "i7", "g6", "g7");
    }

    @Test
    void restoreWithOperandsReadsTheInnerWindow() {
        String windowed = """
                f:      save %sp, -176, %sp
                        mov 1, %l0
                        ret
                        restore %l0, %l1, %o0
                """;
        assertThat(dead(2, windowed, "f")).contains("l2", "o0", "i0").doesNotContain("l0", "l1");
    }

    @Test
    void anAnnulledSlotCountsOnTheTakenEdgeOnly() {
        String text = """
                f:      brz,a %o0, 1f
                        mov 7, %g1
                        mov %g2, %o0
                1:      retl
                        add %o0, %g1, %o0
                """;
        assertThat(dead(0, text, "f")).doesNotContain("g1", "g2").contains("g3");
    }

    @Test
    void aSlotOnBothEdgesKills() {
        String text = """
                f:      brz %o0, 1f
                        mov 7, %g1
                        mov %g2, %o0
                1:      retl
                        add %o0, %g1, %o0
                """;
        assertThat(dead(0, text, "f")).contains("g1").doesNotContain("g2");
    }

    @Test
    void loopsAreSolvedToAFixpoint() {
        String text = """
                f:      mov 0, %g1
                1:      add %g1, %g2, %g3
                        subcc %o0, 1, %o0
                        bne 1b
                        mov %g3, %g2
                        retl
                        mov %g3, %o0
                """;
        assertThat(dead(2, text, "f")).contains("g2", "g4").doesNotContain("g1", "g3");
    }

    @Test
    void aConditionalMoveDoesNotKill() {
        String text = """
                f:      movrz %o0, 5, %g1
                        retl
                        mov %g1, %o0
                """;
        assertThat(dead(0, text, "f")).doesNotContain("g1");
    }

    @Test
    void aBoundsCheckReadsOnlyConditionCodes() {
        String text = """
                f:      cmp %o0, %o1
                        tgeu %icc, 0x51
                        mov 1, %o0
                        retl
                        nop
                """;
        assertThat(dead(1, text, "f")).contains("g1", "g2", "o4", "o5");
    }

    @Test
    void readingTheProgramCounterSpoilsNothing() {
        String text = """
                f:      mov %o7, %g3
                        call 1f
                        nop
                1:      mov %o7, %o0
                        mov %g3, %o7
                        retl
                        nop
                """;
        assertThat(dead(1, text, "f")).contains("g1", "o7").doesNotContain("g3");
    }

    @Test
    void aCalleeThatIsKnownReadsOnlyTheArgumentsThatItReads() {
        String calls = """
                f:      save %sp, -176, %sp
                        mov 1, %o3
                        mov 2, %o5
                        call g
                        mov 3, %o4
                        ret
                        restore
                g:      save %sp, -176, %sp
                        add %i4, 1, %l0
                        call h
                        mov %i5, %o0
                        mov 0, %i1
                        mov 0, %i2
                        mov 0, %i3
                        ret
                        restore %l0, 0, %o0
                h:      mov 0, %o1
                        mov 0, %o2
                        mov 0, %o3
                        retl
                        add %o0, 1, %o0
                """;
        TextImage image = TextImage.assemble(0x40_0000, calls, "f", "g", "h");
        FlowGraph graph = new FlowGraph();
        assertThat(new FlowParser(image).parse(0, graph)).isNull();
        CalleeSummaries callees = new CalleeSummaries(image);
        callees.learn(graph);
        Liveness liveness = new Liveness(image, callees);
        liveness.analyse(graph);
        long live = liveness.liveBefore(3);
        assertThat(live & RegisterSet.of(13)).as("%o5, which g reads").isNotZero();
        assertThat(live & RegisterSet.of(12)).as("%o4, which the slot writes").isZero();
        assertThat(live & RegisterSet.of(9)).as("%o1, which g overwrites").isZero();

        assertThat(new FlowParser(image).parse(1, graph)).isNull();
        callees.learn(graph);
        callees.clear();
        callees.learn(graph);
        assertThat(callees.argumentsRead(image.address("h"))).isEqualTo(RegisterSet.of(8));
        assertThat(callees.argumentsRead(image.address("g"))).as("forgotten").isEqualTo(Liveness.ARGUMENTS);
    }
}
