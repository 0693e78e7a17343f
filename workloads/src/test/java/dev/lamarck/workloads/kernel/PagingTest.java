package dev.lamarck.workloads.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.workloads.image.CrossGcc;
import dev.lamarck.workloads.programs.Guest;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Outcome;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that need more memory than there is: {@code paging.c} fills more than all of it, forks, and looks at every page again and again. */
class PagingTest {
    private static final String RAM = String.valueOf(16 << 20);
    private static final String SWAP_BYTES = String.valueOf(64 << 20);
    /** Of the 16 MB, half are the nucleus's, and not all of the other half is for programs. */
    private static final String MEGABYTES = "8";

    private static Guest guest(String cpus) throws Exception {
        Optional<Content> program;
        try (InputStream source = PagingTest.class.getResourceAsStream("paging.c")) {
            program = CrossGcc.compile("paging", new String(source.readAllBytes(), StandardCharsets.UTF_8));
        }
        assumeTrue(program.isPresent(), "sparc64-linux-gnu-gcc is not installed");
        return new Guest().withFile("/bin/paging", program.get().bytes()).set("ram.bytes", RAM).set("cpus", cpus);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4"})
    void programsLargerThanMemoryComeToTheRightResult(String cpus) throws Exception {
        Guest.Report report = guest(cpus).set("swap.bytes", SWAP_BYTES).run("paging", MEGABYTES);
        assertThat(report.outcome()).as(report.output()).isEqualTo(Outcome.EXITED);
        assertThat(report.output()).contains("child wrong 0\n", "parent wrong 0\n", "ended 0\n").containsPattern("written [1-9]\\d{2,} read [1-9]\\d{2,}\n")
                .containsPattern("slots \\d+ used [0-9]\n");
        assertThat(report.status()).isZero();
    }

    /** What is shared without a file is a file's without a name. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "4"})
    void sharedMemoryMayBeLargerThanMemoryToo(String cpus) throws Exception {
        Guest.Report report = guest(cpus).set("swap.bytes", SWAP_BYTES).run("paging", "s" + MEGABYTES);
        assertThat(report.outcome()).as(report.output()).isEqualTo(Outcome.EXITED);
        assertThat(report.output()).contains("child wrong 0\n", "parent wrong 0\n", "ended 0\n").containsPattern("written [1-9]\\d{2,} read [1-9]\\d{2,}\n")
                .containsPattern("slots \\d+ used [0-9]\n");
        assertThat(report.status()).isZero();
    }

    /** Without a swap disk somebody has to end: the child that wants all. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "4"})
    void withoutSwapTheLargestProcessEnds(String cpus) throws Exception {
        Guest.Report report = guest(cpus).run("paging", "-" + MEGABYTES);
        assertThat(report.outcome()).as(report.output()).isEqualTo(Outcome.EXITED);
        assertThat(report.output()).contains("glutton ended by signal 9\n", "ended 1\n", "parent wrong 0\n");
        assertThat(report.status()).isZero();
    }
}
