package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.hardware.machine.TrapTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** %pcr and %pic: each event counts what the machine's own counters say, in the modes that are selected. */
class PerformanceCountersTest {
    /** Of a line of the E-cache. */
    private static final int LINE_BYTES = 64;

    /** Goes over 80 KB by loads and stores, with branches that a predictor gets wrong. */
    private static final String WORK = """
            setx    0x100000, %g1, %o1
            set     2048, %o2
            2: ldx  [%o1], %o3
            ldub    [%o1 + 1], %o3
            stb     %o2, [%o1 + 2]
            add     %o1, 40, %o1
            stx     %o2, [%o1]
            andcc   %o2, 3, %g0
            bne     1f
            nop
            stx     %o2, [%o1 + 8]
            1: deccc %o2
            bne     2b
            nop
            """;

    private static BareMachine run(int event0, int event1) {
        long control = 2 | event0 << 4 | event1 << 11;
        return BareMachine.run(BareMachine.timing().with("ecache.bytes", "16384"), "setx " + control + ", %g1, %o5\nwr %g0, 0, %pic\nwr %o5, 0, %pcr\n"
                + WORK + "rd %pic, %o0\nba,a finish\n");
    }

    /** What each event has counted until %pic was read, against the machine's counters at the end; a few instructions lie between. */
    @ParameterizedTest
    @CsvSource({"0, 0, cycles", "1, 1, instructions", "2, 2, stalls", "8, 8, icache", "9, 9, reads", "10, 10, writes", "12, 12, ecache"})
    void eventsAreTheMachinesCounts(int event0, int event1, String what) {
        BareMachine bare = run(event0, event1);
        long pic = bare.machine.registers().integer(8);
        Counters all = bare.machine.counters();
        long first = switch (what) {
            case "cycles" -> all.cycles();
            case "instructions" -> all.instructions();
            case "stalls" -> all.icacheStallCycles();
            case "icache" -> all.icacheReferences();
            case "reads" -> all.dcacheReads();
            case "writes" -> all.dcacheWrites();
            default -> all.ecacheReferences();
        };
        long second = switch (what) {
            case "cycles" -> all.cycles();
            case "instructions" -> all.instructions();
            case "stalls" -> all.mispredictStallCycles();
            case "icache" -> all.icacheReferences() - all.icacheMisses();
            case "reads" -> all.dcacheReads() - all.dcacheReadMisses();
            case "writes" -> all.dcacheWrites() - all.dcacheWriteMisses();
            default -> all.ecacheReferences() - all.ecacheMisses();
        };
        assertThat(pic & 0xffff_ffffL).isPositive().isBetween(first - 200, first);
        assertThat(pic >>> 32).isPositive().isBetween(second - 200, second);
    }

    /** The E-cache's own events: loads that hit it, and modified lines that it had to write back. */
    @Test
    void hitsOfLoadsAndWriteBacks() {
        BareMachine bare = run(15, 13);
        long pic = bare.machine.registers().integer(8);
        Counters all = bare.machine.counters();
        assertThat(pic & 0xffff_ffffL).as("the walk is longer than the E-cache: no line comes back, but each has four sub-blocks")
                .isPositive().isLessThan(all.dcacheReadMisses());
        long lines = 2048 * 40 / LINE_BYTES;
        assertThat(pic >>> 32).as("every line is stored to, and all but those still there have gone").isBetween(lines - 16384 / 64 - 2, lines);
    }

    /** Nothing is counted in a mode that is not selected, and PRIV keeps %pic from user mode. */
    @ParameterizedTest
    @CsvSource({"2, 0", "4, 1", "6, 2", "0, -1"})
    void modesAreSelected(int control, int userShare) {
        BareMachine bare = BareMachine.run(new TrapTable().on(0x110, "rd %pic, %g1\nmov %g1, %o0\nba,a finish\n").text() + """
                start:  wr      %g0, 0, %pic
                        set     0x810 | CONTROL, %o5
                        wr      %o5, 0, %pcr
                        wrpr    %g0, 0, %pstate
                        set     1000, %o2
                1:      deccc   %o2
                        bne     1b
                        nop
                        ta      0x10
                """.replace("0x810 | CONTROL", Integer.toString(0x810 | control)));
        long counted = bare.machine.registers().integer(8) & 0xffff_ffffL;
        switch (userShare) {
            case -1 -> assertThat(counted).isZero();
            case 0 -> assertThat(counted).isBetween(1L, 10L);
            default -> assertThat(counted).isBetween(3000L, 3010L);
        }
    }
}
