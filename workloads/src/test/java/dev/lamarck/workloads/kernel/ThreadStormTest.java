package dev.lamarck.workloads.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.workloads.image.CrossGcc;
import dev.lamarck.workloads.programs.Guest;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Outcome;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code threadstorm.c} under a clock that preempts every 40 000 instructions, odd seeds on one processor and even ones on four: processes whose threads are at work while one of them ends them all,
 * in every way there is. Each must end as it should, and nothing may be left: as much memory is free after many as after few.
 *
 * <p>{@code -Dseed=N -Dcpus=N} replays one storm, {@code -Dstorms=N} raises so many.
 */
class ThreadStormTest {
    private static final String HERTZ = "4000000";
    private static final String FEW = "6";
    private static final String MANY = "24";
    private static final String FREE_PAGES = "dev.lamarck.kernel.mm.Pages.free";
    private static final String LIVE_SPACES = "dev.lamarck.kernel.mm.AllSpaces.count";

    @TestFactory
    Stream<DynamicTest> storms() {
        LongStream seeds = System.getProperty("seed") == null ? LongStream.rangeClosed(1, Long.getLong("storms", 2)) : LongStream.of(Long.getLong("seed"));
        return seeds.mapToObj(seed -> {
            String cpus = System.getProperty("cpus", seed % 2 == 0 ? "4" : "1");
            return DynamicTest.dynamicTest("-Dseed=" + seed + " -Dcpus=" + cpus, () -> storm(seed, cpus));
        });
    }

    private static void storm(long seed, String cpus) throws Exception {
        Guest few = run(seed, cpus, FEW);
        Guest many = run(seed, cpus, MANY);
        assertThat(many.kernelInt(FREE_PAGES)).as("free pages").isCloseTo(few.kernelInt(FREE_PAGES), within(5));
        assertThat(many.kernelLong(LIVE_SPACES)).as("address spaces").isEqualTo(1);
    }

    private static Guest run(long seed, String cpus, String rounds) throws Exception {
        Optional<Content> program;
        try (InputStream source = ThreadStormTest.class.getResourceAsStream("threadstorm.c")) {
            program = CrossGcc.compile("threadstorm", new String(source.readAllBytes(), StandardCharsets.UTF_8));
        }
        assumeTrue(program.isPresent(), "sparc64-linux-gnu-gcc is not installed");
        Guest guest = new Guest().withFile("/bin/threadstorm", program.get().bytes()).set("clock.hertz", HERTZ).set("cpus", cpus).seed(seed);
        Guest.Report report = guest.run("threadstorm", String.valueOf(seed), rounds);
        assertThat(report.outcome()).as(report.output()).isEqualTo(Outcome.EXITED);
        assertThat(report.output()).isEqualTo("wrong 0\n");
        return guest;
    }
}
