package dev.lamarck.toolchain.sparc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.BareMachine;
import dev.lamarck.toolchain.Referee;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.Sources;
import dev.lamarck.toolchain.Toolchain;
import dev.lamarck.toolchain.ir.Program;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.SourceLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What binutils and gdb say of compiled images. */
class ImageRefereeTest {
    private static final String SOURCE = """
            class Walk {
                static int[] numbers = new int[10];

                @Root static int sum(int limit) {
                    int result = 0;
                    for (int i = 0; i < limit; i++) {
                        result += kind(i) * numbers[i];
                    }
                    return result;
                }

                @NoInline static int kind(int number) {
                    switch (number) {
                        case 0: return 7;
                        case 1: return 5;
                        case 2: return 9;
                        case 3: return 4;
                        case 4: return 11;
                        case 6: return 2;
                        default: return number / 3;
                    }
                }
            }
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void readelfHasNoComplaint(Allocator allocator) throws Exception {
        String report = Referee.run(directory, "sparc64-linux-gnu-readelf", "-a", "-w", "-W", write(compiled(allocator)));
        assertThat(report).doesNotContainIgnoringCase("warning").doesNotContain("corrupt").contains("sample.Walk.kind(I)I");
    }

    /** Every word of random functions' text, hazards of all kinds in its slots, has the mnemonic that objdump gives it. */
    @Test
    void objdumpReadsTheTextAsWeDo() throws Exception {
        Program program = new Program(RandomFunctions.make(21, 12, 8), List.of(), List.of(RandomFunctions.memory()), new TreeMap<>());
        Image image = BareMachine.image(program, List.of(), Allocator.REAL);
        String listing = Referee.run(directory, "sparc64-linux-gnu-objdump", "-d", "-z", "-j", ".text", write(image));
        Matcher lines = Pattern.compile("(?m)^\\s*([0-9a-f]+):\\t((?:[0-9a-f]{2} ){4})\\s*\\t(\\S+)").matcher(listing);
        int words = 0;
        while (lines.find()) {
            long pc = Long.parseLong(lines.group(1), 16);
            int word = (int) Long.parseLong(lines.group(2).replace(" ", ""), 16);
            assertThat(ByteBuffer.wrap(image.text()).getInt((int) (pc - image.textStart()))).isEqualTo(word);
            assertThat(Disassembler.text(word, pc).split("\\s")[0]).as("%x: %08x", pc, word).isEqualTo(lines.group(3));
            words++;
        }
        assertThat(words).isEqualTo(image.text().length / 4);
    }

    @Test
    void gdbStopsAtLines() throws Exception {
        Image image = compiled(Allocator.REAL);
        Path source = directory.resolve("sample/Walk.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, SOURCE);
        String report = Referee.run(directory, "gdb-multiarch", "-nx", "-batch", "-ex", "directory " + directory, "-ex", "break Walk.java:7", "-ex", "break Walk.java:9",
                "-ex", "info line walk_kind", "-ex", "list Walk.java:7,7", write(image));
        for (int line : List.of(7, 9)) {
            Matcher stop = Pattern.compile("Breakpoint \\d at 0x([0-9a-f]+): file sample/Walk.java, line " + line + "\\.").matcher(report);
            assertThat(stop.find()).as(report).isTrue();
            assertThat(image.lineAt(Long.parseLong(stop.group(1), 16))).hasValue(new SourceLine("sample/Walk.java", line));
        }
        assertThat(report).contains("result += kind(i) * numbers[i];").contains("Line 13 of \"sample/Walk.java\"");
    }

    private static Image compiled(Allocator allocator) throws Exception {
        Program program = Toolchain.translate(Request.kernel(Sources.compile(SOURCE)), _ -> { });
        return BareMachine.image(program, List.of(), allocator);
    }

    private String write(Image image) throws IOException {
        Path file = directory.resolve("image.elf");
        Files.write(file, image.elf());
        return file.toString();
    }
}
