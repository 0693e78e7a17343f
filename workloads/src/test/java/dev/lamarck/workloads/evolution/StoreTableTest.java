package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The store table against all stores of a booted kernel that forks, executes, signals and exits. */
class StoreTableTest {
    private static final long BUDGET = 400_000_000;
    private static final String ASSEMBLYS_OWN = "dev\\.lamarck\\.kernel\\.trap\\.(ThreadContext|ProcessorContext|KernelLock)\\..*";

    @Test
    void everyStoreToAFieldIsListed() throws Exception {
        Job job = new Job("sh", "test", BuiltKernel.kernel(), BuiltKernel.disk(),
                MachineConfiguration.named("ultrasparc-1").with("mode", "functional"), 1, 1, BUDGET,
                BootArguments.starting("/bin/sh", List.of("sh", "-c", "ps; hello; hello; ls /bin"), List.of()), List.of(), Content.EMPTY);
        World world = new World(job, Terminal.scripted(Content.EMPTY));
        StoreWatch watch = new StoreWatch(world);

        assertThat(world.run().outcome()).isEqualTo(Outcome.EXITED);
        assertThat(watch.unlisted()).isEmpty();
        assertThat(watch.writtenByAssembly()).as("fields whose offsets the kernel's assembly asks for").allMatch(f -> f.matches(ASSEMBLYS_OWN));
        assertThat(watch.rowsSeen()).as("rows of the table that %d writes were of", watch.writes()).isGreaterThan(400);
    }
}
