package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCommandTest {
    @TempDir
    private Path folder;
    private Path image;

    @BeforeEach
    void make() {
        image = folder.resolve("disk.ufs");
        assertThat(Invocation.of("image", "mkfs", image.toString(), "--size", "1m").status()).isZero();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void whatIsCopiedInIsListedAndComesOut() throws IOException {
        Path notes = file("notes", "some notes\n".repeat(5000));
        assertThat(Invocation.of("image", "cp", notes.toString(), image + ":/doc/old/notes").status()).isZero();
        assertThat(Invocation.of("image", "ls", image.toString(), "/doc").out()).isEqualTo("d0755   2       512 old\n");
        assertThat(Invocation.of("image", "ls", image.toString(), "/doc/old").out()).isEqualTo("-0644   1     55000 notes\n");
        Path back = folder.resolve("back");
        assertThat(Invocation.of("image", "cp", image + ":/doc/old/notes", back.toString()).status()).isZero();
        assertThat(back).hasSameBinaryContentAs(notes);
        Invocation check = Invocation.of("image", "fsck", image.toString());
        assertThat(check.status()).isZero();
        assertThat(check.out()).isEqualTo("disk.ufs: 1 files, 3 directories, %d KB used; the log is empty; clean\n".formatted(3 + (55_000 + 1023) / 1024));
    }

    @Test
    void damageIsFound() throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        // The root's count of links: the first block behind the log and the group's own has the inodes.
        int inodes = 8192 * (2 + 24 + 1);
        bytes[inodes + 2 * 128 + 7] = 9;
        Files.write(image, bytes);
        Invocation check = Invocation.of("image", "fsck", image.toString());
        assertThat(check.status()).isEqualTo(1);
        assertThat(check.out()).contains("inode 2 has 2 links and counts 9").doesNotContain("clean");
    }

    @Test
    void whatIsNoImageIsBadInput() throws IOException {
        Path text = file("text", "no image");
        assertThat(Invocation.of("image", "fsck", text.toString()).status()).isEqualTo(2);
        assertThat(Invocation.of("image", "ls", image.toString(), "/none").err()).contains("the image has no /none");
        assertThat(Invocation.of("image", "mkfs", image.toString(), "--size", "much").status()).isEqualTo(2);
        assertThat(Invocation.of("image", "mkfs", image.toString(), "--size", "10k").status()).isEqualTo(2);
        assertThat(Invocation.of("image", "cp", text.toString(), folder.resolve("copy").toString()).status()).isEqualTo(2);
    }

    @Test
    void theGuestMountsItAndItKeepsWhatTheGuestWrote() throws IOException {
        Invocation.of("image", "cp", file("notes", "from the host\n").toString(), image + ":/notes");
        Path kept = folder.resolve("kept.ufs");
        Invocation run = Invocation.withInput("m /mnt/d\nw /mnt/d/f 5 20000 7\nr /mnt/notes /mnt/d/notes\nu /mnt/none\n", "run", "--disk", image.toString(), "--disk-out", kept.toString(), "--set", "disk.model=1996",
                script());
        assertThat(run.err()).contains("exited with status 0");
        assertThat(run.out()).isEqualTo("0\n20000\n0\n-2\n");
        assertThat(Invocation.of("image", "fsck", kept.toString()).out()).endsWith("; clean\n");
        assertThat(Invocation.of("image", "ls", kept.toString(), "/d").out()).isEqualTo("-0644   1     20005 f\n-0644   1        14 notes\n");
        assertThat(Invocation.of("image", "ls", image.toString()).out()).as("the image itself").isEqualTo("-0644   1        14 notes\n");
        Invocation shown = Invocation.of("boot", "-c", "cat /mnt/d/notes; cat /proc/dnlc", "--disk", kept.toString());
        assertThat(shown.out()).startsWith("from the host\nsize 256\n");
    }

    /** A program that runs the guest's own. */
    private String script() throws IOException {
        return file("Script.java", """
                import dev.lamarck.syscalls.user.Posix;
                import dev.lamarck.toolchain.magic.Text;

                public final class Script {
                    public static void main(String[] args) {
                        Posix.execute(Text.bytes("/bin/filescript"), new byte[][] {Text.bytes("filescript")});
                    }
                }
                """).toString();
    }

    @Test
    void aFewPowerCutsBooted() {
        Invocation run = Invocation.of("power-cut", "--operations", "12", "--cuts", "4");
        assertThat(run.out()).matches("seed 1: 12 operations, \\d+ sectors written; cut points tried \\d, with sectors missing \\d; lost 0\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void keepingADiskNeedsADisk() {
        assertThat(Invocation.of("boot", "-c", "ls", "--disk-out", image.toString()).err()).contains("there is no disk");
    }
}
