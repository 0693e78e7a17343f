package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that go back to a recorded run: {@code replay}, {@code who-wrote}, {@code snapshot}, {@code restore}. */
class MomentCommandsTest {
    private static final String SWITCHES = "dev.lamarck.kernel.sched.Sched.switches";

    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static void refused(Invocation invocation, String... words) {
        assertThat(invocation.status()).as(invocation.err()).isEqualTo(2);
        assertThat(invocation.err()).contains(words).doesNotContain("\tat ");
    }

    @Test
    void goBackToWhatWasRecorded() throws Exception {
        Invocation run = Invocation.withInput("one\ntwo\n", "boot", "--out", path("run"), "-c", "cat; ps");
        assertThat(run.status()).as(run.err()).isZero();
        Invocation replay = Invocation.of("replay", path("run"), "--json", path("replay.json"));
        assertThat(replay.status()).as(replay.err()).isZero();
        assertThat(replay.out()).isEqualTo(run.out()).startsWith("one\ntwo\n");

        Invocation snapshot = Invocation.of("snapshot", "--in", path("run"), "--at", "boot", "-o", path("boot.snap"));
        assertThat(snapshot.status()).as(snapshot.err()).isZero();
        Invocation restored = Invocation.of("restore", path("boot.snap"), "--json", path("restored.json"),
                "--profile", "folded=" + path("folded"), "--trace", "instructions=" + path("trace.ndjson"), "--trace-in", "copen");
        assertThat(restored.status()).as(restored.err()).isZero();
        assertThat(restored.out()).isEqualTo(run.out());
        assertThat(line(path("restored.json"), "stateHash")).isEqualTo(line(path("replay.json"), "stateHash"));
        assertThat(Files.readString(folder.resolve("folded"))).contains("program;").contains("copen");
        assertThat(Files.readAllLines(folder.resolve("trace.ndjson"))).isNotEmpty().allMatch(event -> event.matches("\\{.*<copen> .*}"));

        Invocation writer = Invocation.of("who-wrote", SWITCHES, "--in", path("run"), "--at", "boot");
        assertThat(writer.status()).as(writer.err()).isZero();
        assertThat(writer.out()).contains("<swtch+").contains("Sched.java:").contains(" wrote it at cycle ");
        refused(Invocation.of("who-wrote", "nonsense", "--in", path("run")), "no symbol");
        refused(Invocation.of("who-wrote", SWITCHES, "--in", path("run"), "--at", "installed:9"), "no such moment");
        refused(Invocation.of("who-wrote", "0x10", "--in", path("run")), "no 8 bytes of memory");
    }

    private static String line(String file, String key) throws Exception {
        return Files.readAllLines(Path.of(file)).stream().filter(line -> line.contains('"' + key + '"')).findFirst().orElseThrow();
    }

    @Test
    void refuseWhatTheyCannotUse() throws Exception {
        refused(Invocation.of("replay", path("absent")), "no result.json there");
        refused(Invocation.of("restore", path("absent")), "no such file");
        Files.writeString(folder.resolve("text"), "no snapshot, but long enough to be taken for one at first sight");
        refused(Invocation.of("restore", path("text")), "is no snapshot");
        refused(Invocation.of("who-wrote", SWITCHES), "--in RUN");
        refused(Invocation.of("snapshot", "-o", path("file")), "--in RUN");
        refused(Invocation.of("boot", "-c", "exit", "--wait"), "nobody to wait for");
        refused(Invocation.of("boot", "-c", "exit", "--gdb=70000"), "not a port");
        refused(Invocation.of("boot", "-c", "exit", "--profile", "pprof=x"), "no kind 'pprof'");
        refused(Invocation.of("boot", "-c", "exit", "--profile", "folded"), "names no file");
        refused(Invocation.of("boot", "-c", "exit", "--trace", "instructions", "--trace-cycles", "soon"), "no range of cycles");
        refused(Invocation.of("boot", "-c", "exit", "--trace", "instructions", "--trace-in", "no_such_function"), "no function of the kernel");
    }
}
