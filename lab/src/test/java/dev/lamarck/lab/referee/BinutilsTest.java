package dev.lamarck.lab.referee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.SourceLine;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What binutils and gdb say about the kernel's image. */
class BinutilsTest {
    @TempDir
    private static Path folder;
    private static Path file;
    private static Image image;

    @BeforeAll
    static void buildKernel() throws Exception {
        byte[] elf = new Images(ImageCache.ofUser(), what -> { }).image(Images.kernelRequest(Map.of()), "the kernel").bytes();
        file = Files.write(folder.resolve("kernel.elf"), elf);
        image = Image.read(elf);
    }

    private static String output(String... command) throws IOException, InterruptedException {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, command[0]))),
                command[0] + " is not installed");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void readelfHasNoComplaint() throws Exception {
        assertThat(output("sparc64-linux-gnu-readelf", "-aW", file.toString())).contains("Sparc v9", ".debug_line", "copen")
                .doesNotContain("readelf: ");
    }

    @Test
    void gdbBreaksByFileAndLine() throws Exception {
        ElfSymbol function = image.symbol("copen").orElseThrow();
        SourceLine line = image.lineAt(function.address()).orElseThrow();
        String name = line.file().substring(line.file().lastIndexOf('/') + 1);
        String output = output("gdb-multiarch", "-batch", "-nx", "-ex", "break " + name + ":" + line.line(), "-ex", "info symbol copen",
                "-ex", "info line *" + function.address(), file.toString());
        assertThat(output).contains("Breakpoint 1 at 0x", "file " + line.file() + ", line ", "copen in section .text");
    }
}
