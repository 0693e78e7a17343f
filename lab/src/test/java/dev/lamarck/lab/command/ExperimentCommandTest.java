package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamarck.lab.result.ResultJsonTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run of {@code count-and-time}, and the commands that look into it. A slow clock makes the simulated half second short. */
class ExperimentCommandTest {
    private static final String SLOW = "clock.hertz=20000000";

    @TempDir
    static Path folder;

    private static Path run;
    private static Invocation experiment;

    @BeforeAll
    static void runOnce() {
        run = folder.resolve("ct");
        experiment = Invocation.of("experiment", "count-and-time", "--seeds", "1", "--set", SLOW, "--out", run.toString(),
                "--json", folder.resolve("ct.json").toString(), "--csv", folder.resolve("ct.csv").toString());
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static String inspected(String... line) {
        Invocation invocation = Invocation.of(line);
        assertThat(invocation.status()).as(invocation.err()).isZero();
        return invocation.out();
    }

    @Test
    void reportsMeasuresAndClaims() throws IOException {
        assertThat(experiment.status()).as(experiment.err() + experiment.out()).isZero();
        assertThat(experiment.out()).startsWith("count-and-time: Can ").contains("guestCalls", "overheadCyclesPerCall")
                .containsPattern("(?m)^  holds   the counter holds exactly the calls seen from outside").doesNotContain("FAILED");
        JsonNode result = json(folder.resolve("ct.json"));
        assertThat(ResultJsonTest.violations(result)).isEmpty();
        JsonNode measures = result.get("measures");
        assertThat(measures.at("/guestCalls/value").asLong()).isPositive().isEqualTo(measures.at("/observedCalls/value").asLong());
        assertThat(measures.at("/textRestored/value").asInt()).isEqualTo(1);
        assertThat(folder.resolve("ct.csv")).content().contains("count-and-time,,1,guestCalls,");
    }

    @Test
    void schedulesAreForExperimentsThatHaveThem() {
        Invocation without = Invocation.of("experiment", "count-and-time", "--schedule", "two-instruction:0:0:0");
        assertThat(without.status()).isEqualTo(2);
        assertThat(without.err()).contains("count-and-time does not try out schedules");
        Invocation unknown = Invocation.of("experiment", "splice-hazards", "--schedule", "three-instruction:0:0:0");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("no such schedule").contains("WAY:WORD:POSITION:STEP");
    }

    @Test
    void leavesADirectoryThatHoldsAllOfIt() {
        assertThat(run).isDirectoryContaining("glob:**report.html");
        for (String name : new String[] {"result.json", "result.csv", "console.txt", "events.ndjson", "ledger.ndjson", "comparisons.ndjson", "kernel.elf", "disk.tar"}) {
            assertThat(run.resolve(name)).isNotEmptyFile();
        }
        assertThat(run.resolve("result.json")).hasSameTextualContentAs(folder.resolve("ct.json"));
    }

    @Test
    void theLedgerIsALogOfChanges() {
        String log = inspected("ledger", "log", "--in", run.toString());
        assertThat(log.lines().toList()).hasSizeGreaterThan(20).anyMatch(line -> line.matches(" +\\d+ +2 +1 +2 +installed +count-calls +copen .*"))
                .anyMatch(line -> line.matches(" +\\d+ +2 +1 +2 +reclaimed .*"));
        assertThat(log).containsPattern("what is left: 0 of \\d+ words of text not as linked, 0 entries in force, patch heap 0 bytes, kmem balance 0 objects");
        assertThat(inspected("ledger", "show", "2", "--in", run.toString())).contains("entry 2 (part of 1, cause 2) installed at cycle ")
                .containsPattern("before [0-9a-f]{8}  save").containsPattern("after  [0-9a-f]{8}  b,a").contains("casx");
        assertThat(Invocation.of("ledger", "show", "999", "--in", run.toString()).status()).isEqualTo(2);
        assertThat(Invocation.of("ledger", "log", "--in", folder.toString()).status()).isEqualTo(2);
    }

    @Test
    void aMomentIsReachedByRunningAgain() {
        String first = inspected("disas", "copen", "--in", run.toString(), "--at", "installed:1");
        assertThat(first).containsPattern("(?m)^  \\* 0x\\w+  \\w{8}  b,a .* ! was: save .*; ledger entry 2$")
                .containsPattern("(?m)^patch at 0x\\w+, ledger entry 2$").contains("casx").containsPattern("FileOpen\\.java:\\d+  int descriptor");
        assertThat(inspected("disas", "copen", "--in", run.toString(), "--at", "installed:1")).isEqualTo(first);
        assertThat(inspected("disas", "copen", "--in", run.toString(), "--at", "installed:3")).contains("; ledger entries 2, 7\n")
                .contains("was: ret").doesNotContain("illtrap");
    }

    @Test
    void aBudgetThatEndsItIsToldAsSuch() {
        Path cut = folder.resolve("cut");
        Invocation interrupted = Invocation.of("experiment", "count-and-time", "--seeds", "1", "--set", SLOW, "--timeout-instructions", "3000000",
                "--out", cut.toString());
        assertThat(interrupted.status()).as(interrupted.err()).isEqualTo(4);
        assertThat(interrupted.err()).contains("instruction budget used up", "--timeout-instructions");
        assertThat(interrupted.out()).containsPattern("(?m)^  FAILED  the load ended");
        assertThat(cut.resolve("report.html")).content().startsWith("<!DOCTYPE html>").doesNotContain("http://", "https://");
    }

    @Test
    void badInputIsRefused() {
        assertThat(Invocation.of("experiment", "count-and-guess").err()).contains("there are: ").contains("count-and-time");
        assertThat(Invocation.of("experiment", "count-and-guess").status()).isEqualTo(2);
        assertThat(Invocation.of("experiment", "count-and-time", "--seeds", "0").status()).isEqualTo(2);
    }
}
