package dev.lamarck.hardware.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The referees: GNU as and objdump for sparc64. A test that needs them is skipped where they are not installed. */
final class Binutils {
    private static final String PREFIX = "sparc64-linux-gnu-";

    private final Path directory;

    Binutils(Path directory) {
        this.directory = directory;
        assumeTrue(isInstalled("as") && isInstalled("objdump") && isInstalled("objcopy"),
                "not installed: " + PREFIX + "as, objdump, objcopy (package binutils-sparc64-linux-gnu)");
    }

    private static boolean isInstalled(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, PREFIX + tool)));
    }

    /** The words of this text, assembled for address 0. */
    int[] assemble(List<String> lines) throws IOException, InterruptedException {
        Files.write(directory.resolve("text.s"), lines);
        run("as", "-Av9b", "-64", "-o", "text.o", "text.s");
        run("objcopy", "-O", "binary", "-j", ".text", "text.o", "text.bin");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(directory.resolve("text.bin")));
        int[] words = new int[bytes.remaining() / Integer.BYTES];
        Arrays.setAll(words, _ -> bytes.getInt());
        return words;
    }

    /** The lines that the assembler refuses, counted from 0. */
    List<Integer> refused(List<String> lines) throws IOException, InterruptedException {
        Files.write(directory.resolve("text.s"), lines);
        List<Integer> refused = new ArrayList<>();
        for (String message : output(0, 1, "as", "-Av9b", "-64", "-o", "text.o", "text.s")) {
            if (message.contains(": Error:")) {
                refused.add(Integer.parseInt(message.split(":")[1]) - 1);
            }
        }
        return refused;
    }

    /** What objdump prints for each word at address 0 and on, without its remarks and symbols; null for "unknown". */
    List<String> disassemble(int[] words) throws IOException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES);
        Arrays.stream(words).forEach(bytes::putInt);
        Files.write(directory.resolve("words.bin"), bytes.array());
        return texts(output(0, 0, "objdump", "-D", "-z", "-b", "binary", "-m", "sparc:v9b", "-EB", "words.bin"));
    }

    /** The same for the code of an ELF file, word by word. */
    List<String> disassembleFile(Path file) throws IOException, InterruptedException {
        return texts(output(0, 0, "objdump", "-d", "-z", "-m", "sparc:v9b", file.toString()));
    }

    /** Lines of the form {@code address: bytes  text}, tabs between. */
    private static List<String> texts(List<String> lines) {
        List<String> texts = new ArrayList<>();
        for (String line : lines) {
            String[] columns = line.split("\t");
            if (columns.length >= 3 && columns[0].trim().endsWith(":")) {
                String text = columns[2].replaceAll("\\s*<.*>", "").trim();
                texts.add(text.equals("unknown") ? null : text);
            }
        }
        return texts;
    }

    private void run(String tool, String... arguments) throws IOException, InterruptedException {
        output(0, 0, tool, arguments);
    }

    private List<String> output(int status, int otherStatus, String tool, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PREFIX + tool));
        command.addAll(List.of(arguments));
        Path log = directory.resolve(tool + ".log");
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", tool).isTrue();
        List<String> lines = Files.readAllLines(log);
        assertThat(process.exitValue()).as("%s: %s", command, lines.subList(0, Math.min(20, lines.size())))
                .isIn(status, otherStatus);
        return lines;
    }
}
