package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.translate.Engine;
import dev.lamarck.hardware.translate.Lockstep;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random programs run alike on both engines, stopped anywhere. Longer: {@code -Dtranslate.programs=1000 -Dtranslate.seed=N}; the message
 * names the seed of the one program.
 */
class EnginesOnRandomProgramsTest {
    private static final long FIRST_SEED = Long.getLong("translate.seed", 1);
    private static final int PROGRAMS = Integer.getInteger("translate.programs", 6);
    private static final int INSTRUCTIONS = 300;

    /** The program three times, so that it is also run when all of it is translated. */
    private static final String FRAME = """
            bare:   wrpr %g0, 0x14, %pstate
                    wr %g0, 4, %fprs
                    setx 3, %g1, %i6
                    ba,a start
                    .align 8
            done:   subcc %i6, 1, %i6
                    bne,a start
                    nop
                    ba,a finish
            """;

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void randomPrograms(String mode) {
        MachineConfiguration configuration = BareMachine.functional().with("mode", mode).with("ram.bytes", "16777216");
        for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
            Lockstep.compare(configuration, FRAME + new RandomProgram(seed).text(INSTRUCTIONS), Engine.EAGER, seed, 1000);
        }
    }
}
