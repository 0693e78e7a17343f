package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.hardware.translate.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However far the processor may go in one stretch, it stops before the first instruction that starts at or after the cycle. */
class HorizonTest {
    private static final long SEED = 20261121;
    private static final int MOST_CYCLES = 3000;
    private record Moment(long instructions, long cycles, long pc) {
        static Moment of(Machine machine) {
            return new Moment(machine.instructions(), machine.cycles(), machine.registers().pc());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void stopsBeforeTheFirstInstructionAtOrAfterACycle(String mode) {
        MachineConfiguration configuration = BareMachine.functional().with("mode", mode);
        Machine whole = new BareMachine(configuration, Programs.MIXTURE).machine;
        List<Moment> moments = instructionByInstruction(whole);
        Machine machine = new BareMachine(configuration, Programs.MIXTURE).machine;
        Random random = new Random(SEED);
        long cycle = 0;
        for (Moment last = moments.getLast(); cycle < last.cycles; ) {
            cycle = machine.cycles() + 1 + random.nextInt(random.nextBoolean() ? MOST_CYCLES : 10);
            if (machine.run(Limits.cycles(cycle)) instanceof Stop.CycleLimit) {
                assertThat(Moment.of(machine)).as("seed %d, cycle %d", SEED, cycle).isEqualTo(firstFrom(moments, cycle));
            }
        }
        assertThat(machine.stateHash()).isEqualTo(whole.stateHash());
    }

    private static List<Moment> instructionByInstruction(Machine machine) {
        List<Moment> moments = new ArrayList<>();
        while (machine.run(Limits.instructions(machine.instructions() + 1)) instanceof Stop.InstructionLimit) {
            moments.add(Moment.of(machine));
        }
        return moments;
    }

    private static Moment firstFrom(List<Moment> moments, long cycle) {
        return moments.stream().filter(moment -> moment.cycles >= cycle).findFirst().orElseThrow();
    }
}
