package dev.lamarck.workloads.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskImageTest {
    private static final String LONG = "/" + "a".repeat(80) + "/" + "b".repeat(80);

    private static DiskImage sample() {
        return new DiskImage().folder("/tmp").file("/bin/x", "hello\n".getBytes(StandardCharsets.US_ASCII), true)
                .file("/etc/motd", new byte[512], false).file(LONG, new byte[] {1}, false);
    }

    @Test
    void tarReadsIt(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tar")), "needs tar");
        Path archive = Files.write(folder.resolve("disk.tar"), sample().content().bytes());
        Process tar = new ProcessBuilder("/usr/bin/tar", "tvf", archive.toString(), "--utc").redirectErrorStream(true).start();
        String listing = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tar.waitFor()).as(listing).isZero();
        assertThat(listing).containsPattern("drwxr-xr-x root/root +0 2026-01-01 00:00 tmp/")
                .containsPattern("-rwxr-xr-x root/root +6 2026-01-01 00:00 bin/x")
                .containsPattern("-rw-r--r-- root/root +512 2026-01-01 00:00 etc/motd")
                .contains(LONG.substring(1));
    }

    @Test
    void equalContentGivesEqualBytes() {
        assertThat(sample().content()).isEqualTo(sample().content());
        assertThat(sample().folder("/tmp").content()).isEqualTo(sample().content());
    }

    @Test
    void refusesTwoFilesOfOneName() {
        assertThatThrownBy(() -> sample().file("/bin/x", new byte[0], true)).hasMessageContaining("/bin/x");
    }
}
