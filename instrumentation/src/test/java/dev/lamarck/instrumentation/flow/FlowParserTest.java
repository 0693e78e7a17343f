package dev.lamarck.instrumentation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.TextImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowParserTest {
    private static final long TEXT = 0x40_0000;

    private final FlowGraph graph = new FlowGraph();
    private Refusal refusal;

    private void parse(String text, String... functions) {
        TextImage image = TextImage.assemble(TEXT, text, functions);
        refusal = new FlowParser(image).parse(0, graph);
    }

    /** Each block as "first-limit→successor starts". */
    private List<String> blocks() {
        List<String> blocks = new ArrayList<>();
        for (int b = 0; b < graph.blocks(); b++) {
            StringBuilder text = new StringBuilder().append(graph.first(b)).append('-').append(graph.limit(b)).append(':');
            for (int e = graph.firstEdge(b); e >= 0; e = graph.nextEdge(e)) {
                text.append(' ').append(graph.first(graph.edgeTo(e))).append(graph.isTaken(e) ? "t" : "");
            }
            blocks.add(text.toString());
        }
        return blocks;
    }

    private List<String> exits() {
        List<String> exits = new ArrayList<>();
        for (int i = 0; i < graph.exits(); i++) {
            exits.add(graph.exitAt(i) + " " + switch (graph.exitKind(i)) {
                case FlowGraph.RETURN -> "return";
                case FlowGraph.TAIL -> "tail";
                case FlowGraph.NO_RETURN -> "none";
                default -> "conditional";
            });
        }
        return exits;
    }

    @Test
    void aConditionalSplitsAndJoins() {
        parse("""
                f:      cmp %o0, 3
                        be 1f
                        nop
                        ba 2f
                        mov 1, %o0
                1:      mov 2, %o0
                2:      retl
                        nop
                """, "f");
        assertThat(refusal).isNull();
        assertThat(blocks()).containsExactly("0-3: 3 5t", "3-5: 6t", "5-6: 6", "6-8:");
        assertThat(exits()).containsExactly("6 return");
        assertThat(graph.isSlot(2)).isTrue();
        assertThat(graph.isReached(2)).isFalse();
    }

    @Test
    void callsDoNotEndBlocks() {
        parse("""
                f:      save %sp, -176, %sp
                        call g
                        mov %i0, %o0
                        jmpl %l0, %o7
                        nop
                        ret
                        restore
                g:      retl
                        nop
                """, "f", "g");
        assertThat(refusal).isNull();
        assertThat(blocks()).containsExactly("0-7:");
        assertThat(graph.calls()).isEqualTo(2);
        assertThat(graph.callTarget(0)).isEqualTo(TEXT + 28);
        assertThat(graph.callTarget(1)).isZero();
    }

    @Test
    void tailCallsAreExits() {
        parse("""
                f:      save %sp, -176, %sp
                        brz %i0, 1f
                        nop
                        call g
                        restore
                1:      jmpl %l1, %g0
                        restore
                g:      retl
                        nop
                """, "f", "g");
        assertThat(refusal).isNull();
        assertThat(exits()).containsExactlyInAnyOrder("3 tail", "5 tail");
    }

    @Test
    void theLeafIdiomThatMovesTheReturnAddressIsATailCall() {
        parse("""
                f:      mov %o7, %g1
                        call g
                        mov %g1, %o7
                g:      retl
                        nop
                """, "f", "g");
        assertThat(exits()).containsExactly("1 tail");
    }

    @Test
    void branchesOutOfTheFunctionAreExits() {
        parse("""
                f:      brz %o0, g
                        nop
                        ba,a g
                g:      retl
                        nop
                """, "f", "g");
        assertThat(exits()).containsExactly("0 conditional", "2 tail");
    }

    @Test
    void aCheckTrapEndsTheBlockOnlyIfUnconditional() {
        parse("""
                f:      cmp %o0, 3
                        tgu %icc, 0x51
                        ta 0x56
                        illtrap 0
                """, "f");
        assertThat(refusal).isNull();
        assertThat(blocks()).containsExactly("0-3:");
        assertThat(exits()).containsExactly("2 none");
    }

    @Test
    void annulledAlwaysHasNoSlot() {
        parse("""
                f:      ba,a 1f
                        illtrap 0
                1:      bn,a f
                        illtrap 0
                        retl
                        nop
                """, "f");
        assertThat(refusal).isNull();
        assertThat(blocks()).containsExactly("0-1: 2t", "2-3: 4", "4-6:");
        assertThat(graph.isEntryTargeted()).isFalse();
    }

    @Test
    void aSlotThatIsABranchTargetOverlaps() {
        parse("""
                f:      brz %o0, 2f
                        nop
                1:      brnz %o1, 3f
                2:      add %o0, 1, %o0
                        add %o0, 2, %o0
                3:      retl
                        nop
                """, "f");
        assertThat(refusal).isNull();
        assertThat(blocks()).containsExactly("0-2: 2 3t", "2-4: 4 5t", "3-4: 4", "4-5: 5", "5-7:");
    }

    @Test
    void aLoopToTheFirstWordIsSeen() {
        parse("""
                f:      subcc %o0, 1, %o0
                        bne f
                        nop
                        retl
                        nop
                """, "f");
        assertThat(graph.isEntryTargeted()).isTrue();
    }

    @Test
    void aJumpTableOfWordsIsFollowed() {
        parse("""
                f:      cmp %o0, 2
                        bgu,pn %icc, 9f
                        sllx %o0, 2, %g1
                        sethi %hi(0x400028), %g2
                        or %g2, %lo(0x400028), %g2
                        lduw [%g2 + %g1], %g1
                        jmp %g1
                        nop
                9:      retl
                        nop
                table:  .word 0x400020, 0x400020, 0x400018
                        .word 0x400004
                """, "f", "table");
        assertThat(refusal).isNull();
        assertThat(blocks()).containsExactly("0-3: 3 8t", "3-6: 6", "6-8: 6t 8t 8t", "8-10:");
    }

    @Test
    void anUnknownJumpRefusesTheFunction() {
        parse("""
                f:      jmp %o0
                        nop
                """, "f");
        assertThat(refusal).isEqualTo(Refusal.UNKNOWN_JUMP);
    }

    @Test
    void unparsableCodeIsRefusedWithItsReason() {
        parse("f: illtrap 0", "f");
        assertThat(refusal).isEqualTo(Refusal.ILLEGAL_INSTRUCTION);
        parse("f: add %o0, 1, %o0", "f");
        assertThat(refusal).isEqualTo(Refusal.RUNS_OFF_ITS_END);
        parse("f: ba f; ba f", "f");
        assertThat(refusal).isEqualTo(Refusal.CONTROL_TRANSFER_IN_SLOT);
    }

    @Test
    void aCallWithNothingBehindItDoesNotReturn() {
        parse("""
                f:      call g
                        nop
                g:      retl
                        nop
                """, "f", "g");
        assertThat(exits()).containsExactly("0 none");
    }

    @Test
    void readingTheProgramCounterIsNoCall() {
        parse("""
                f:      mov %o7, %g1
                        call 1f
                        nop
                1:      add %o7, 4, %o0
                        mov %g1, %o7
                        retl
                        nop
                """, "f");
        assertThat(refusal).isNull();
        assertThat(graph.calls()).isZero();
        assertThat(blocks()).containsExactly("0-7:");
    }
}
