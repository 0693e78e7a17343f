package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.lab.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dsweep.worlds=1000} for a big one. */
class SweepCommandTest {
    private static final int WORLDS = Integer.getInteger("sweep.worlds", 8);
    private static final long PATIENCE_SECONDS = 60L + WORLDS;

    /** The worlds of all tests, swept by nobody disturbed. */
    @TempDir
    private static Path shared;
    private static Path quiet;
    private static Invocation undisturbed;

    @TempDir
    private Path folder;
    private Path file;

    @BeforeAll
    static void sweepUndisturbed() throws IOException {
        quiet = shared.resolve("quiet");
        undisturbed = Invocation.of("sweep", sweep(shared, WORLDS / 2).toString(), "--out", quiet.toString(), "--jobs", "1");
    }

    @BeforeEach
    void writeFile() throws IOException {
        file = sweep(folder, WORLDS / 2);
    }

    private static Path sweep(Path folder, int seeds) throws IOException {
        return Files.writeString(folder.resolve("small.yaml"), """
                machines: [ultrasparc-1, tiny]
                loads: [{name: hello, run: "hello"}]
                seeds: 1..%d
                mode: functional
                """.formatted(seeds));
    }

    private static String tables(Path directory) throws IOException {
        return Files.readString(directory.resolve("jobs.csv")) + Files.readString(directory.resolve("results.csv"));
    }

    private static Map<String, FileTime> finished(Path directory) throws IOException {
        Map<String, FileTime> finished = new TreeMap<>();
        if (Files.isDirectory(directory.resolve("results"))) {
            try (Stream<Path> files = Files.list(directory.resolve("results"))) {
                for (Path result : files.filter(name -> name.toString().endsWith(".json")).toList()) {
                    finished.put(result.getFileName().toString(), Files.getLastModifiedTime(result));
                }
            }
        }
        return finished;
    }

    /** The command line in a process that can be killed. It and its workers live too short for an optimizing compiler to be worth its while. */
    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "dev.lamarck.lab.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Waits for so many results, then kills it, and sees to it that its workers end with it. */
    private static void killWhenFinished(Process sweep, Path directory, int worlds) throws IOException, InterruptedException {
        awaitFinished(sweep, directory, worlds);
        List<ProcessHandle> workers = sweep.descendants().toList();
        sweep.destroyForcibly().waitFor();
        for (ProcessHandle worker : workers) {
            worker.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    private static void awaitFinished(Process sweep, Path directory, int worlds) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (finished(directory).size() < worlds && sweep.isAlive() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
    }

    @Test
    void aSweepThatIsKilledAgainAndAgainGivesWhatAnUndisturbedOneGives() throws IOException, InterruptedException {
        assertThat(undisturbed.status()).as(undisturbed.err()).isEqualTo(ExitStatus.OK);
        assertThat(undisturbed.out()).isEqualTo("%,d worlds in %s: %,d exited 0\n".formatted(WORLDS, quiet, WORLDS));

        Path rough = folder.resolve("rough");
        killWhenFinished(start("sweep", file.toString(), "--out", rough.toString(), "--jobs", "2"), rough, WORLDS / 4);
        Map<String, FileTime> afterTheFirst = finished(rough);
        assertThat(afterTheFirst).isNotEmpty();

        Process second = start("sweep", file.toString(), "--out", rough.toString(), "--jobs", "2", "--resume");
        awaitFinished(second, rough, afterTheFirst.size() + 1);
        second.descendants().findFirst().ifPresent(ProcessHandle::destroyForcibly);
        killWhenFinished(second, rough, WORLDS / 2);

        Invocation last = Invocation.of("sweep", file.toString(), "--out", rough.toString(), "--jobs", "1", "--resume");
        assertThat(last.status()).as(last.err()).isEqualTo(ExitStatus.OK);
        assertThat(finished(rough)).hasSize(WORLDS).containsAllEntriesOf(afterTheFirst);
        assertThat(tables(rough)).isEqualTo(tables(quiet));
    }

    @Test
    void shardsAreMerged() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        Path both = folder.resolve("both");
        for (List<String> arguments : List.of(List.of("--out", one.toString(), "--shard", "1/2"), List.of("--out", two.toString(), "--shard", "2/2"))) {
            List<String> command = new ArrayList<>(List.of("sweep", file.toString(), "--jobs", "1"));
            command.addAll(arguments);
            Invocation run = Invocation.of(command.toArray(String[]::new));
            assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        }
        Invocation half = Invocation.of("sweep", "merge", file.toString(), one.toString(), "--out", folder.resolve("half").toString());
        assertThat(half.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(half.err()).contains("%d of %d worlds are in none of the directories".formatted(WORLDS / 2, WORLDS));

        Invocation merged = Invocation.of("sweep", "merge", file.toString(), one.toString(), two.toString(), quiet.toString(), "--out", both.toString());
        assertThat(merged.status()).as(merged.err()).isEqualTo(ExitStatus.OK);
        assertThat(tables(both)).isEqualTo(tables(quiet));

        Invocation without = Invocation.of("sweep", "merge", two.toString(), one.toString());
        assertThat(without.status()).as("with the file that the directory keeps: %s", without.err()).isEqualTo(ExitStatus.OK);
        assertThat(tables(two)).isEqualTo(tables(quiet));

        Path tampered = one.resolve("results").resolve(finished(one).keySet().iterator().next());
        Files.writeString(tampered, Files.readString(tampered).replaceFirst("\"instructions\" : ", "\"instructions\" : 1"));
        Invocation differing = Invocation.of("sweep", "merge", file.toString(), one.toString(), "--out", both.toString());
        assertThat(differing.status()).isEqualTo(ExitStatus.CLAIM_FAILED);
        assertThat(differing.err()).contains("a host is not deterministic");
    }

    @Test
    void aDryRunNamesTheJobs() throws IOException {
        file = sweep(folder, 2);
        Invocation dry = Invocation.of("sweep", file.toString(), "--dry-run", "--shard", "2/2");
        assertThat(dry.status()).isEqualTo(ExitStatus.OK);
        assertThat(dry.out().lines()).hasSize(3).anyMatch(row -> row.endsWith(",tiny,functional,hello,,2"));
        assertThat(folder.resolve("small.yaml.sweep")).doesNotExist();
    }

    @Test
    void badInputIsRefused() throws IOException {
        assertThat(Invocation.of("sweep").status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(Invocation.of("sweep", "merge", file.toString()).err()).contains("no directory to merge");
        assertThat(Invocation.of("sweep", "merge", folder.toString()).err()).contains("is no directory of a sweep");
        assertThat(Invocation.of("sweep", folder.resolve("none.yaml").toString()).err()).contains("cannot be read");
        assertThat(Invocation.of("sweep", file.toString(), "--jobs", "0").status()).isEqualTo(ExitStatus.BAD_INPUT);
        Files.writeString(file, "loads: [mixed]\nmachines: [huge]\n");
        assertThat(Invocation.of("sweep", file.toString(), "--dry-run").err()).contains("no machine is called 'huge'");
        Files.writeString(file, "loads: [mixed]\nmachines: [tiny, tiny]\n");
        assertThat(Invocation.of("sweep", file.toString(), "--dry-run").err()).contains("two of its worlds are the same");
        Files.writeString(file, "loads: [mixed]\npolicies: [[nobody]]\n");
        assertThat(Invocation.of("sweep", file.toString(), "--dry-run").err()).contains("no policy is called 'nobody'");
    }
}
