package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.lab.ExitStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file that a command writes may find the disk full: Linux has a device for that. */
class FullDiskTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path folder;

    @BeforeEach
    void findDevice() {
        assumeTrue(Files.exists(FULL), "no /dev/full on this host");
    }

    private static void refused(Invocation invocation, String what) {
        assertThat(invocation.status()).as(invocation.err()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(invocation.err()).contains("lamarck: cannot write " + what, "where there is room").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json=/dev/full", "--csv=/dev/full", "--profile=folded=/dev/full"})
    void resultsAndProfiles(String option) {
        Invocation invocation = Invocation.of("boot", option, "-c", "exit");
        refused(invocation, option.startsWith("--profile") ? "--profile /dev/full: No space left on device" : "/dev/full: No space left on device");
    }

    @Test
    void theTrace() {
        refused(Invocation.of("boot", "--trace", "syscalls=/dev/full", "-c", "exit"), "all of the trace to /dev/full");
    }

    /** Written beside and renamed, so that there is never half a snapshot. */
    @Test
    void theSnapshot() {
        Path run = folder.resolve("run");
        assertThat(Invocation.of("boot", "--out", run.toString(), "-c", "exit").status()).isZero();
        refused(Invocation.of("snapshot", "--in", run.toString(), "--at", "boot", "-o", "/dev/full"), "the snapshot /dev/full: No space left on device");
        refused(Invocation.of("snapshot", "--in", run.toString(), "--at", "boot", "-o", folder.resolve("none/moment").toString()), "the snapshot");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void aFolderThatIsNoFolder() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        refused(Invocation.of("boot", "--out", file.toString(), "-c", "exit"), "--out " + file.resolve("result.json"));
    }
}
