package dev.lamarck.workloads.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's own text as plain {@code objdump -d} sees it: each word it names, our disassembler names the same. */
class KernelTextTest {
    private static final String OBJDUMP = "sparc64-linux-gnu-objdump";

    @TempDir
    Path directory;

    @Test
    void objdumpAndWeReadTheSameKernel() throws CompilationException, IOException, InterruptedException {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, OBJDUMP))),
                "not installed: " + OBJDUMP + " (package binutils-sparc64-linux-gnu)");
        Path kernel = directory.resolve("kernel.elf");
        Files.write(kernel, Toolchain.compile(Images.kernelRequest(Map.of()), _ -> { }).elf());

        int words = 0;
        List<String> differences = new ArrayList<>();
        for (String line : objdump(kernel)) {
            String[] columns = line.split("\t");
            if (columns.length >= 3 && columns[0].trim().endsWith(":")) {
                words++;
                compare(columns, differences);
            }
        }
        assertThat(words).isGreaterThan(10_000);
        assertThat(differences).isEmpty();
    }

    /** Columns: address, bytes, text; a target's name and objdump's remarks are left out on both sides. */
    private static void compare(String[] columns, List<String> differences) {
        long pc = Long.parseUnsignedLong(columns[0].replace(":", "").trim(), 16);
        int word = Integer.parseUnsignedInt(columns[1].replace(" ", ""), 16);
        boolean named = columns[2].contains("<");
        String theirs = columns[2].replaceAll("\\s*<.*>", "").trim();
        String ours = Disassembler.text(word, pc, _ -> named ? "" : null).replace(" <>", "");
        if (!theirs.equals("unknown") && !theirs.equals(ours) && !isMisprinted(word)) {
            differences.add("%x: %08x objdump: %s, we: %s".formatted(pc, word, theirs, ours));
        }
    }

    /** objdump shows the cc bits of {@code te %xcc, 0x50} as part of the trap number. */
    private static boolean isMisprinted(int word) {
        boolean isTrap = (word & 0xc1f8_2000) == 0x81d0_2000;
        return isTrap && (word & 1 << 12) != 0;
    }

    private List<String> objdump(Path file) throws IOException, InterruptedException {
        Path listing = directory.resolve("kernel.txt");
        Process process = new ProcessBuilder(OBJDUMP, "-d", "-z", file.toString()).redirectErrorStream(true)
                .redirectOutput(listing.toFile()).start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllLines(listing);
    }
}
