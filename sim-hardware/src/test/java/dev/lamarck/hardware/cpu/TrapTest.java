package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.hardware.machine.TrapTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entry to traps and return: which trap, which state is saved, which registers change, what is not yet done. */
class TrapTest {
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
    private static final String RECORD_AREA = """
                    .align  8
            record: .xword  0, 0
            """;
    private static final String ENTER_USER_MODE = """
                    rdpr    %pstate, %g1
                    andn    %g1, 4, %g1
                    wrpr    %g1, 0, %pstate
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0x10 | .word 0
            0x10 | ldtw [%g0 + 8], %o1
            0x10 | rdpr %tpc, %o0
            0x20 | faddd %f0, %f2, %f4
            0x20 | ldd [%g0 + 8], %f2
            0x28 | sdivx %o0, %g0, %o1
            0x28 | udiv %o0, %g0, %o1
            0x23 | taddcctv %o0, 3, %o1
            0x32 | ldx [%o5], %o1
            0x34 | ldx [%g0 + 4], %o1
            0x34 | sth %o1, [%g0 + 1]
            0x34 | jmpl %g0 + 2, %o1
            0x34 | casx [%o4], %o1, %o2
            0x101 | ta 1
            0x16d | ta 0x6d
            0x17f | ta 0x7f
            0x30 | ldxa [%g0] 0x53, %o1
            """)
    void precise(String type, String instruction) {
        int trapType = Integer.decode(type);
        BareMachine bare = BareMachine.run(new TrapTable().on(trapType, RECORD).text() + """
                start:  mov     77, %o1
                        mov     4, %o4
                        setx    0x10000000, %g1, %o5
                here:   INSTRUCTION
                        ba,a    finish
                """.replace("INSTRUCTION", instruction) + RECORD_AREA);
        assertThat(bare.at("record")).isEqualTo(trapType);
        assertThat(bare.at("record", 1)).isEqualTo(bare.label("here"));
        assertThat(bare.machine.registers().integer(9)).as("destination unchanged").isEqualTo(77);
        assertThat(bare.machine.counters().traps()).isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0x11 | rdpr %tba, %o1
            0x11 | wrpr %g0, 0, %pil
            0x11 | done
            0x11 | saved
            0x37 | ldxa [%g0] 0x14, %o1
            0x37 | stba %o1, [%g0] 0x4
            """)
    void notAllowedInUserMode(String type, String instruction) {
        int trapType = Integer.decode(type);
        BareMachine bare = BareMachine.run(new TrapTable().on(trapType, RECORD)
                .on(0x110, "ba,a finish\n").text() + "start:\n" + ENTER_USER_MODE + """
                here:   INSTRUCTION
                        ta      0x10
                """.replace("INSTRUCTION", instruction) + RECORD_AREA);
        assertThat(bare.at("record")).isEqualTo(trapType);
        assertThat(bare.at("record", 1)).isEqualTo(bare.label("here"));
    }

    /** Condition codes, %asi, PSTATE and CWP come back with RETRY and DONE; globals are alternate ones meanwhile. */
    @Test
    void stateIsSavedAndRestored() {
        BareMachine bare = BareMachine.run(new TrapTable().on(0x101, """
                wr      %g0, 0x5a, %ccr
                wr      %g0, 0x14, %asi
                mov     99, %g3
                rdpr    %pstate, %g1
                save
                mov     %g1, %l0
                rdpr    %tstate, %l1
                done
                """).text() + """
                start:  wr      %g0, 0xa5, %ccr
                        wr      %g0, 0x80, %asi
                        mov     3, %g3
                        wrpr    %g0, 0x6, %pstate
                        ta      1
                        rd      %ccr, %o0
                        rd      %asi, %o1
                        mov     %g3, %o2
                        rdpr    %pstate, %o3
                        rdpr    %cwp, %o4
                        ba,a    finish
                """);
        var registers = bare.machine.registers();
        assertThat(registers.integer(8)).isEqualTo(0xa5);
        assertThat(registers.integer(9)).isEqualTo(0x80);
        assertThat(registers.integer(10)).isEqualTo(3);
        assertThat(registers.integer(11)).isEqualTo(6);
        assertThat(registers.integer(12)).isZero();
        assertThat(registers.integer(1, 16)).as("PSTATE in the trap: PRIV, PEF, AG").isEqualTo(0x15);
        assertThat(registers.integer(1, 17)).as("TSTATE").isEqualTo(0xa5L << 32 | 0x80L << 24 | 6 << 8);
    }

    /** The trap of an instruction in a delay slot saves the branch target as its npc. */
    @Test
    void trapInADelaySlot() {
        BareMachine bare = BareMachine.run(new TrapTable().on(0x101, """
                rdpr    %tnpc, %g1
                mov     %g1, %o1
                done
                """).text() + """
                start:  ba      target
                        ta      1
                        mov     1, %o0
                target: mov     2, %o2
                        ba,a    finish
                """);
        var registers = bare.machine.registers();
        assertThat(registers.integer(9)).isEqualTo(bare.label("target"));
        assertThat(registers.integer(8)).as("skipped").isZero();
        assertThat(registers.integer(10)).isEqualTo(2);
    }

    @Test
    void nestedTrapsUseTheUpperHalfOfTheTable() {
        BareMachine bare = BareMachine.run(new TrapTable().on(0x101, "ta 2\nmov %g4, %o0\ndone\n")
                .onNested(0x102, "rdpr %tl, %g4\nadd %g4, 40, %g4\ndone\n").text() + """
                start:  ta      1
                        ba,a    finish
                """);
        assertThat(bare.machine.registers().integer(8)).isEqualTo(42);
    }

    @Test
    void theLastTrapLevelStopsTheMachine() {
        BareMachine bare = new BareMachine(BareMachine.functional(), """
                        wrpr    %g0, 3, %tl
                here:   ta      1
                """);
        assertThat(bare.machine.run(Limits.none()))
                .isEqualTo(new Stop.TrapLevelsExhausted(0x101, bare.label("here")));
    }

    /** 16 bits wide, and an interrupt is taken only above %pil with PSTATE.IE set. */
    @Test
    void softwareInterruptsHaveLevels() {
        BareMachine bare = BareMachine.run(new TrapTable().on(0x44, """
                rdpr    %tt, %g1
                mov     %g1, %o0
                wr      %g0, 0x10, %clear_softint
                retry
                """).text() + """
                start:  wrpr    %g0, 4, %pil
                        wrpr    %g0, 0x6, %pstate
                        wr      %g0, 0x10, %set_softint
                        mov     %o0, %o1
                        wrpr    %g0, 3, %pil
                        mov     %o0, %o2
                        ba,a    finish
                """);
        assertThat(bare.machine.registers().integer(9)).as("masked by %pil").isZero();
        assertThat(bare.machine.registers().integer(10)).isEqualTo(0x44);
    }

    @Test
    void tickCompareRaisesLevel14AtItsCycle() {
        BareMachine bare = BareMachine.run(new TrapTable().on(0x4e, """
                rd      %tick, %g1
                mov     %g1, %o0
                wr      %g0, 1, %clear_softint
                mov     1, %o3
                retry
                """).text() + """
                start:  wrpr    %g0, 0, %pil
                        wrpr    %g0, 0x6, %pstate
                        wr      %g0, 500, %tick_cmpr
                1:      brz     %o3, 1b
                        nop
                        ba,a    finish
                """);
        assertThat(bare.machine.registers().integer(8)).isEqualTo(500);
    }
}
