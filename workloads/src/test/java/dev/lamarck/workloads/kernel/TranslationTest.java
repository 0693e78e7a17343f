package dev.lamarck.workloads.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.hardware.translate.Engine;
import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.kernel.trap.Tsb;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.image.CrossGcc;
import dev.lamarck.workloads.programs.Guest;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.World;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the processors know of a page is forgotten when it is not so any more: by the TLBs, and by the TSBs, of which {@code translations.c} would find an entry that was left. */
class TranslationTest {
    /** Sweeps over 256 pages, more than a TLB has and fewer than a TSB, after it has made them. */
    private static final String SWEEP = """
            static volatile char pages[256 * 8192];
            int main(void) {
                for (int round = 0; round < 41; round++) {
                    for (int page = 0; page < 256; page++) {
                        pages[page * 8192] = 1;
                    }
                }
                return 0;
            }
            """;

    private static Guest guest(String name, String text) throws Exception {
        Optional<Content> program = CrossGcc.compile(name, text);
        assumeTrue(program.isPresent(), "sparc64-linux-gnu-gcc is not installed");
        return new Guest().withFile("/bin/" + name, program.get().bytes());
    }

    private static String text(String resource) throws Exception {
        try (InputStream source = TranslationTest.class.getResourceAsStream(resource)) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, interpret", "4, interpret", "1, translate", "4, translate"})
    void noProcessorKnowsWhatIsNotSoAnyMore(String cpus, Engine engine) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        World world = guest("translations", text("translations.c")).set("cpus", cpus).boot("", output, "translations", cpus);
        world.machine().use(engine);
        Result result = world.run();
        assertThat(result.outcome()).as(output.toString()).isEqualTo(Outcome.EXITED);
        assertThat(output).hasToString("wrong 0\n");
    }

    @Test
    void aPageTableIsWalkedOncePerPageForWhatTheTsbHasRoomFor() throws Exception {
        World world = guest("sweep", SWEEP).boot("", new ByteArrayOutputStream(), "sweep");
        AtomicInteger walks = new AtomicInteger();
        world.machine().watch(world.kernelImage().address("mmu_data_walk"), (cycle, pc) -> walks.incrementAndGet());
        assertThat(world.run().outcome()).isEqualTo(Outcome.EXITED);
        // A page is missed twice when it is made: without a page, and with one. 40 rounds would be 10,240 more.
        assertThat(walks.get()).isBetween(256, 1_500);
    }

    @Test
    void theLinkerMakesAsMuchRoomAsTheProcessorsTake() throws Exception {
        Image kernel = new Guest().boot("", new ByteArrayOutputStream(), "true").kernelImage();
        assertThat(kernel.address("_tsb_end") - kernel.address("_tsb")).isEqualTo((long) Tsb.BYTES * Processor.MOST);
        assertThat(kernel.address("_tsb") % Tsb.BYTES).isZero();
    }
}
