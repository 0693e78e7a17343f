package dev.lamarck.hardware.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.translate.Programs;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine restored at any instruction goes on exactly as if it had never stopped: registers, memory, caches, devices, time. */
class SnapshotTest {
    private static final long SEED = Long.getLong("snapshot.seed", 7);

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void restoredMachinesEndAlike(String mode) {
        MachineConfiguration configuration = MachineConfiguration.named("tiny").with("mode", mode).with("ram.bytes", "16777216");
        BareMachine whole = new BareMachine(configuration, Programs.INTERRUPTED, SEED).finish();
        assertThat(whole.at("ticks")).as("interrupts happened").isGreaterThan(10);
        Random random = new Random(SEED);
        for (int i = 0; i < 12; i++) {
            long at = 1 + random.nextLong(whole.machine.instructions() - 1);
            Machine part = new BareMachine(configuration, Programs.INTERRUPTED, SEED).machine;
            assertThat(part.run(Limits.instructions(at))).isEqualTo(new Stop.InstructionLimit(at));
            Machine copy = part.fork(Host.none());
            assertThat(copy.stateHash()).as("at instruction %d", at).isEqualTo(part.stateHash());
            assertThat(copy.run(Limits.none())).isEqualTo(new Stop.PowerOff(0, 0));
            assertThat(copy.stateHash()).as("restored at instruction %d of seed %d", at, SEED)
                    .isEqualTo(whole.machine.stateHash());
            part.run(Limits.none());
            assertThat(part.stateHash()).as("stopped at instruction %d", at).isEqualTo(whole.machine.stateHash());
            assertThat(part.counters()).isEqualTo(whole.machine.counters());
        }
    }

    @Test
    void theStateHashIsThatOfTheSnapshot() throws NoSuchAlgorithmException {
        Machine machine = new BareMachine(BareMachine.functional(), Programs.INTERRUPTED, SEED).finish().machine;
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(machine.snapshot());
        assertThat(machine.stateHash()).isEqualTo(HexFormat.of().formatHex(digest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void theSeedPicksTheInterruptionPoints(String mode) {
        MachineConfiguration configuration = BareMachine.functional().with("mode", mode);
        String one = new BareMachine(configuration, Programs.INTERRUPTED, 1).finish().machine.stateHash();
        assertThat(new BareMachine(configuration, Programs.INTERRUPTED, 1).finish().machine.stateHash()).isEqualTo(one);
        assertThat(new BareMachine(configuration, Programs.INTERRUPTED, 2).finish().machine.stateHash()).isNotEqualTo(one);
    }
}
