package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.translate.Engine;
import dev.lamarck.hardware.translate.Lockstep;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random programs run alike on both engines, stopped anywhere. Longer: {@code -Dtranslate.programs=1000 -Dtranslate.seed=N}; the message
 * names the seed of the one program.
 */
class EnginesOnRandomProgramsTest {
    private static final long FIRST_SEED = Long.getLong("translate.seed", 1);
    private static final int PROGRAMS = Integer.getInteger("translate.programs", 3);
    private static final int INSTRUCTIONS = 200;

    private static final int ROUNDS = 4;

    private static final String FRAME = """
            bare:   wrpr %g0, 0x14, %pstate
                    wr %g0, 4, %fprs
                    ba,a start
            done:   ba,a finish
                    .align 32
            """;

    @ParameterizedTest
    @CsvSource({"ultrasparc-1, functional", "ultrasparc-1, timing", "tiny, timing"})
    void randomPrograms(String machine, String mode) {
        MachineConfiguration configuration = MachineConfiguration.named(machine).with("mode", mode).with("ram.bytes", "16777216");
        for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
            Lockstep.compare(configuration, FRAME + RandomProgram.text(List.of(seed), INSTRUCTIONS) + records(seed), Engine.EAGER, seed, 1000);
        }
    }

    private static String records(long seed) {
        StringBuilder text = new StringBuilder();
        for (int round = 0; round < ROUNDS; round++) {
            for (long word : RandomProgram.record(seed, round, round == ROUNDS - 1)) {
                text.append("        .xword 0x").append(Long.toHexString(word)).append('\n');
            }
        }
        return text.toString();
    }
}
