package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.TrapTable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instructions that the interpreter executes as one do together what they do apart. */
class PairsTest {
    /** Records trap type and address, then skips the instruction. */
    private static final String RECORD = """
            rdpr    %tt, %g1
            sethi   %hi(record), %g2
            or      %g2, %lo(record), %g2
            stx     %g1, [%g2]
            rdpr    %tpc, %g1
            stx     %g1, [%g2 + 8]
            done
            """;

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

    /** The first has been executed, the second has not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0x105 | cmp %g0, %o1            | tl %xcc, 5              | 3
            0x34  | ldx [%l0], %o2          | ldx [%l0 + 4], %o1      | 5
            0x34  | ldxa [%l0] 0x80, %o2    | ldxa [%l1] 0x80, %o1    | 5
            0x32  | ldx [%l0], %o2          | ldx [%l2], %o1          | 5
            0x34  | stx %o1, [%l0]          | stx %o1, [%l0 + 4]      | 77
            0x35  | ldd [%l0], %f0          | ldd [%l0 + 4], %f2      | 5
            0x36  | std %f2, [%l0]          | std %f2, [%l0 + 4]      | 6
            """)
    void theSecondTraps(String type, String first, String second, long expected) {
        int trapType = Integer.decode(type);
        for (String mode : List.of("functional", "timing")) {
            BareMachine bare = BareMachine.run(configuration(mode), new TrapTable().on(trapType, RECORD).text() + """
                    start:  wr      %g0, 4, %fprs
                            rdpr    %pstate, %g1
                            or      %g1, 0x10, %g1
                            wrpr    %g1, 0, %pstate
                            setx    data, %g1, %l0
                            add     %l0, 4, %l1
                            setx    0x10000000, %g1, %l2
                            ldd     [%l0 + 8], %f2
                            mov     77, %o1
                            mov     3, %o2
                            ba      pair
                            std     %f2, [%l0 + 16]
                            .align  32
                    pair:   FIRST
                    here:   SECOND
                            std     %f0, [%l0 + 24]
                            ba,a    finish
                            .align  8
                    record: .xword  0, 0
                    data:   .xword  5, 6, 0, 0
                    """.replace("FIRST", first).replace("SECOND", second));
            assertThat(bare.at("record")).isEqualTo(trapType);
            assertThat(bare.at("record", 1)).isEqualTo(bare.label("here"));
            assertThat(bare.machine.registers().integer(9)).as("destination unchanged").isEqualTo(77);
            long done = first.startsWith("st") ? bare.at("data") : first.startsWith("ldd") ? bare.at("data", 3) : bare.machine.registers().integer(10);
            assertThat(done).as("the first's effect").isEqualTo(expected);
            assertThat(bare.machine.counters().traps()).isOne();
        }
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
