package dev.lamarck.workloads.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.workloads.programs.Guest;
import dev.lamarck.workloads.world.Outcome;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's regions, compiled, over the kernel's break and mappings. */
class RegionProgramTest {
    /** Replay: the argument's length is the seed. */
    @ParameterizedTest
    @ValueSource(strings = {"*", "**", "***"})
    void blocksAreTheirUsersAndAllMemoryGoesBack(String seed) throws Exception {
        Guest guest = new Guest();
        String main = AllocationTrace.class.getName().replace('.', '/');
        try (var in = AllocationTrace.class.getResourceAsStream("/" + main + ".class")) {
            guest.with("program", Map.of(main, in.readAllBytes()), main);
        }
        Guest.Report report = guest.run("program", seed);
        assertThat(report.output()).isEqualTo("full\ndamaged 0, some moved, left 0\n");
        assertThat(report.outcome()).isEqualTo(Outcome.EXITED);
        assertThat(report.status()).isZero();
    }
}
