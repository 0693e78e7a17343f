package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.machine.MachineConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both engines do the same, cycle for cycle, when everything is translated at once. */
class EnginesAgreeTest {
    private static final long SEED = Long.getLong("translate.seed", 20261121);

    private static MachineConfiguration configuration(String machine, String mode) {
        return MachineConfiguration.named(machine).with("mode", mode).with("ram.bytes", "16777216");
    }

    @ParameterizedTest
    @CsvSource({"ultrasparc-1, functional", "ultrasparc-1, timing", "tiny, timing", "perfect, timing"})
    void onAMixture(String machine, String mode) {
        Lockstep.compare(configuration(machine, mode), Programs.MIXTURE, Engine.EAGER, SEED, 500);
    }

    @ParameterizedTest
    @CsvSource({"ultrasparc-1, functional", "ultrasparc-1, timing", "tiny, timing"})
    void onJumpsByATable(String machine, String mode) {
        Lockstep.compare(configuration(machine, mode), Programs.TABLE, Engine.EAGER, SEED, 500);
    }

    @ParameterizedTest
    @CsvSource({"ultrasparc-1, functional", "ultrasparc-1, timing", "tiny, timing"})
    void underInterruptsAndWindowTraps(String machine, String mode) {
        Lockstep.compare(configuration(machine, mode), Programs.INTERRUPTED, Engine.EAGER, SEED, 500);
    }

    @ParameterizedTest
    @CsvSource({"ultrasparc-1, functional", "ultrasparc-1, timing", "tiny, timing"})
    void whenModesAndGlobalsChange(String machine, String mode) {
        Lockstep.compare(configuration(machine, mode), Programs.MODES, Engine.EAGER, SEED, 500);
    }

    @ParameterizedTest
    @CsvSource({"ultrasparc-1, functional", "ultrasparc-1, timing", "tiny, timing"})
    void underTranslationOfAddresses(String machine, String mode) {
        Lockstep.compare(configuration(machine, mode), SpacesProgram.TEXT, Engine.EAGER, SEED, 3000);
    }

    @ParameterizedTest
    @CsvSource({"ultrasparc-1, functional", "ultrasparc-1, timing", "tiny, timing"})
    void onAccessesThatAreNotAligned(String machine, String mode) {
        Lockstep.compare(configuration(machine, mode), Programs.UNALIGNED, Engine.EAGER, SEED, 500);
    }

    @ParameterizedTest
    @CsvSource({"ultrasparc-1, functional", "ultrasparc-1, timing", "tiny, timing", "perfect, timing"})
    void onAccessesToTheSameSubBlock(String machine, String mode) {
        Lockstep.compare(configuration(machine, mode), Programs.SUB_BLOCKS, Engine.EAGER, SEED, 500);
    }
}
