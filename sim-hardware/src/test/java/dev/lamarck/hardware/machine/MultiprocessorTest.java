package dev.lamarck.hardware.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several processors on one memory: locks, messages, code of others, and that every interleaving can be had again. */
class MultiprocessorTest {
    private static final long SEED = Long.getLong("multiprocessor.seed", 11);

    private static final int ROUNDS = 300;

    /** Half of the increments under a lock of one byte, half by compare and swap; the lock's holder sees both of its words equal. */
    private static final String COUNTING = new TrapTable().text() + Multiprocessor.START + """
            main:   wr      %g0, 0x15, %asi
                    set     ROUNDS, %l7
                    setx    lock, %g1, %l0
                    setx    counts, %g1, %l1
            1:      ldstub  [%l0], %g1
                    brnz    %g1, 1b
                    nop
                    membar  #LoadLoad | #LoadStore
                    ldx     [%l1], %g2
                    ldx     [%l1 + 8], %g3
                    cmp     %g2, %g3
                    be      2f
                    inc     %g2
                    illtrap 0
            2:      stx     %g2, [%l1]
                    stx     %g2, [%l1 + 8]
                    membar  #StoreStore | #LoadStore
                    stb     %g0, [%l0]
                    add     %l1, 64, %l2
            3:      ldx     [%l2], %g3
                    add     %g3, 1, %g4
                    casx    [%l2], %g3, %g4
                    cmp     %g3, %g4
                    bne     3b
                    nop
                    deccc   %l7
                    bne     1b
                    nop
                    ba,a    done
                    .align  64
            lock:   .xword  0
                    .align  64
            counts: .xword  0, 0
                    .align  64
                    .xword  0
            """.replace("ROUNDS", Integer.toString(ROUNDS)) + Multiprocessor.END;

    private static MachineConfiguration machine(String mode, int cpus, int slice) {
        return BareMachine.functional().with("mode", mode).with("cpus", Integer.toString(cpus)).with("smp.slice", Integer.toString(slice))
                .with("ram.bytes", "16777216");
    }

    @ParameterizedTest
    @CsvSource({"functional, 2, 1", "functional, 4, 50", "functional, 8, 1000", "timing, 2, 1000", "timing, 4, 1", "timing, 8, 50"})
    void locksExclude(String mode, int cpus, int slice) {
        BareMachine bare = new BareMachine(machine(mode, cpus, slice), COUNTING, SEED).finish();
        assertThat(bare.at("counts")).isEqualTo((long) cpus * ROUNDS);
        assertThat(bare.at("counts", 8)).isEqualTo((long) cpus * ROUNDS);
        assertThat(bare.at("arrived")).isEqualTo(cpus);
        Counters sum = bare.machine.counters();
        assertThat(IntStream.range(0, cpus).mapToObj(bare.machine::counters).reduce(Counters::plus)).contains(sum);
        assertThat(sum.instructions()).isEqualTo(bare.machine.instructions());
    }

    @Test
    void seedsDifferAndEachIsReproducible() {
        List<String> hashes = new ArrayList<>();
        for (long seed = 0; seed < 6; seed++) {
            hashes.add(new BareMachine(machine("timing", 4, 200), COUNTING, seed / 2).finish().machine.stateHash());
        }
        assertThat(hashes.stream().distinct()).hasSize(3);
        assertThat(hashes.get(0)).isEqualTo(hashes.get(1));
        assertThat(hashes.get(4)).isEqualTo(hashes.get(5));
    }

    /** A word goes round, one less each time, by interrupt vectors between processors that sleep. */
    private static final String RING = new TrapTable().on(0x60, "ba,a received\n").text() + Multiprocessor.START + """
            main:   wr      %g0, 0x15, %asi
                    wrpr    %g0, 6, %pstate
                    setx    0x1fe00000000, %g1, %l0
                    brnz    %g7, 2f
                    set     500, %l1
                    setx    0x1fe0000a040, %g1, %l2
                    sub     %g6, 1, %l3
                    sllx    %l3, 3, %l3
                    add     %l2, %l3, %l2
            1:      ldxa    [%l2] 0x15, %l3                  ! the last is started
                    brz     %l3, 1b
                    mov     0x40, %l4
                    stxa    %l1, [%l4] 0x77
                    mov     1, %l5
                    sllx    %l5, 14, %l5
                    or      %l5, 0x70, %l5
                    stxa    %g0, [%l5] 0x77
                    membar  #Sync
            2:      stxa    %g0, [%l0 + 0x10] %asi
                    ba,a    2b
            received:
                    mov     0x40, %g1
                    ldxa    [%g1] 0x7f, %g2
                    ldxa    [%g0] 0x49, %g5                  ! busy, and from whom
                    stxa    %g0, [%g0] 0x49
                    setx    sums, %g4, %g3
                    ldxa    [%g0] 0x4a, %g4
                    srlx    %g4, 17, %g4
                    sllx    %g4, 4, %g6
                    add     %g3, %g6, %g3
                    ldx     [%g3], %g6
                    add     %g6, %g2, %g6
                    stx     %g6, [%g3]
                    stx     %g5, [%g3 + 8]
                    brz     %g2, finish
                    dec     %g2
                    stxa    %g2, [%g1] 0x77
                    inc     %g4
                    set     0x2010, %g6
                    ldx     [%g6], %g6
                    cmp     %g4, %g6
                    move    %xcc, 0, %g4
                    sllx    %g4, 14, %g4
                    or      %g4, 0x70, %g4
            1:      stxa    %g0, [%g4] 0x77
                    ldxa    [%g0] 0x48, %g6
                    brnz    %g6, 1b                          ! refused
                    nop
                    retry
                    .align  64
            sums:   .skip   128
            """;

