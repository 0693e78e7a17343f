package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.TrapTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The data watchpoints (UM A.5.1): which accesses trap, with which trap, and that these have done nothing. */
class WatchpointTest {
    private static final int PHYSICAL = 0x61;
    private static final int VIRTUAL = 0x62;
    /** Positions in the LSU control register. */
    private static final int VIRTUAL_WRITES = 1 << 21;
    private static final int VIRTUAL_READS = 1 << 22;
    private static final int PHYSICAL_WRITES = 1 << 23;
    private static final int PHYSICAL_READS = 1 << 24;
    private static final int VIRTUAL_MASK = 25;
    private static final int PHYSICAL_MASK = 33;

    /** Notes trap type and fault address, switches the watchpoints off and does the instruction again. */
    private static final String NOTE = """
            rdpr    %tt, %g1
            stx     %g1, [%l7 + 16]
            mov     0x20, %g2
            ldxa    [%g2] 0x58, %g1
            stx     %g1, [%l7 + 24]
            stxa    %g0, [%g0] 0x45
            retry
            """;

    /** The watched doubleword is {@code data}, with 0x1122334455667788 in it; {@code noted} is 16 bytes behind. */
    private static BareMachine run(String mode, long control, String instruction) {
        return BareMachine.run(BareMachine.functional().with("mode", mode), new TrapTable().on(PHYSICAL, NOTE).on(VIRTUAL, NOTE).text() + """
                start:  setx    data, %g1, %l7
                        wr      %g0, 4, %fprs
                        wrpr    %g0, 0x14, %pstate
                        ldx     [%l7], %o0
                        stx     %o0, [%l7]              ! the engine knows the page
                        mov     0x38, %g2
                        stxa    %l7, [%g2] 0x58
                        mov     0x40, %g2
                        stxa    %l7, [%g2] 0x58
                        setx    CONTROL, %g1, %g2
                        stxa    %g2, [%g0] 0x45
                        mov     0, %o0
                        mov     0, %o1
                        INSTRUCTION
                        stxa    %g0, [%g0] 0x45
                        ba,a    finish
                        .align  64
                data:   .xword  0x1122334455667788, 0, 0, 0
                """.replace("CONTROL", Long.toString(control)).replace("INSTRUCTION", instruction));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ldx     [%l7], %o0              | true  | false
            ldub    [%l7 + 7], %o0          | true  | false
            lduh    [%l7 + 2], %o0          | true  | false
            ldd     [%l7], %f0              | true  | false
            ldxa    [%l7] 0x80, %o0         | true  | false
            stx     %o0, [%l7]              | false | true
            stb     %o0, [%l7 + 3]          | false | true
            std     %f0, [%l7]              | false | true
            stxa    %o0, [%l7] 0x81         | false | true
            casx    [%l7], %o0, %o1         | true  | true
            ldstub  [%l7], %o0              | true  | true
            swap    [%l7 + 4], %o0          | true  | true
            ldx     [%l7 + 8], %o0          | false | false
            stx     %o0, [%l7 - 8]          | false | false
            ldda    [%l7] 0xf0, %f0         | true  | false
            flush   %l7                     | false | false
            ldxa    [%l7] 0x14, %o0         | bypass | false
            """)
    void virtualAddresses(String instruction, String whenRead, boolean whenWritten) {
        for (String mode : new String[] {"functional", "timing"}) {
            expect(mode, VIRTUAL_READS | 0xffL << VIRTUAL_MASK, instruction, whenRead.equals("true"), VIRTUAL);
            expect(mode, VIRTUAL_WRITES | 0xffL << VIRTUAL_MASK, instruction, whenWritten, VIRTUAL);
            expect(mode, VIRTUAL_READS | VIRTUAL_WRITES, instruction, false, VIRTUAL);
            expect(mode, PHYSICAL_READS | 0xffL << PHYSICAL_MASK, instruction, !whenRead.equals("false"), PHYSICAL);
            expect(mode, PHYSICAL_READS | 0xffL << VIRTUAL_MASK, instruction, false, PHYSICAL);
        }
    }

    private static void expect(String mode, long control, String instruction, boolean traps, int type) {
        BareMachine bare = run(mode, control, instruction);
        assertThat(bare.at("data", 2)).as("%s, %s with %x", instruction, mode, control).isEqualTo(traps ? type : 0);
        assertThat(bare.at("data", 3)).isEqualTo(traps ? bare.label("data") + offset(instruction) : 0);
        assertThat(bare.machine.counters().traps()).isEqualTo(traps ? 1 : 0);
    }

    private static long offset(String instruction) {
        int plus = instruction.indexOf("+ ");
        return plus < 0 ? 0 : instruction.charAt(plus + 2) - '0';
    }

    /** A bit of the mask for each byte: any of the accessed bytes is enough. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1    | ldub [%l7], %o0     | true
            1    | ldub [%l7 + 1], %o0 | false
            0x80 | ldub [%l7 + 7], %o0 | true
            0x80 | lduw [%l7 + 4], %o0 | true
            0x80 | lduw [%l7], %o0     | false
            0x0c | lduh [%l7 + 2], %o0 | true
            0x0c | lduh [%l7 + 4], %o0 | false
            0x10 | ldx  [%l7], %o0     | true
            """)
    void maskedBytes(String mask, String instruction, boolean traps) {
        expect("timing", VIRTUAL_READS | Long.decode(mask) << VIRTUAL_MASK, instruction, traps, VIRTUAL);
    }

    /** Its virtual address comes before translation, the physical one behind. */
    @ParameterizedTest
    @ValueSource(longs = {VIRTUAL_WRITES | PHYSICAL_WRITES | 0xffL << VIRTUAL_MASK | 0xffL << PHYSICAL_MASK})
    void virtualComesFirst(long control) {
        expect("functional", control, "stx %o0, [%l7]", true, VIRTUAL);
    }

    /** A store that trapped has not been done; retried, it is. */
    @ParameterizedTest
    @ValueSource(ints = {VIRTUAL_WRITES, PHYSICAL_WRITES})
    void theAccessIsDoneWhenItIsRetried(int control) {
        BareMachine bare = run("timing", control | 0xffL << VIRTUAL_MASK | 0xffL << PHYSICAL_MASK, "stx %l7, [%l7]");
        assertThat(bare.at("data")).isEqualTo(bare.label("data"));
        assertThat(bare.machine.counters().dcacheWrites()).as("two before, three of the handler, one").isEqualTo(4);
    }
}
