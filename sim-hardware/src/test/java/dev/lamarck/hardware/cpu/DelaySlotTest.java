package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which instructions run around a branch (V9 A.3 to A.7): the slot adds 1, falling through adds 16, arriving adds 256. */
class DelaySlotTest {
    private static final int SLOT = 1;
    private static final int FALL_THROUGH = 16;
    private static final int TARGET = 256;

    /** %icc, %xcc and %fcc1 say "equal", %g1 is zero. */
    private static final String TEXT = """
            wrpr %%g0, 0x14, %%pstate
            wr %%g0, 4, %%fprs
            fzero %%f0
            fcmpd %%fcc0, %%f0, %%f0
            fcmpd %%fcc1, %%f0, %%f0
            mov 0, %%o0
            mov 0, %%g1
            cmp %%g0, %%g0
            %s 1f
             add %%o0, 1, %%o0
            add %%o0, 16, %%o0
            1: add %%o0, 256, %%o0
            set result, %%g2
            stx %%o0, [%%g2]
            ba,a finish
            .align 8
            result: .xword 0
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ba", "ba,pt %xcc,", "fba", "fba %fcc1,", "be", "be,pt %icc,", "fbe", "fbe,pn %fcc1,", "brz,pt %g1,",
        "be,a", "be,a,pn %xcc,", "fbe,a", "fbe,a %fcc1,", "brz,a,pn %g1,"})
    void takenRunsTheSlot(String branch) {
        assertThat(run(branch)).isEqualTo(SLOT + TARGET);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bn", "bn,pn %icc,", "fbn", "fbn %fcc1,", "bne", "bne,pt %xcc,", "fbne", "fbne %fcc1,", "brnz,pt %g1,"})
    void notTakenRunsTheSlot(String branch) {
        assertThat(run(branch)).isEqualTo(SLOT + FALL_THROUGH + TARGET);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ba,a", "ba,a,pt %xcc,", "fba,a", "fba,a,pn %fcc1,"})
    void annulledAlwaysSkipsTheSlot(String branch) {
        assertThat(run(branch)).isEqualTo(TARGET);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bn,a", "bn,a,pt %icc,", "fbn,a", "fbn,a %fcc1,", "bne,a", "bne,a,pn %xcc,", "fbne,a", "fbne,a,pt %fcc1,", "brnz,a,pt %g1,"})
    void annulledNotTakenSkipsTheSlot(String branch) {
        assertThat(run(branch)).isEqualTo(FALL_THROUGH + TARGET);
    }

    private static long run(String branch) {
        return BareMachine.run(TEXT.formatted(branch)).at("result");
    }
}
