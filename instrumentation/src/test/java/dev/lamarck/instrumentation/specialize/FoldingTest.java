package dev.lamarck.instrumentation.specialize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.TextImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of small functions when {@code %o0} has one value at their entry. */
class FoldingTest {
    private static final long TEXT = 0x40_0000;
    private static final long PLACE = 0x41_0000;
    private static final int O0 = 8;

    /** The disassembly of function {@code f} for a value of %o0. */
    private static List<String> folded(long value, String text, String... functions) {
        TextImage image = TextImage.assemble(TEXT, text, functions);
        Folding folding = new Folding(image);
        assertThat(folding.fold(0, O0, value)).isNull();
        CodeBuffer out = new CodeBuffer();
        out.open(PLACE);
        assertThat(new FoldedEmission(folding).emit(out)).isNull();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < out.length(); i++) {
            lines.add(Disassembler.text(out.word(i), out.address(i)).replaceAll(" +", " "));
        }
        return lines;
    }

    @Test
    void arithmeticOnTheArgumentIsOneConstant() {
        String text = """
                f:      add %o0, 7, %g1
                        sllx %g1, 3, %g1
                        retl
                        xor %g1, %o1, %o0
                """;
        assertThat(folded(1, text, "f")).containsExactly("mov 0x40, %g1", "retl", "xor %g1, %o1, %o0");
    }

    @Test
    void aDecidedBranchAndItsComparisonAndTheOtherWayGo() {
        String text = """
                f:      cmp %o0, 5
                        bg,pn %xcc, 1f
                        mov 1, %g1
                        add %g1, %o1, %g1
                        retl
                        mov %g1, %o0
                1:      sub %g1, %o1, %g1
                        retl
                        mov %g1, %o0
                """;
        assertThat(folded(5, text, "f")).containsExactly("mov 1, %g1", "add %g1, %o1, %g1", "retl", "mov %g1, %o0");
        assertThat(folded(6, text, "f")).containsExactly("mov 1, %g1", "sub %g1, %o1, %g1", "retl", "mov %g1, %o0");
    }

    @Test
    void anAnnulledSlotIsExecutedOnTheTakenEdgeOnly() {
        String text = """
                f:      cmp %o0, 0
                        be,a %xcc, 1f
                        add %o1, 1, %o1
                        add %o1, 2, %o1
                1:      retl
                        add %o1, 4, %o0
                """;
        assertThat(folded(0, text, "f")).containsExactly("inc %o1", "retl", "add %o1, 4, %o0");
        assertThat(folded(1, text, "f")).containsExactly("add %o1, 2, %o1", "retl", "add %o1, 4, %o0");
    }

    @Test
    void conditionCodesKnowWidthSignAndCarry() {
        String text = """
                f:      set 0x7fffffff, %g1
                        addcc %g1, %o0, %g0
                        bvs,a,pn %icc, 1f
                        mov 1, %o1
                        mov 2, %o1
                1:      retl
                        mov %o1, %o0
                """;
        assertThat(folded(1, text, "f")).containsExactly("mov 1, %o1", "retl", "mov 1, %o0");
        assertThat(folded(0, text, "f")).containsExactly("mov 2, %o1", "retl", "mov 2, %o0");
        String unsigned = text.replace("bvs,a,pn %icc", "bcs,a,pn %xcc");
        assertThat(folded(-1, unsigned, "f")).contains("mov 1, %o1");
        assertThat(folded(1, unsigned, "f")).contains("mov 2, %o1");
    }

    @Test
    void whereWaysMeetOnlyWhatTheyAgreeOnIsKnown() {
        String text = """
                f:      brz,pn %o1, 1f
                        mov %o0, %g1
                        mov 9, %g2
                        ba 2f
                        add %o0, 1, %g1
                1:      mov 9, %g2
                2:      add %g1, %g2, %g1
                        retl
                        add %g1, %g2, %o0
                """;
        assertThat(folded(3, text, "f")).endsWith("add %g1, %g2, %g1", "retl", "add %g1, %g2, %o0");
        String agreeing = text.replace("add %o0, 1, %g1", "add %o0, 0, %g1");
        assertThat(folded(3, agreeing, "f")).endsWith("retl", "mov 0x15, %o0").noneMatch(line -> line.startsWith("add"));
    }

    @Test
    void aCallSpoilsWhatItMayAndKeepsTheWindow() {
        String text = """
                f:      save %sp, -176, %sp
                        mov %i0, %l0
                        mov %i0, %o0
                        call g
                        mov %i0, %o1
                        add %l0, 1, %l1
                        add %i0, %l1, %l1
                        add %o0, %l1, %i0
                        ret
                        restore
                g:      retl
                        nop
                """;
        assertThat(folded(4, text, "f", "g")).containsExactly("save %sp, -176, %sp", "mov 4, %o0", "call 0x400028", "mov 4, %o1",
                "mov 9, %l1", "add %o0, %l1, %i0", "ret", "restore");
    }

    @Test
    void constantMemoryIsReadAndAConstantOfTwoInstructionsFillsAnEmptySlot() {
        String text = """
                f:      save %sp, -176, %sp
                        sllx %i0, 3, %g1
                        sethi %hi(table), %o0
                        or %o0, %lo(table), %o0
                        add %o0, %g1, %o0
                        ldx [%o0], %o0
                        cmp %o0, 0
                        te %xcc, 0x50
                        call g
                        nop
                        ret
                        restore %g0, %o0, %o0
                g:      retl
                        nop
                        .align 8
                table:  .word 0, 0, 0, 0x80b7a4
                """;
        assertThat(folded(1, text, "f", "g")).containsExactly("save %sp, -176, %sp", "sethi %hi(0x80b400), %o0", "call 0x400030",
                "or %o0, 0x3a4, %o0", "ret", "restore %g0, %o0, %o0");
        assertThat(folded(0, text, "f", "g")).as("a null check that fails ends the function")
                .containsExactly("save %sp, -176, %sp", "clr %o0", "ta %xcc, 0x50");
    }

    @Test
    void aLoopsExitIsDecidedOnlyIfItIsTheSameInEveryRound() {
        String text = """
                f:      mov 0, %g1
                1:      cmp %g1, %o0
                        bl,pt %xcc, 1b
                        add %g1, 1, %g1
                        retl
                        mov %g1, %o0
                """;
        assertThat(folded(3, text, "f")).containsExactly("clr %g1", "cmp %g1, %o0", "bl %xcc, 0x410004", "inc %g1", "retl",
                "mov %g1, %o0");
        assertThat(folded(0, text, "f")).containsExactly("retl", "mov 1, %o0");
    }

    @Test
    void loadsFromMemoryThatMayChangeAndStoresStay() {
        String text = """
                f:      sethi %hi(0x900000), %g1
                        lduw [%g1 + %o0], %g2
                        stw %g2, [%g1 + 4]
                        ldub [%g1], %g3
                        retl
                        mov %g2, %o0
                """;
        assertThat(folded(8, text, "f")).hasSize(6);
    }

    @Test
    void conditionalMovesAreMadeOrNot() {
        String text = """
                f:      cmp %o0, 3
                        move %xcc, %o1, %o2
                        movne %xcc, 5, %o2
                        movrz %o0, %o3, %o2
                        retl
                        mov %o2, %o0
                """;
        assertThat(folded(3, text, "f")).containsExactly("mov %o1, %o2", "retl", "mov %o2, %o0");
        assertThat(folded(4, text, "f")).containsExactly("mov 5, %o2", "retl", "mov 5, %o0");
    }

    @Test
    void aJumpThroughATableBecomesABranch() {
        String text = """
                f:      cmp %o0, 1
                        bgu,pn %icc, 9f
                        sllx %o0, 2, %g2
                        sethi %hi(vector), %g1
                        or %g1, %lo(vector), %g1
                        lduw [%g1 + %g2], %g3
                        jmp %g3
                        nop
                        retl
                        mov 21, %o0
                        retl
                        mov 22, %o0
                9:      retl
                        mov 23, %o0
                vector: .word f + 32, f + 40
                """;
        assertThat(folded(1, text, "f", "vector")).containsExactly("retl", "mov 0x16, %o0");
        assertThat(folded(7, text, "f", "vector")).containsExactly("retl", "mov 0x17, %o0");
    }

    @Test
    void aTableThatIsStillJumpedThroughIsRefused() {
        String text = """
                f:      and %o1, 1, %o1
                        cmp %o1, 1
                        bgu,pn %icc, 9f
                        sllx %o1, 2, %g2
                        sethi %hi(vector), %g1
                        or %g1, %lo(vector), %g1
                        lduw [%g1 + %g2], %g3
                        jmp %g3
                        nop
                        retl
                        mov 21, %o0
                9:      retl
                        mov 23, %o0
                vector: .word f + 36, f + 44
                """;
        Folding folding = new Folding(TextImage.assemble(TEXT, text, "f", "vector"));
        CodeBuffer out = new CodeBuffer();
        out.open(PLACE);
        assertThat(folding.fold(0, O0, 7)).isNull();
        assertThat(new FoldedEmission(folding).emit(out)).isEqualTo(Refusal.UNKNOWN_JUMP);
    }
}
