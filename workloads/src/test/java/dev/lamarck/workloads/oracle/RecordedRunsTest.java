package dev.lamarck.workloads.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel's boot and a load: every counter of caches and predictor, and every translation, is what the oracles say. */
class RecordedRunsTest {
    /** Attempts between comparisons, so that a difference shows near where it began. */
    private static final int COMPARED_EVERY = 100_000;

    private final Images images = new Images(new ImageCache(Path.of("target", "images")), line -> { });
    private int attempts;

    @ParameterizedTest
    @CsvSource({"ultrasparc-1, 64, openload 2 1", "tiny, 8, sh -c 'hello a; ls / | hello; ps'"})
    void countersAreThoseOfTheOracle(String name, String tlbEntries, String load) throws Exception {
        MachineConfiguration configuration = MachineConfiguration.named(name).with("mode", "timing").with("ram.bytes", "16777216")
                .with("itlb.entries", tlbEntries).with("dtlb.entries", tlbEntries);
        List<String> vector = List.of(load.split(" (?=(?:[^']*'[^']*')*[^']*$)")).stream().map(word -> word.replace("'", "")).toList();
        Job job = new Job("recorded", "test", images.image(Images.kernelRequest(Map.of()), "the kernel"),
                new Programs(images).install(new DiskImage()).content(), configuration, 1, 1, 100_000_000,
                BootArguments.starting("/bin/" + vector.getFirst(), vector, List.of()), List.of(), Content.EMPTY);
        World world = new World(job, Terminal.scripted(Content.EMPTY));
        Machine machine = world.machine();
        CacheOracle caches = new CacheOracle(configuration);
        TlbOracle tlbs = new TlbOracle(entries(configuration, ConfigurationKey.ITLB_ENTRIES), entries(configuration, ConfigurationKey.DTLB_ENTRIES));
        RunRecorder recorder = new RunRecorder(machine, caches, tlbs, tlbs);
        machine.observeInstructions(pc -> {
            if (++attempts % COMPARED_EVERY == 0) {
                recorder.complete();
                compare(machine, caches);
            }
        });
        recorder.start();

        assertThat(world.run().outcome()).isEqualTo(Outcome.EXITED);

        recorder.complete();
        compare(machine, caches);
        assertThat(tlbs.misses()).isGreaterThan(20);
        assertThat(machine.counters().mispredictions()).isGreaterThan(1000);
        assertThat(machine.counters().dcacheReadMisses()).isGreaterThan(1000);
    }

    private static int entries(MachineConfiguration configuration, ConfigurationKey key) {
        return (int) configuration.number(key);
    }

    private void compare(Machine machine, CacheOracle caches) {
        assertThat(caches.in(machine.counters())).as("at attempt %d", attempts).isEqualTo(machine.counters());
    }
}
