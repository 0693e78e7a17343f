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

    /** One line of objdump, without its remarks and symbols; the text is null where it says "unknown". */
    record Line(long pc, int word, String text) {}

    /** What objdump prints for these words at address 0 and on. */
    List<Line> disassemble(int[] words) throws IOException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES);
        Arrays.stream(words).forEach(bytes::putInt);
        Files.write(directory.resolve("words.bin"), bytes.array());
        return lines(output(0, 0, "objdump", "-D", "-z", "-b", "binary", "-m", "sparc:v9b", "-EB", "words.bin"));
    }

    /** What objdump prints for the code of a C program that gcc links with the whole of its start-up and library. */
    List<Line> disassembleProgram(String source) throws IOException, InterruptedException {
        assumeTrue(isInstalled("gcc"), "not installed: " + PREFIX + "gcc (packages gcc-sparc64-linux-gnu libc6-dev-sparc64-cross)");
        Files.writeString(directory.resolve("program.c"), source);
        run("gcc", "-O2", "-static", "-o", "program", "program.c", "-lm");
        return lines(output(0, 0, "objdump", "-d", "-z", "-m", "sparc:v9b", "program"));
    }

    /** Tabs stand between address, bytes and text. */
    private static List<Line> lines(List<String> output) {
        List<Line> lines = new ArrayList<>();
        for (String line : output) {
            String[] columns = line.split("\t");
            if (columns.length >= 3 && columns[0].trim().endsWith(":")) {
                long pc = Long.parseUnsignedLong(columns[0].replace(":", "").trim(), 16);
                int word = Integer.parseUnsignedInt(columns[1].replace(" ", ""), 16);
                String text = columns[2].replaceAll("\\s*<.*>", "").trim();
                lines.add(new Line(pc, word, text.equals("unknown") ? null : text));
            }
        }
        return lines;
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
