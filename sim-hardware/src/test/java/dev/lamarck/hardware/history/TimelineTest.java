package dev.lamarck.hardware.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.Assembler;
import dev.lamarck.hardware.isa.Assembly;
import dev.lamarck.hardware.isa.SymbolResolver;
import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.BootMedia;
import dev.lamarck.hardware.machine.Host;
import dev.lamarck.hardware.machine.Image;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Position;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.hardware.machine.TrapTable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Going back and forth in a run gives the states that it had, and leaves its end as it would have been. */
class TimelineTest {
    private static final long SEED = Long.getLong("timeline.seed", 5);

    /** Recursion with spills, a word that is written now and then, console output. */
    private static final String WORK = TrapTable.withWindows().text() + """
            start:  setx    0x80000 - 2047, %g1, %sp
                    wr      %g0, 0x15, %asi
                    setx    ticks, %g1, %g5
                    mov     30, %o4
            1:      mov     12, %o0
                    call    sum
                    nop
            mark:   stx     %o0, [%g5 + 16]
                    ldx     [%g5 + 8], %g2
                    set     0x4000, %g3
                    add     %g2, %g3, %g3
                    add     %o4, 64, %o3
                    stxa    %o3, [%g3] %asi
                    subcc   %o4, 1, %o4
                    bne     1b
                    nop
                    setx    0x1fe0000a000, %g1, %g2
                    stxa    %g0, [%g2] %asi
                    nop
            sum:    save    %sp, -176, %sp
                    brz     %i0, 1f
                    mov     0, %o0
                    call    sum
                    sub     %i0, 1, %o0
            1:      add     %o0, %i0, %i0
                    ret
                    restore
                    .align  8
            ticks:  .xword  0, 0x1fe00000000, 0, 0
            """;

    private final Assembly assembly = Assembler.assemble(WORK, BareMachine.TEXT, SymbolResolver.NONE);
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final Recording recording = new Recording(Host.withOutput(console::write));

    private Timeline timeline(String mode) {
        MachineConfiguration configuration = MachineConfiguration.named("tiny").with("mode", mode).with("ram.bytes", "16777216");
        Machine machine = new Machine(configuration, new BootMedia(Image.flat(BareMachine.TEXT, assembly.words()), new byte[0], "", SEED), recording.asHost());
        return new Timeline(machine, recording);
    }

    private long label(String name) {
        return assembly.labels().get(name);
    }

    private static long word(Machine machine, long pa) {
        return ByteBuffer.wrap(machine.readPhysical(pa, Long.BYTES)).getLong();
    }

    /** All positions of the run, and the state at each hundredth. */
    private List<Position> walk(Timeline timeline, List<String> states) {
        List<Position> positions = new ArrayList<>();
        Stop stop = null;
        while (!(stop instanceof Stop.PowerOff)) {
            if (positions.size() % 100 == 0) {
                states.add(timeline.machine().stateHash());
            }
            positions.add(timeline.now());
            stop = timeline.step();
        }
        return positions;
    }

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void everyPositionCanBeGoneTo(String mode) {
        Timeline timeline = timeline(mode);
        List<String> states = new ArrayList<>();
        List<Position> positions = walk(timeline, states);
        assertThat(positions).isSorted().doesNotHaveDuplicates();
        assertThat(positions.getLast().traps()).as("windows spilled").isGreaterThan(20);
        String end = timeline.machine().stateHash();
        Random random = new Random(SEED);
        for (int i = 0; i < 60; i++) {
            int at = random.nextInt(positions.size());
            timeline.seek(positions.get(at));
            assertThat(timeline.now()).isEqualTo(positions.get(at));
            if (at % 100 == 0) {
                assertThat(timeline.machine().stateHash()).isEqualTo(states.get(at / 100));
            }
            Optional<Position> before = timeline.before(positions.get(at));
            assertThat(before).as("before %s, seed %d", positions.get(at), SEED).isEqualTo(at == 0 ? Optional.empty() : Optional.of(positions.get(at - 1)));
        }
        for (int hundred = 0; hundred < states.size(); hundred += 7) {
            timeline.seek(positions.get(100 * hundred));
            assertThat(timeline.machine().stateHash()).as("at %s", positions.get(100 * hundred)).isEqualTo(states.get(hundred));
        }
        timeline.run(Limits.none());
        assertThat(timeline.machine().stateHash()).isEqualTo(end);
        assertThat(console.toString(StandardCharsets.ISO_8859_1)).as("said once").hasSize(30).startsWith("^]\\");
    }

    @Test
    void breakpointsStopBeforeAndChangeNothing() {
        Timeline undisturbed = timeline("timing");
        undisturbed.run(Limits.none());
        Timeline timeline = timeline("timing");
        int[] stops = new int[1];
        timeline.machine().breakAt(label("mark"), (cycle, pc) -> true);
        while (timeline.run(Limits.none()) instanceof Stop.Held held) {
            assertThat(held.pc()).isEqualTo(label("mark")).isEqualTo(timeline.machine().registers().pc());
            assertThat(timeline.machine().registers().integer(8)).as("%o0, about to be stored").isEqualTo(78);
            stops[0]++;
        }
        assertThat(stops[0]).isEqualTo(30);
        assertThat(timeline.machine().stateHash()).isEqualTo(undisturbed.machine().stateHash());
    }

    @Test
    void tellsWhoWroteLast() {
        Timeline timeline = timeline("functional");
        long place = label("ticks") + 16;
        long[] stores = new long[1];
        Runnable watching = timeline.machine().watchMemory(place, 8, access -> stores[0] += access.isStore() ? 1 : 0);
        timeline.run(Limits.none());
        watching.run();
        assertThat(stores[0]).isEqualTo(30);
        Position end = timeline.now();
        LastWriter writer = LastWriter.find(timeline, place, 8).orElseThrow();
        assertThat(writer.pc()).isEqualTo(label("mark"));
        assertThat(ByteBuffer.wrap(writer.after()).getLong()).isEqualTo(78);
        assertThat(timeline.machine().registers().pc()).isEqualTo(label("mark"));
        assertThat(timeline.now()).isEqualTo(writer.position());
        assertThat(writer.position().isBefore(end)).isTrue();
        timeline.seek(timeline.beginning());
        assertThat(LastWriter.find(timeline, place, 8)).as("before the world began").isEmpty();
    }

    @Test
    void whatIsChangedStaysChanged() {
        Timeline timeline = timeline("functional");
        timeline.run(Limits.instructions(3_000));
        Position changed = timeline.now();
        long place = label("ticks") + 24;
        timeline.machine().writePhysical(place, new byte[] {0, 0, 0, 0, 0, 0, 0x12, 0x67});
        timeline.changed();
        timeline.run(Limits.none());
        String end = timeline.machine().stateHash();
        timeline.seek(new Position(2_000, 0));
        assertThat(word(timeline.machine(), place)).isZero();
        timeline.seek(changed);
        assertThat(word(timeline.machine(), place)).isEqualTo(0x1267);
        timeline.run(Limits.none());
        assertThat(timeline.machine().stateHash()).isEqualTo(end);
    }
}
