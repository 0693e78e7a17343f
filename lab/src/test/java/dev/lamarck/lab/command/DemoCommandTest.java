package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamarck.lab.result.ResultJsonTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo by the command line, with one cycle an instruction, which is faster to simulate; what it gains then is not its point. */
class DemoCommandTest {
    @Test
    void bothLoadsAreToldAndEverythingIsUndone(@TempDir Path folder) throws IOException {
        Path out = folder.resolve("demo");
        Path json = folder.resolve("demo.json");
        Invocation demo = Invocation.of("demo", "--mode", "functional", "--out", out.toString(), "--json", json.toString());
        assertThat(demo.status()).as(demo.err() + demo.out()).isZero();
        assertThat(demo.out()).contains("load mixed", "load signal-pairs").doesNotContain("FAILED").endsWith(out.resolve("report.html") + "\n");
        assertThat(demo.out().lines().filter(line -> line.startsWith("  holds   everything was undone under load"))).hasSize(2);
        assertThat(out.resolve("report.html")).content().contains("The load <code>mixed</code>", "The load <code>signal-pairs</code>");
        JsonNode results = new ObjectMapper().readTree(json.toFile());
        assertThat(results).hasSize(2).allSatisfy(result -> assertThat(ResultJsonTest.violations(result)).isEmpty());
        assertThat(Invocation.of("ledger", "log", "--in", out.resolve("signal-pairs").toString()).out()).contains("what is left: 0 of ");
    }
}
