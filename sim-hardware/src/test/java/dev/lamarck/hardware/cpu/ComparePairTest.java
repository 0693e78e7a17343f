package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.MachineConfiguration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A comparison and the branch or trap behind it do together what they do apart. */
class ComparePairTest {
    private static final List<String> CONDITIONS = List.of(
            "e", "le", "l", "leu", "cs", "neg", "vs", "ne", "g", "ge", "gu", "cc", "pos", "vc");
    private static final List<Long> OPERANDS = List.of(
            0L, 1L, -1L, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL, 0x1_0000_0000L, -0x8000_0000L, Long.MAX_VALUE, Long.MIN_VALUE);

    /** Counts in %o5 when the condition holds, in %o4 when it does so only with nothing between the two, or only with something. */
    private static String compare(String condition, String codes) {
        return """
                        .align  32
                        mov     0, %%l5
                        mov     0, %%l6
                        cmp     %%l3, %%l4
                        b%1$s,a,pt %2$s, .+8
                        add     %%l5, 1, %%l5
                        cmp     %%l3, %%l4
                        nop
                        b%1$s,a,pt %2$s, .+8
                        add     %%l6, 1, %%l6
                        xor     %%l5, %%l6, %%l6
                        add     %%o4, %%l6, %%o4
                        add     %%o5, %%l5, %%o5
                """.formatted(condition, codes);
    }

    private static MachineConfiguration configuration(String mode) {
        return BareMachine.functional().with("mode", mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void everyConditionHoldsOfTheSameOperands(String mode) {
        String tests = CONDITIONS.stream().flatMap(condition -> Stream.of("%icc", "%xcc").map(codes -> compare(condition, codes))).collect(Collectors.joining());
        BareMachine bare = BareMachine.run(configuration(mode), """
                        mov     0, %%o4
                        mov     0, %%o5
                        setx    operands, %%g1, %%l0
                        mov     %2$d, %%l1
                first:  ldx     [%%l0], %%l3
                        setx    operands, %%g1, %%g2
                        mov     %2$d, %%l2
                second: ldx     [%%g2], %%l4
                %1$s
                        add     %%g2, 8, %%g2
                        subcc   %%l2, 1, %%l2
                        bne     second
                        nop
                        add     %%l0, 8, %%l0
                        subcc   %%l1, 1, %%l1
                        bne     first
                        nop
                        ba,a    finish
                        .align  8
                operands:
                %3$s
                """.formatted(tests, OPERANDS.size(),
                OPERANDS.stream().map(value -> "        .xword  0x" + Long.toHexString(value) + "\n").collect(Collectors.joining())));
        assertThat(bare.machine.registers().integer(12)).isZero();
        assertThat(bare.machine.registers().integer(13)).as("each of two opposites once").isEqualTo(
                (long) OPERANDS.size() * OPERANDS.size() * CONDITIONS.size());
    }

    private static final String LOOP = """
                    mov     100, %o0
                    mov     0, %o1
                    .align  32
            loop:   cmp     %o0, 0
            branch: be      out
                    sub     %o0, 1, %o0
                    ba      loop
                    add     %o1, 1, %o1
            out:    ba,a    finish
            """;

    /** In the middle of the run: until then the two have been one operation. */
    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void aWatchOfTheBranchSeesAllOfItsExecutions(String mode) {
        BareMachine plain = new BareMachine(configuration(mode), LOOP).finish();
        BareMachine watched = new BareMachine(configuration(mode), LOOP);
        watched.machine.run(Limits.instructions(50));
        long left = watched.machine.registers().integer(8);
        int[] seen = new int[1];
        watched.machine.watch(watched.label("branch"), (cycle, pc) -> seen[0]++);
        watched.finish();
        assertThat((long) seen[0]).isBetween(left, left + 2);
        assertThat(watched.machine.stateHash()).isEqualTo(plain.machine.stateHash());
    }

    /** After 10 rounds the branch is overwritten by its opposite. */
    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void anotherBranchBehindTheComparisonIsSeenAtOnce(String mode) {
        BareMachine bare = BareMachine.run(configuration(mode), """
                        setx    patch, %g1, %g2
                        setx    branch, %g1, %g3
                        ld      [%g2], %g4
                        mov     100, %o0
                        mov     0, %o1
                        .align  32
                loop:   cmp     %o0, 0
                branch: be      out
                        sub     %o0, 1, %o0
                        add     %o1, 1, %o1
                        sub     %o0, 90, %g5
                        brnz    %g5, loop
                        nop
                        ba      loop
                        st      %g4, [%g3]
                out:    ba,a    finish
                        .align  32
                        nop
                patch:  bne     . + (out - branch)
                """);
        assertThat(bare.machine.registers().integer(9)).isEqualTo(10);
    }
}
