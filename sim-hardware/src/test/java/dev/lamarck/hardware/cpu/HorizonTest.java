package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However far the processor may go in one stretch, it stops before the first instruction that starts at or after the cycle. */
class HorizonTest {
    private static final long SEED = 20261121;
    private static final int MOST_CYCLES = 3000;
    /** Misses in all caches, mispredictions, annulled slots, long latencies, calls, windows. */
    private static final String TEXT = """
                    setx data, %g1, %l0
                    mov 60, %l1
            loop:   sllx %l1, 9, %o0
                    ldx [%l0 + %o0], %o1
                    add %o1, %l1, %o1
                    stx %o1, [%l0 + %o0]
                    andcc %l1, 5, %g0
                    be,a skip
                    mulx %o1, 3, %o1
                    udivx %o1, 7, %o2
            skip:   call leaf
                    add %o2, 1, %o0
                    save %sp, -176, %sp
                    ldx [%l0], %i1
                    restore %g0, %g0, %g0
                    ba,a next
                    add %l1, 100, %l1
            next:   subcc %l1, 1, %l1
                    bne,pt %xcc, loop
                    sdivx %o2, 3, %o3
                    ba,a finish
                    nop
                    .align 32
            leaf:   brz,a %o0, back
                    sub %o0, 1, %o0
                    xor %o0, %l1, %o0
            back:   retl
                    sub %o0, %o1, %o2
                    .align 8192
            data:   .skip 65536
            """;

    private record Moment(long instructions, long cycles, long pc) {
        static Moment of(Machine machine) {
            return new Moment(machine.instructions(), machine.cycles(), machine.registers().pc());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void stopsBeforeTheFirstInstructionAtOrAfterACycle(String mode) {
        MachineConfiguration configuration = BareMachine.functional().with("mode", mode);
        Machine whole = new BareMachine(configuration, TEXT).machine;
        List<Moment> moments = instructionByInstruction(whole);
        Machine machine = new BareMachine(configuration, TEXT).machine;
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
