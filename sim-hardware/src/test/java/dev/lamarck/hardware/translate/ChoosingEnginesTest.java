package dev.lamarck.hardware.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.InvalidInput;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Stop;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine may change between any two instructions, whoever looks sees the same with each, and so do other processors. */
class ChoosingEnginesTest {
    private static final long SEED = Long.getLong("translate.seed", 3);
    private static final int DATA_BYTES = 65536;
    private static final Engine IN_BACKGROUND = new Engine(true, 3, true, 40, Integer.MAX_VALUE);
    private static final List<Engine> ENGINES = List.of(Engine.INTERPRET, Engine.EAGER, IN_BACKGROUND, new Engine(true, 2, false, 5, 0));

    private static MachineConfiguration configuration(String mode) {
        return BareMachine.functional().with("mode", mode).with("ram.bytes", "16777216");
    }

    @ParameterizedTest
    @CsvSource({"functional", "timing"})
    void switchedAnywhere(String mode) {
        String interpreted = hash(configuration(mode), List.of(Engine.INTERPRET));
        assertThat(hash(configuration(mode), ENGINES)).as("seed %d", SEED).isEqualTo(interpreted);
        assertThat(hash(configuration(mode), List.of(Engine.EAGER))).as("the same one again and again").isEqualTo(interpreted);
        assertThat(hash(configuration(mode), List.of(IN_BACKGROUND))).as("in the background").isEqualTo(interpreted);
    }

    private static String hash(MachineConfiguration configuration, List<Engine> engines) {
        Machine machine = new BareMachine(configuration, Programs.INTERRUPTED, SEED).machine;
        Random random = new Random(SEED);
        Stop stop;
        do {
            machine.use(engines.get(random.nextInt(engines.size())));
            stop = machine.run(Limits.instructions(machine.instructions() + 1 + random.nextInt(3000)));
        } while (stop instanceof Stop.InstructionLimit);
        assertThat(stop).isEqualTo(new Stop.PowerOff(0, 0));
        return machine.stateHash() + machine.counters();
    }

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void whatIsWatchedIsSeen(String mode) {
        BareMachine plain = new BareMachine(configuration(mode), Programs.MIXTURE);
        plain.machine.use(Engine.EAGER);
        BareMachine watched = new BareMachine(configuration(mode), Programs.MIXTURE);
        watched.machine.use(Engine.EAGER);
        watched.machine.run(Limits.instructions(200));
        int[] seen = new int[3];
        watched.machine.watch(watched.label("loop"), (cycle, pc) -> seen[0]++);
        watched.machine.watch(watched.label("back"), (cycle, pc) -> seen[1]++);
        watched.machine.watchMemory(watched.label("data"), DATA_BYTES, access -> seen[2]++);
        watched.finish();
        assertThat(seen[0]).isBetween(30, 60);
        assertThat(seen[1]).isBetween(30, 60);
        assertThat(seen[2]).isBetween(90, 120);
        assertThat(watched.machine.stateHash()).isEqualTo(plain.finish().machine.stateHash());
    }

    /** Two processors count under locks, and one patches what the other executes. */
    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void processorsShareRegions(String mode) {
        MachineConfiguration four = configuration(mode).with("cpus", "4");
        Lockstep.compare(four, Programs.TOGETHER, Engine.EAGER, SEED, 4000);
    }

    @Test
    void whatOnlyTheInterpreterDoesIsRefused() {
        MachineConfiguration stale = configuration("timing").with("icache", "hardware");
        assertThatThrownBy(() -> new BareMachine(stale, "ba,a finish\n").machine.use(Engine.EAGER))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("icache=hardware");
    }
}
