package dev.lamarck.hardware.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamarck.hardware.translate.Engine;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functional mode up to a moment, then timing: what is computed, what is counted, and that it can be had again. */
class FastForwardTest {
    private static final long MARKED = 5;

    /** Walks over 32 KB again and again, with a timer's ticks; after a third of it sets a marker. */
    private static final String WORK = new TrapTable().on(0x4a, """
            ldx     [%l5], %g2
            inc     %g2
            stx     %g2, [%l5]
            mov     2, %g4
            stxa    %g4, [%l0 + 0x18] %asi
            retry
            """).text() + """
            start:  wr      %g0, 0x15, %asi
                    setx    0x1fe00000000, %g1, %l0
                    setx    ticks, %g1, %l5
                    mov     2, %g4
                    stxa    %g4, [%l0 + 0x08] %asi
                    set     0x2000, %g3
                    add     %l0, %g3, %l1
                    set     3000, %g4
                    stxa    %g4, [%l1] %asi
                    set     0xa000, %g3
                    add     %l0, %g3, %l2
                    wrpr    %g0, 0, %pil
                    wrpr    %g0, 6, %pstate
                    setx    0x100000, %g1, %o0
                    mov     12, %o1
            1:      set     0x8000, %o2
            2:      ldx     [%o0 + %o2], %o3
                    add     %o3, %o2, %o3
                    subcc   %o2, 16, %o2
                    bne     2b
                    stx     %o3, [%o0 + %o2]
                    cmp     %o1, 9
                    bne     3f
                    mov     5, %g4
                    stxa    %g4, [%l2 + 0x08] %asi
            marked: nop
            3:      deccc   %o1
                    bne     1b
                    nop
                    ba,a    finish
                    .align  8
            ticks:  .xword  0
            """;

    private static MachineConfiguration machine(String moment, long warmUp) {
        return BareMachine.timing().with("ram.bytes", "16777216").with("fast.forward", moment).with("warm.up", Long.toString(warmUp));
    }

    private static long total() {
        return new BareMachine(machine("none", 0).with("mode", "functional"), WORK).finish().machine.instructions();
    }

    private static List<Long> registers(Machine machine) {
        return LongStream.concat(LongStream.of(machine.registers().pc(), machine.registers().ccr(), machine.cycles()),
                IntStream.range(0, 32).mapToLong(machine.registers()::integer)).boxed().toList();
    }

    /** Until timing begins the machine is the functional one, to the cycle. */
    @Test
    void arrivesWhereFunctionalModeDoes() {
        for (long at : new long[] {1, 777, 12_345, total() - 5}) {
            Machine fast = new BareMachine(machine(Long.toString(at), 100), WORK).machine;
            Machine functional = new BareMachine(machine("none", 0).with("mode", "functional"), WORK).machine;
            fast.run(Limits.instructions(at));
            functional.run(Limits.instructions(at));
            assertThat(registers(fast)).isEqualTo(registers(functional));
            assertThat(fast.readPhysical(0, 1 << 21)).isEqualTo(functional.readPhysical(0, 1 << 21));
            assertThat(fast.counters()).isEqualTo(functional.counters());
            assertThat(fast.measured()).isEmpty();
        }
    }

    /** With nothing to go past, it is timing mode from the first instruction on. */
    @Test
    void nothingToGoPastIsTimingMode() {
        Machine none = new BareMachine(machine("none", 0), WORK).finish().machine;
        Machine zero = new BareMachine(machine("0", 0), WORK).finish().machine;
        assertThat(zero.counters()).isEqualTo(none.counters());
        assertThat(zero.measured()).contains(none.counters());
        assertThat(none.measured()).contains(none.counters());
    }

    /** What is counted begins exactly after the warm-up, and the caches are warm by then: the second walk over what fits into them misses nothing. */
    @Test
    void countsFromTheWarmUpOn() {
        long all = total();
        Machine cold = new BareMachine(machine("20000", 0), WORK).finish().machine;
        Machine warm = new BareMachine(machine("20000", 40_000), WORK).finish().machine;
        Counters colds = cold.measured().orElseThrow();
        Counters warms = warm.measured().orElseThrow();
        assertThat(colds.instructions()).isEqualTo(cold.instructions() - 20_000);
        assertThat(warms.instructions()).isEqualTo(warm.instructions() - 60_000);
        assertThat(warm.instructions()).isGreaterThanOrEqualTo(all);
        assertThat(colds.ecacheMisses()).as("32 KB are 512 lines, and some text").isBetween(512L, 560L);
        assertThat(warms.ecacheMisses()).isZero();
        assertThat(warms.dcacheReads()).isPositive();
    }

    /** The instruction that sets the marker is the last one before timing begins. */
    @Test
    void aMarkerIsAMoment() {
        BareMachine bare = new BareMachine(machine("marker:" + MARKED, 0), WORK);
        bare.machine.breakAt(bare.label("marked"), (cycle, pc) -> true);
        assertThat(bare.machine.run(Limits.none())).isInstanceOf(Stop.Held.class);
        long at = bare.machine.instructions();
        bare.finish();
        assertThat(bare.machine.measured().orElseThrow().instructions()).isEqualTo(bare.machine.instructions() - at);
        assertThat(new BareMachine(machine("marker:6", 0), WORK).finish().machine.measured()).as("a marker that nobody sets").isEmpty();
    }

    /** From a snapshot of each stage on it ends as it would have. */
    @ParameterizedTest
    @ValueSource(strings = {"20000", "marker:5"})
    void snapshotsOfEveryStage(String moment) {
        Machine whole = new BareMachine(machine(moment, 15_000), WORK).finish().machine;
        for (long at = 5_000; at < whole.instructions(); at += 7_001) {
            Machine part = new BareMachine(machine(moment, 15_000), WORK).machine;
            part.run(Limits.instructions(at));
            Machine copy = part.fork(Host.none());
            assertThat(copy.stateHash()).isEqualTo(part.stateHash());
            copy.run(Limits.none());
            assertThat(copy.stateHash()).as("restored at %d", at).isEqualTo(whole.stateHash());
            assertThat(copy.measured()).isEqualTo(whole.measured());
        }
    }

    /** Whoever executes the functional part. */
    @Test
    void theEngineMakesNoDifference() {
        BareMachine interpreted = new BareMachine(machine("30000", 10_000), WORK);
        interpreted.machine.use(Engine.INTERPRET);
        BareMachine translated = new BareMachine(machine("30000", 10_000), WORK);
        translated.machine.use(Engine.EAGER);
        assertThat(translated.finish().machine.stateHash()).isEqualTo(interpreted.finish().machine.stateHash());
        assertThat(translated.machine.measured()).isEqualTo(interpreted.machine.measured());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fast.forward | soon      | fast.forward=soon: must be none, a number of instructions, or marker: and the number of a marker
            fast.forward | marker:   | fast.forward=marker:: must be
            fast.forward | -1        | fast.forward=-1: must be
            mode         | functional| fast.forward: needs mode=timing
            icache       | hardware  | icache=hardware: cannot be fast-forwarded to
            """)
    void refusesWhatHasNoMeaning(String key, String value, String reason) {
        assertThatThrownBy(() -> new BareMachine(machine("1000", 0).with(key, value), WORK))
                .isInstanceOf(InvalidInput.class).hasMessageStartingWith(reason);
    }
}
