package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.Assembler;
import dev.lamarck.hardware.machine.BareMachine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that the table knows but whose operands no processor accepts: they trap as illegal instructions. */
class IllegalOperandTest {
    private static final int ILLEGAL_INSTRUCTION = 0x10;

    /** The trap table is one vector: it notes the trap type and ends the run. */
    private static final String TEXT = """
            set table, %%g1
            wrpr %%g1, %%tba
            wrpr %%g0, 0x14, %%pstate
            wr %%g0, 4, %%fprs
            set table, %%l0
            .word %d
            ba,a finish
            .align 32768
            table:
            .skip 512
            rdpr %%tt, %%o0
            set result, %%g2
            stx %%o0, [%%g2]
            ba,a finish
            .align 8
            result: .xword 0
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ldd [%l0], %o1", "std %o1, [%l0]", "ldda [%l0] 0x80, %o1", "stda %o1, [%l0] 0x80",
        "prefetch [%l0], 5", "prefetcha [%l0] 0x80, 15", "rd %asr7, %o1", "wr %g0, 0, %asr31", "rdpr %fq, %o1", "rdpr %tpc, %o1",
        "ldq [%l0], %f0", "siam 3", "illtrap 5", ".word 0xffffffff"})
    void trap(String instruction) {
        assertThat(trapType(Assembler.word(instruction, 0))).isEqualTo(ILLEGAL_INSTRUCTION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ldd [%l0], %o2", "prefetch [%l0], 4", "prefetch [%l0], 16", "rd %y, %o1", "rdpr %tl, %o1", "nop"})
    void theirLegalRelativesDoNot(String instruction) {
        assertThat(trapType(Assembler.word(instruction, 0))).isZero();
    }

    private static long trapType(int word) {
        return BareMachine.run(TEXT.formatted(word)).at("result");
    }
}