    @ParameterizedTest
    @CsvSource({"functional, 2", "functional, 8", "timing, 2", "timing, 4"})
    void vectorsGoRoundAndWake(String mode, int cpus) {
        BareMachine bare = new BareMachine(machine(mode, cpus, 300), RING, SEED).finish();
        for (int cpu = 0; cpu < cpus; cpu++) {
            int from = (cpu + cpus - 1) % cpus;
            int me = cpu;
            assertThat(bare.at("sums", 2 * cpu)).as("cpu %d", cpu)
                    .isEqualTo(IntStream.rangeClosed(0, 500).filter(word -> (501 - word) % cpus == me).sum());
            assertThat(bare.at("sums", 2 * cpu + 1)).isEqualTo(0x20 | from);
            assertThat(bare.machine.counters(cpu).idleCycles()).isGreaterThan(10_000);
        }
        assertThat(bare.machine.cycles()).as("a vector takes its time").isBetween(501L * 100, 501L * 300);
    }

    /** One waits in a loop that another one patches, in the middle of it, so that it ends. */
    private static final String PATCHING = new TrapTable().text() + Multiprocessor.START + """
            main:   wr      %g0, 0x15, %asi
                    cmp     %g7, 1
                    bg      done
                    nop
                    be      looping
                    nop
                    set     700, %l0
            1:      deccc   %l0
                    bne     1b
                    nop
                    setx    patch, %g1, %l1
                    setx    target, %g1, %l2
                    ld      [%l1], %l3
                    st      %l3, [%l2]
                    flush   %l2
                    ba,a    done
            looping:
                    mov     0, %l1
            target: ba      1f
                    inc     %l1
                    setx    seen, %g1, %l2
                    stx     %l1, [%l2]
                    ba,a    done
            1:      ba,a    target
            patch:  nop
                    .align  64
            seen:   .xword  0
            """ + Multiprocessor.END;

    @ParameterizedTest
    @CsvSource({"functional, coherent, 1", "functional, coherent, 400", "timing, coherent, 1", "timing, coherent, 400", "timing, hardware, 400"})
    void anothersCodeIsPatched(String mode, String icache, int slice) {
        BareMachine bare = new BareMachine(machine(mode, 2, slice).with("icache", icache), PATCHING, SEED).finish();
        assertThat(bare.at("seen")).isBetween(100L, 1500L);
    }

    /** Every processor counts the ticks of a timer of its own, of its own period. */
    private static final String TICKING = new TrapTable().on(0x4a, "ba,a tick\n").text() + Multiprocessor.START + """
            main:   wr      %g0, 0x15, %asi
                    setx    0x1fe00000000, %g1, %l0
                    set     0x2000, %l1
                    add     %l0, %l1, %l1
                    mov     2, %l2
                    stxa    %l2, [%l0 + 0x08] %asi
                    add     %g7, 1, %l2
                    set     1000, %l3
                    mulx    %l2, %l3, %l2
                    stxa    %l2, [%l1] %asi
                    wrpr    %g0, 0, %pil
                    wrpr    %g0, 6, %pstate
                    setx    ticks, %g1, %l4
                    sllx    %g7, 3, %l5
                    add     %l4, %l5, %l4
            1:      ldx     [%l4], %l6
                    cmp     %l6, 20
                    bl      1b
                    nop
                    wrpr    %g0, 15, %pil
                    ba,a    done
            tick:   ldxa    [%g0] 0x4a, %g1
                    srlx    %g1, 17, %g1
                    sllx    %g1, 3, %g1
                    setx    ticks, %g3, %g2
                    add     %g2, %g1, %g2
                    ldx     [%g2], %g3
                    inc     %g3
                    stx     %g3, [%g2]
                    setx    0x1fe00000000, %g3, %g2
                    mov     2, %g3
                    stxa    %g3, [%g2 + 0x18] %asi
                    retry
                    .align  64
            ticks:  .skip   64
            """ + Multiprocessor.END;

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void eachHasItsTimer(String mode) {
        BareMachine bare = new BareMachine(machine(mode, 4, 500), TICKING, SEED).finish();
        assertThat(IntStream.range(0, 4).mapToLong(cpu -> bare.at("ticks", cpu))).containsOnly(20L);
        assertThat(bare.machine.cycles()).isBetween(20L * 4000, 20L * 4000 + 5000);
    }

