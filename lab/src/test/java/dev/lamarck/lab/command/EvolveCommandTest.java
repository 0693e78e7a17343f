package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamarck.lab.result.ResultJsonTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code evolve} by the command line, and {@code compare} of what it writes. One cycle an instruction, and a slow clock: so ticks come often, and a short
 * load is enough for a policy to see something.
 */
class EvolveCommandTest {
    private static final List<String> SETUP = List.of("evolve", "--mode", "functional", "--set", "clock.hertz=40000000");
    private static final String SIGNALS = "signal-pairs";
    private static final String KERNEL = "dev/lamarck/kernel/";

    @TempDir
    static Path folder;

    @BeforeAll
    static void runWithoutPolicies() {
        assertThat(evolve("base", SIGNALS).status()).isZero();
    }

    private static Invocation evolve(String name, String load, String... options) {
        List<String> line = new ArrayList<>(SETUP);
        line.addAll(List.of("--load", load, "--json", folder.resolve(name + ".json").toString()));
        line.addAll(List.of(options));
        Invocation invocation = Invocation.of(line.toArray(String[]::new));
        assertThat(invocation.status()).as(invocation.err() + invocation.out()).isZero();
        return invocation;
    }

    /** Copies a file of the kernel with some text replaced, to be laid over the kernel. */
    private static void edit(String sources, String file, String... replaced) throws IOException {
        Path original = Path.of("..", "kernel-core", "src", "main", "java").resolve(KERNEL + file);
        String text = Files.readString(original);
        for (int i = 0; i < replaced.length; i += 2) {
            assertThat(text).as(file).contains(replaced[i]);
            text = text.replace(replaced[i], replaced[i + 1]);
        }
        Path copy = folder.resolve(sources).resolve(KERNEL + file);
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, text);
    }

    /** On so short a load not all policies would make their attempts: so prices are changed, how hot a function must be and how many ticks sizes are counted, and nothing else of them. */
    @Test
    void theSignalPathIsTriedAndAllIsUndone() throws IOException {
        String sources = withLowPrices();
        Path out = folder.resolve("evolved");
        String text = evolve("evolved", SIGNALS, "--source", sources, "--budget", "80000000", "--out", out.toString(), "--policy", "signal-cache", "signal-path").out();
        assertThat(text).containsPattern("kill_proc +signal-path .* made").containsPattern("kill_proc +signal-cache +\\d.* kept ")
                .containsPattern("kill_proc +signal-path +\\d.*(kept|reverted)");
        assertAllIsUndone(text, out, "kill_proc", 2);
    }

    /**
     * Files and memory: a load of signals alone hardly allocates, since magazines hold what it takes again and again. Of a hundred ticks one at
     * most finds an allocation, so there are four times as many as elsewhere.
     */
    @Test
    void allocationSizesAreTriedAndAllIsUndone() throws IOException {
        String sources = withLowPrices();
        Path out = folder.resolve("sized");
        String text = evolve("sized", "mixed", "--set", "clock.hertz=10000000", "--source", sources, "--budget", "80000000",
                "--out", out.toString(), "--policy", "allocation-sizes").out();
        assertThat(text).containsPattern("kmem_alloc +allocation-sizes .* made")
                .containsPattern("kmem_alloc +allocation-sizes +\\d.*(kept|reverted)");
        assertAllIsUndone(text, out, "kmem_alloc", 1);
    }

    private static String withLowPrices() throws IOException {
        edit("cheap", "evolve/policy/Policy.java", "PRICE = 1_000_000", "PRICE = 10_000");
        edit("cheap", "evolve/policy/AllocationSizes.java", "return 20;", "return 8;", "LEAST_SHARE = 50", "LEAST_SHARE = 5000", "WINDOW_TICKS = 3", "WINDOW_TICKS = 12");
        edit("cheap", "evolve/policy/SignalPath.java", "PRICE_OF_GUARDS = 20_000_000", "PRICE_OF_GUARDS = 1_000", "LEAST_SHARE = 50", "LEAST_SHARE = 5000");
        return folder.resolve("cheap").toString();
    }

    private static void assertAllIsUndone(String text, Path out, String changed, int leastTried) throws IOException {
        assertThat(text).containsPattern("(?m)everything undone while the load goes on.*\\n.*\\n +1 .* 0 +0 +0 +0 +right$").doesNotContain("FAILED");
        assertThat(Invocation.of("ledger", "log", "--in", out.toString()).out())
                .containsPattern("what is left: 0 of \\d+ words of text not as linked, 0 entries in force, patch heap 0 bytes, kmem balance 0 objects");
        assertThat(out.resolve("report.html")).content().contains("Everything undone while the load goes on", changed + " as linked");
        JsonNode result = new ObjectMapper().readTree(out.resolve("result.json").toFile());
        assertThat(ResultJsonTest.violations(result)).isEmpty();
        assertThat(result.at("/measures/tried/value").asInt()).isGreaterThanOrEqualTo(leastTried);
    }

    @Test
    void comparedWithNoPolicyTheHarmfulOneIsARegression() {
        assertThat(evolve("harmful", SIGNALS, "--policy", "harmful").out()).containsPattern("harmful +\\d.* (reverted|not measured) ");
        Invocation comparison = compare("base", "harmful");
        assertThat(comparison.status()).isEqualTo(1);
        assertThat(comparison.out()).containsPattern("loadCycles .* WORSE").containsPattern("loadCyclesWithout .* same");
    }

    @Test
    void aLocalVariableOfTheKernelThatIsRenamedChangesNothing() throws IOException {
        edit("renamed", "fs/FileOpen.java", "descriptor", "chosenNumber");
        evolve("renamed", SIGNALS, "--source", folder.resolve("renamed").toString());
        Invocation comparison = compare("base", "renamed");
        assertThat(comparison.status()).as(comparison.out()).isZero();
        assertThat(comparison.out()).contains("all differences are zero");
    }

    private static Invocation compare(String base, String changed) {
        return Invocation.of("compare", folder.resolve(base + ".json").toString(), folder.resolve(changed + ".json").toString());
    }

    @Test
    void badInputIsRefused() {
        Invocation unknown = Invocation.of("evolve", "--policy", "hopeful");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("no policy is called 'hopeful'", "signal-path");
        assertThat(Invocation.of("evolve", "--load", "nothing").status()).isEqualTo(2);
        assertThat(Invocation.of("evolve", "--policy", folder.resolve("None.java").toString()).err()).contains("no such file");
    }
}
