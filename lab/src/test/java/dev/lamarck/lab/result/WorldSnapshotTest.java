package dev.lamarck.lab.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.debug.DebuggedWorld;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A world restored from a file ends as if it had never stopped; whatever is not such a file is refused with the reason. */
class WorldSnapshotTest {
    private static final long SEED = Long.getLong("snapshot.seed", 11);
    private static final int MOMENTS = 4;

    @TempDir
    private Path folder;

    private static World world(Job job) {
        World world = DebuggedWorld.world(job);
        world.answerChannel(new EvolutionLog());
        return world;
    }

    /** Runs a world to a moment, puts it into a file, and another one made from the file to its end. */
    private Result throughAFile(Job job, Consumer<World> toTheMoment) {
        World stopped = world(job);
        toTheMoment.accept(stopped);
        Path file = folder.resolve("moment.snap");
        WorldSnapshot.of(stopped).write(file);
        WorldSnapshot read = WorldSnapshot.read(file);
        World restored = new World(read.job(), Terminal.scripted(read.inputLeft()).havingRead(read.inputTaken()));
        restored.answerChannel(new EvolutionLog());
        read.restoreTo(restored);
        return restored.run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void restoredWorldsEndAlike(String mode) throws Exception {
        Job job = DebuggedWorld.job(mode);
        Result whole = world(job).run();
        Random random = new Random(SEED);
        for (int i = 0; i < MOMENTS; i++) {
            long at = 1 + random.nextLong(whole.instructions() - 1);
            Result restored = throughAFile(job, world -> world.machine().run(Limits.instructions(at)));
            assertThat(restored.stateHash()).as("restored at instruction %d, -Dsnapshot.seed=%d", at, SEED).isEqualTo(whole.stateHash());
            assertThat(restored.instructions()).isEqualTo(whole.instructions());
            assertThat(restored.cycles()).isEqualTo(whole.cycles());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void restoredWorldsEndAlikeWithDevicesBusy(String mode) throws Exception {
        Job job = DebuggedWorld.job(mode);
        Result whole = world(job).run();
        Result whileTheDiskReads = throughAFile(job, world -> {
            // The first thread to sleep waits for the disk.
            world.machine().breakAt(world.kernelImage().address("sched_sleep_on"), (cycle, pc) -> true);
            world.machine().run(Limits.none());
        });
        assertThat(whileTheDiskReads.stateHash()).isEqualTo(whole.stateHash());
        Result whileTheLabIsAsked = throughAFile(job, world -> {
            world.answerChannel((cycle, kind, request) -> {
                world.machine().requestStop();
                return new byte[0];
            });
            world.machine().run(Limits.none());
        });
        assertThat(whileTheLabIsAsked.stateHash()).isEqualTo(whole.stateHash());
    }

    private Path written() throws Exception {
        World world = world(DebuggedWorld.job("functional"));
        world.machine().run(Limits.instructions(100_000));
        Path file = folder.resolve("whole.snap");
        WorldSnapshot.of(world).write(file);
        return file;
    }

    private void refused(byte[] bytes, String reason) throws IOException {
        Path file = Files.write(folder.resolve("bad.snap"), bytes);
        assertThatThrownBy(() -> WorldSnapshot.read(file)).isInstanceOf(BadInput.class).hasMessageContaining(reason)
                .hasMessageContaining("bad.snap");
    }

    @Test
    void refusesWhatIsNoWholeSnapshot() throws Exception {
        byte[] whole = Files.readAllBytes(written());
        refused(new byte[0], "is no snapshot");
        refused("an entirely different file, and not a short one either".getBytes(StandardCharsets.UTF_8), "is no snapshot");
        refused(Arrays.copyOf(whole, 20), "is truncated");
        refused(Arrays.copyOf(whole, whole.length - 1), "is damaged");
        Random random = new Random(SEED);
        for (int i = 0; i < 20; i++) {
            byte[] damaged = whole.clone();
            int at = 12 + random.nextInt(whole.length - 12);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            refused(damaged, "is damaged");
        }
        byte[] later = whole.clone();
        later[11]++;
        refused(later, "format version 2; this Lamarck reads version 1");
        assertThatThrownBy(() -> WorldSnapshot.read(folder.resolve("absent"))).isInstanceOf(BadInput.class).hasMessageContaining("no such file");
    }

    @Test
    void saysThatTheDiskIsFull() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this host has no /dev/full");
        WorldSnapshot snapshot = WorldSnapshot.read(written());
        assertThatThrownBy(() -> snapshot.write(full)).isInstanceOf(BadInput.class).hasMessageContaining("No space left on device");
        assertThatThrownBy(() -> snapshot.write(folder.resolve("absent/file"))).isInstanceOf(BadInput.class).hasMessageContaining("absent");
    }
}