    @ParameterizedTest
    @CsvSource({"functional, 2", "functional, 8", "timing, 4"})
    void stoppedAndContinuedIsNeverStopped(String mode, int cpus) {
        for (String program : List.of(COUNTING, RING, TICKING)) {
            MachineConfiguration configuration = machine(mode, cpus, 300);
            Machine whole = new BareMachine(configuration, program, SEED).finish().machine;
            Random random = new Random(SEED);
            Machine pieces = new BareMachine(configuration, program, SEED).machine;
            Stop stop;
            do {
                boolean byCycles = random.nextBoolean();
                stop = pieces.run(byCycles ? Limits.cycles(pieces.cycles() + random.nextInt(40_000))
                        : Limits.instructions(pieces.instructions() + random.nextInt(40_000)));
                Machine other = new BareMachine(configuration, program, SEED).machine;
                other.restore(pieces.snapshot());
                assertThat(other.stateHash()).isEqualTo(pieces.stateHash());
                pieces = other;
            } while (!(stop instanceof Stop.PowerOff));
            assertThat(pieces.counters()).as("multiprocessor.seed %d", SEED).isEqualTo(whole.counters());
            assertThat(pieces.stateHash()).isEqualTo(whole.stateHash());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void aRecordedScheduleGivesTheSameRun(String mode) {
        for (String program : List.of(COUNTING, RING, TICKING)) {
            MachineConfiguration configuration = machine(mode, 4, 300);
            Schedule.Text text = new Schedule.Text();
            BareMachine free = new BareMachine(configuration, program, SEED);
            free.machine.recordSchedule(text);
            free.machine.run(Limits.instructions(1000));
            free.finish();
            Schedule schedule = Schedule.parse("recorded", text.toString(), 4);
            BareMachine forced = new BareMachine(configuration, program, SEED, new byte[0], schedule);
            Schedule.Text again = new Schedule.Text();
            forced.machine.recordSchedule(again);
            forced.finish();
            assertThat(again).hasToString(text.toString());
            assertThat(forced.machine.cycles()).isEqualTo(free.machine.cycles());
            for (int cpu = 0; cpu < 4; cpu++) {
                assertThat(forced.machine.counters(cpu)).isEqualTo(free.machine.counters(cpu));
            }
            assertThat(forced.machine.readPhysical(0, 0x2_0000)).isEqualTo(free.machine.readPhysical(0, 0x2_0000));
        }
    }

    /** Both add to a word without a lock. */
    private static final String RACING = new TrapTable().text() + Multiprocessor.START + """
            main:   wr      %g0, 0x15, %asi
                    setx    word, %g1, %l0
            race:   ldx     [%l0], %l1
                    add     %l1, 1, %l1
                    stx     %l1, [%l0]
                    ba,a    done
                    .align  64
            word:   .xword  0
            """ + Multiprocessor.END;

    /** The interleaving in which an update is lost, and the one in which it is not, on demand. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2"})
    void aScheduleForcesARace(int before, int result) {
        BareMachine probe = new BareMachine(machine("functional", 2, 1), RACING);
        long[] steps = {-1, -1};
        probe.machine.watch(probe.label("race"), (cycle, pc) ->
                steps[probe.machine.cpu()] = probe.machine.counters(probe.machine.cpu()).instructions());
        probe.finish();
        String text = "0 %d # to the race\n1 %d\n0 %d\n1 4\n".formatted(steps[0], steps[1], before);
        Schedule schedule = Schedule.parse("race", text, 2);
        assertThat(new BareMachine(machine("functional", 2, 1), RACING, SEED, new byte[0], schedule).finish().at("word")).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 5 6     | given:2: must be a processor's number and a number of steps, not '0 5 6'
            4 5       | given:2: '4' must be a processor, of which there are 4, from 0 to 3
            one 5     | given:2: 'one' must be a processor, of which there are 4, from 0 to 3
            0 0       | given:2: '0' must be a number of steps, from 1
            """)
    void badSchedulesAreRefusedByLine(String line, String message) {
        assertThatThrownBy(() -> Schedule.parse("given", "# first\n" + line + "\n", 4))
                .isInstanceOf(InvalidInput.class).hasMessage(message);
    }
}
