package dev.lamarck.toolchain.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.Referee;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The referees' opinion of our files: binutils finds nothing to warn of, gdb finds lines and functions. */
class LinkRefereeTest {
    @TempDir
    Path directory;

    @Test
    void readelfHasNoComplaint() throws Exception {
        for (LinkInput input : List.of(Samples.kernel(), Samples.user())) {
            String report = Referee.run(directory, "sparc64-linux-gnu-readelf", "-a", "-w", "-W", write(input));
            assertThat(report).doesNotContainIgnoringCase("warning").doesNotContainIgnoringCase("error").doesNotContain("corrupt");
            assertThat(report).contains("Sparc v9").contains("kernel.sched.Sched.swtch()V");
        }
    }

    @Test
    void gdbListsAndBreaksByLine() throws Exception {
        String elf = write(Samples.kernel());
        Path source = directory.resolve(Samples.SCHED);
        Files.createDirectories(source.getParent());
        Files.writeString(source, "// line\n".repeat(400));
        String report = Referee.run(directory, "gdb-multiarch", "-nx", "-batch", "-ex", "directory " + directory, "-ex", "break Sched.java:11", "-ex", "break Sched.java:300",
                "-ex", "break leaf", "-ex", "info line swtch", "-ex", "list leaf", elf);
        Image image = Linker.link(Samples.kernel());
        long swtch = image.address("swtch");
        assertThat(report).contains("Breakpoint 1 at 0x" + Long.toHexString(swtch + 4) + ": file " + Samples.SCHED + ", line 11.");
        assertThat(report).contains("Breakpoint 2 at 0x" + Long.toHexString(swtch + 12));
        assertThat(report).contains("Breakpoint 3 at 0x" + Long.toHexString(image.address("leaf")));
        assertThat(report).contains("// line").doesNotContain("No source file");
    }

    private String write(LinkInput input) throws Exception {
        Path file = directory.resolve(input.layout() + ".elf");
        Files.write(file, Linker.link(input).elf());
        return file.toString();
    }
}
