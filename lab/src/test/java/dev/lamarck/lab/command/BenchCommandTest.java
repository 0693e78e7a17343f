package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamarck.lab.result.ResultJsonTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of the host's are not checked: what a host gives is its own affair. */
class BenchCommandTest {
    private static final String FIGURE = " +[\\d,]+\\.\\d";

    @TempDir
    Path folder;

    @Test
    void measuresAProgramOnBothEngines() throws IOException {
        Path json = folder.resolve("bench.json");
        Path csv = folder.resolve("bench.csv");
        Invocation invocation = Invocation.of("bench", "--programs", "queens", "--mode", "functional", "--seconds", "0.1", "--warmup", "--json", json.toString(), "--csv", csv.toString());
        assertThat(invocation.status()).as(invocation.err()).isZero();
        assertThat(invocation.out().lines()).filteredOn(line -> line.startsWith("queens")).hasSize(2)
                .anyMatch(line -> line.matches("queens +interpret +functional" + FIGURE + FIGURE))
                .anyMatch(line -> line.matches("queens +translate +functional" + FIGURE + FIGURE));
        assertThat(invocation.out().lines()).filteredOn(line -> line.startsWith("geom. mean")).hasSize(2);
        assertThat(invocation.out().lines()).filteredOn(line -> line.matches(" +each 0\\.25 s:( \\d+)+")).hasSize(4);
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(ResultJsonTest.violations(result)).isEmpty();
        assertThat(result.at("/measures/hostMipsInterpret/value").asDouble()).isPositive();
        assertThat(result.at("/measures/hostMipsTranslate/value").asDouble()).isPositive();
        assertThat(csv).content().contains("queens,,1,hostMipsInterpret,");
    }

    @Test
    void measuresAPeerInTheSameRun() {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, "qemu-sparc64"))), "not installed: qemu-sparc64");
        Invocation invocation = Invocation.of("bench", "--peers", "--programs", "queens", "--seconds", "0.1", "--mode", "timing", "--engine", "interpret", "--json", "-");
        assertThat(invocation.status()).as(invocation.err()).isZero();
        assertThat(invocation.err()).containsPattern("queens +interpret +timing" + FIGURE.repeat(4) + " +\\d+\\.\\d\\d");
        assertThat(invocation.out()).contains("userInstructions", "hostMipsQemu");
    }

    @Test
    void measuresSeveralAtOnce() {
        Invocation invocation = Invocation.of("bench", "--programs", "queens", "--seconds", "0.1", "--mode", "functional", "--engine", "interpret", "--parallel", "2");
        // Whether two reach 0.9 of twice the speed is the host's affair.
        assertThat(invocation.status()).as(invocation.err()).isIn(0, 1);
        assertThat(invocation.out().lines().toList()).hasSize(3).element(1).asString().matches("queens +interpret +functional" + FIGURE + FIGURE + " +\\d\\.\\d\\d");
    }

    @Test
    void refusesWhatItCannotMeasure() {
        assertThat(Invocation.of("bench", "--parallel", "0").status()).isEqualTo(2);
        assertThat(Invocation.of("bench", "--seconds", "0").status()).isEqualTo(2);
        Invocation unknown = Invocation.of("bench", "--programs", "sieve,knitting");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("knitting: no such program", "queens");
    }
}
