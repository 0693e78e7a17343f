package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.translate.Engine;
import dev.lamarck.hardware.translate.Lockstep;
import java.util.List;
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

    /** So many that it is also run when all of it is translated. */
    private static final int ROUNDS = 3;

    private static final String FRAME = RandomProgram.BARE + """
            done:   ba,a finish
                    nop
            """;

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void randomPrograms(String mode) {
        MachineConfiguration configuration = BareMachine.functional().with("mode", mode).with("ram.bytes", "16777216");
        for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
            Lockstep.compare(configuration, FRAME + RandomProgram.text(List.of(seed), INSTRUCTIONS) + RandomProgram.records(seed, ROUNDS), Engine.EAGER, seed, 1000);
        }
    }
}
