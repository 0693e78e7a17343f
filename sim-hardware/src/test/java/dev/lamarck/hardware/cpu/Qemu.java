package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The referee for user-mode instructions: {@code qemu-sparc64}. Tests that need it are skipped where it is not installed. */
final class Qemu {
    private static final String NAME = "qemu-sparc64";
    private static final int HEADERS = 64 + 56;
    private static final int ALIGNMENT = 0x2000;

    private final Path directory;

    Qemu(Path directory) {
        this.directory = directory;
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, NAME))),
                "not installed: " + NAME + " (package qemu-user)");
    }

    /** What a program of these words, loaded at {@code address}, writes to its standard output. */
    byte[] run(long address, long entry, int[] words) throws IOException, InterruptedException {
        Path program = directory.resolve("program");
        Path output = directory.resolve("output");
        Files.write(program, elf(address, entry, words));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Process process = new ProcessBuilder(NAME, program.toString()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("qemu ends").isTrue();
        assertThat(process.exitValue()).as("qemu: %s", Files.readString(output, StandardCharsets.ISO_8859_1))
                .isZero();
        return Files.readAllBytes(output);
    }

    /** One readable, writable and executable segment. */
    private static byte[] elf(long address, long entry, int[] words) {
        ByteBuffer file = ByteBuffer.allocate(ALIGNMENT + words.length * Integer.BYTES);
        file.putInt(0x7f454c46).putInt(0x02020100).putLong(0);
        file.putShort((short) 2).putShort((short) 43).putInt(1).putLong(entry).putLong(64).putLong(0).putInt(0);
        file.putShort((short) 64).putShort((short) 56).putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
        long size = words.length * (long) Integer.BYTES;
        file.putInt(1).putInt(7).putLong(ALIGNMENT).putLong(address).putLong(address).putLong(size).putLong(size).putLong(ALIGNMENT);
        assertThat(file.position()).isEqualTo(HEADERS);
        file.position(ALIGNMENT);
        file.asIntBuffer().put(words);
        return file.array();
    }
}
