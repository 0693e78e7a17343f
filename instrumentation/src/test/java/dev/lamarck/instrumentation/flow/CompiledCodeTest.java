package dev.lamarck.instrumentation.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.TextImage;
import dev.lamarck.toolchain.link.ElfFile;
import dev.lamarck.toolchain.link.ElfSymbol;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The analyser on what {@code gcc} makes of a program and of its whole C library: code that was never meant for it. */
class CompiledCodeTest {
    private static final String COMPILER = "sparc64-linux-gnu-gcc";

    @TempDir
    Path folder;

    @Test
    void parsesAlmostAllOfAStaticProgram() throws Exception {
        TextImage image = compile("int main(int c, char **v) { return c; }");
        Map<Refusal, Integer> refused = new TreeMap<>();
        FlowParser parser = new FlowParser(image);
        Liveness liveness = new Liveness(image);
        FlowGraph graph = new FlowGraph();
        int parsed = 0;
        for (int function = 0; function < image.functions(); function++) {
            Refusal refusal = parser.parse(function, graph);
            if (refusal == null) {
                parsed++;
                liveness.analyse(graph);
                checkBlocks(graph);
            } else {
                refused.merge(refusal, 1, Integer::sum);
            }
        }
        assertThat((double) parsed / image.functions()).as("parsed of %d, refused %s", image.functions(), refused)
                .isGreaterThan(0.95);
    }

    @Test
    void followsTheCompilersJumpTables() throws Exception {
        TextImage image = compile("""
                __attribute__((noipa)) int choose(unsigned x, int y) {
                    switch (x) {
                        case 0: return y * 3; case 1: return y - 11; case 2: return y ^ 77; case 3: return y / 5;
                        case 4: return y << 3; case 5: return 12 - y; case 6: return y & 99; case 7: return ~y;
                    }
                    return 0;
                }
                int main(int c, char **v) { return choose(c, c + 1); }
                """);
        FlowGraph graph = new FlowGraph();
        assertThat(new FlowParser(image).parse(image.functionAt(image.address("choose")), graph)).isNull();
        int mostEdges = 0;
        for (int block = 0; block < graph.blocks(); block++) {
            int edges = 0;
            for (int edge = graph.firstEdge(block); edge >= 0; edge = graph.nextEdge(edge)) {
                edges++;
            }
            mostEdges = Math.max(mostEdges, edges);
        }
        assertThat(mostEdges).isEqualTo(8);
        for (int index = 0; index < graph.words(); index++) {
            assertThat(graph.isReached(index) || graph.isSlot(index) || isPadding(image.current(graph.address(index)))).isTrue();
        }
    }

    private static boolean isPadding(int word) {
        return word == Emit.nop();
    }

    private static void checkBlocks(FlowGraph graph) {
        for (int block = 0; block < graph.blocks(); block++) {
            assertThat(graph.limit(block)).isGreaterThan(graph.first(block)).isLessThanOrEqualTo(graph.words());
            assertThat(graph.isReached(graph.first(block))).isTrue();
        }
    }

    private TextImage compile(String source) throws Exception {
        assumeTrue(isInstalled(), COMPILER + " is not installed");
        Path c = Files.writeString(folder.resolve("program.c"), source);
        Path elf = folder.resolve("program");
        Process gcc = new ProcessBuilder(COMPILER, "-O2", "-static", "-fno-pie", "-no-pie", "-o", elf.toString(), c.toString())
                .inheritIO().start();
        assertThat(gcc.waitFor()).isZero();
        return image(ElfFile.parse(Files.readAllBytes(elf)));
    }

    private static TextImage image(ElfFile file) {
        TextImage image = new TextImage();
        file.sections().stream().filter(s -> s.name().equals(".text") || s.name().startsWith(".rodata")).forEach(section -> {
            ByteBuffer bytes = ByteBuffer.wrap(file.contents(section.name()));
            for (long at = section.address(); bytes.remaining() >= 4; at += 4) {
                image.words(at, bytes.getInt());
            }
        });
        List<ElfSymbol> functions = file.symbols().stream()
                .filter(s -> s.isFunction() && s.size() > 0 && image.constant(s.address()) && (s.address() & 3) == 0)
                .sorted(Comparator.comparing(ElfSymbol::address)).toList();
        long last = 0;
        for (ElfSymbol function : functions) {
            if (function.address() != last) {
                image.function(function.address(), (int) function.size());
                image.label(function.name(), function.address());
                last = function.address();
            }
        }
        return image;
    }

    private static boolean isInstalled() {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, COMPILER)));
    }
}
