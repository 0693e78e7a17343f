package dev.lamarck.hardware.isa.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.Assembler;
import org.junit.jupiter.api.Test;

class FlowTest {
    private static final long AT = 0x40_0000;

    @Test
    void kinds() {
        assertThat(kind("add %g1, 1, %g1")).isEqualTo(Flow.SEQUENTIAL);
        assertThat(kind("ba .")).isEqualTo(Flow.BRANCH);
        assertThat(kind("bne,pt %xcc, .")).isEqualTo(Flow.BRANCH);
        assertThat(kind("fbe %fcc1, .")).isEqualTo(Flow.BRANCH);
        assertThat(kind("fbe .")).isEqualTo(Flow.BRANCH);
        assertThat(kind("brz %g1, .")).isEqualTo(Flow.BRANCH);
        assertThat(kind("call .")).isEqualTo(Flow.CALL);
        assertThat(kind("call %g1")).isEqualTo(Flow.JUMP);
        assertThat(kind("retl")).isEqualTo(Flow.JUMP);
        assertThat(kind("return %i7 + 8")).isEqualTo(Flow.RETURN);
        assertThat(kind("ta 3")).isEqualTo(Flow.TRAP);
        assertThat(kind("retry")).isEqualTo(Flow.TRAP_RETURN);
        assertThat(kind("illtrap 0")).isEqualTo(Flow.ILLEGAL);
        assertThat(kind(".word 0xffffffff")).isEqualTo(Flow.ILLEGAL);
    }

    @Test
    void conditionsAndDelaySlots() {
        expect("ba .", false, true, false, true);
        expect("ba,a .", false, true, false, false);
        expect("bn .", false, false, true, true);
        expect("bn,a .", false, false, true, false);
        expect("bne .", true, false, false, true);
        expect("bne,a .", true, false, false, true);
        expect("ba,a,pt %xcc, .", false, true, false, false);
        expect("fba,a %fcc0, .", false, true, false, false);
        expect("fbn,a .", false, false, true, false);
        expect("brz,a %g1, .", true, false, false, true);
        expect("call .", false, false, false, true);
        expect("ret", false, false, false, true);
        expect("return %i7 + 8", false, false, false, true);
        expect("ta 3", false, false, false, false);
        expect("tne 3", true, false, false, false);
        expect("retry", false, false, false, false);
        expect("nop", false, false, false, false);
    }

    private static void expect(String text, boolean conditional, boolean always, boolean never, boolean slot) {
        int word = word(text);
        assertThat(Flow.isConditional(word)).as("%s conditional", text).isEqualTo(conditional);
        assertThat(Flow.isAlways(word)).as("%s always", text).isEqualTo(always);
        assertThat(Flow.isNever(word)).as("%s never", text).isEqualTo(never);
        assertThat(Flow.hasDelaySlot(word)).as("%s delay slot", text).isEqualTo(slot);
    }

    @Test
    void callsAndReturns() {
        assertThat(Flow.isCall(word("call ."))).isTrue();
        assertThat(Flow.isCall(word("jmpl %g1, %o7"))).isTrue();
        assertThat(Flow.isCall(word("jmpl %g1, %g2"))).isFalse();
        assertThat(Flow.isReturn(word("ret"))).isTrue();
        assertThat(Flow.isReturn(word("retl"))).isTrue();
        assertThat(Flow.isReturn(word("return %i7 + 8"))).isTrue();
        assertThat(Flow.isReturn(word("jmp %o7 + 12"))).isFalse();
        assertThat(Flow.isReturn(word("jmp %g1 + 8"))).isFalse();
        assertThat(Flow.isReturn(word("jmpl %o7 + 8, %g1"))).isFalse();
    }

    /** Every relative form at both ends of its reach and one beyond. */
    @Test
    void targetsAndReach() {
        expectReach("brz,pt %g1, .", 1 << 17);
        expectReach("bne,pt %xcc, .", 1 << 20);
        expectReach("fbe %fcc1, .", 1 << 20);
        expectReach("bne .", 1 << 23);
        expectReach("fbe .", 1 << 23);
        expectReach("call .", 1L << 31);
    }

    private static void expectReach(String text, long reach) {
        int word = word(text);
        long from = 0x1_0000_0000L;
        for (long distance : new long[] {-reach, -4, 0, 4, 8, reach / 2, reach - 4}) {
            assertThat(Flow.reaches(word, from, from + distance)).as("%s %d", text, distance).isTrue();
            int moved = Flow.retarget(word, from, from + distance);
            assertThat(Flow.target(moved, from)).as("%s %d", text, distance).isEqualTo(from + distance);
            assertThat(Flow.retarget(moved, from, from)).isEqualTo(word);
        }
        assertThat(Flow.reaches(word, from, from + reach)).isFalse();
        assertThat(Flow.reaches(word, from, from - reach - 4)).isFalse();
        assertThat(Flow.reaches(word, from, from + 2)).isFalse();
    }

    private static int kind(String text) {
        return Flow.kind(word(text));
    }

    private static int word(String text) {
        return Assembler.word(text, AT);
    }
}
