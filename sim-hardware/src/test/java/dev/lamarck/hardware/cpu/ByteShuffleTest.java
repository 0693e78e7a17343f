package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BSHUFFLE as the manual has it, and as QEMU does ({@code vis.bshuffle}). */
class ByteShuffleTest {
    @ParameterizedTest
    @CsvSource({"manual, 00224466_88aaccee", "qemu, eeccaa88_66442200"})
    void theKeySaysWhichEndTheMaskBegins(String order, String result) {
        assertThat(shuffled(BareMachine.functional().with("vis.bshuffle", order))).isEqualTo(Long.parseUnsignedLong(result.replace("_", ""), 16));
    }

    /** So that programs whose expected output a referee made give it (docs/decisions/003). */
    @Test
    void theDefaultIsTheReferees() {
        assertThat(shuffled(BareMachine.functional())).isEqualTo(0xeeccaa88_66442200L);
    }

    private static long shuffled(MachineConfiguration configuration) {
        BareMachine bare = BareMachine.run(configuration, """
                        wrpr    %g0, 0x14, %pstate
                        wr      %g0, 4, %fprs
                        sethi   %hi(data), %g5
                        or      %g5, %lo(data), %g5
                        ldd     [%g5], %f0
                        ldd     [%g5 + 8], %f2
                        set     0x02468ace, %g1
                        bmask   %g1, %g0, %g0
                        bshuffle %f0, %f2, %f4
                        std     %f4, [%g5]
                        ba,a    %xcc, finish
                        .align  8
                data:   .xword  0x0011223344556677, 0x8899aabbccddeeff
                """);
        return bare.at("data");
    }
}
