package dev.lamarck.workloads.bench;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.image.SourceCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;

/**
 * A program of 3,000 functions that are called in rotation, made from a seed: its code is far larger than any cache, and no function is called
 * often. Each does some arithmetic, takes branches that depend on data, loops a few times, and half of them call one of the functions that follow.
 */
final class ManyFunctions {
    static final String MAIN_CLASS = "ManyFunctions";

    /** So many parts make 3,000 functions. */
    static final int PARTS = 30;

    private static final long SEED = 1;
    private static final int FUNCTIONS_OF_A_PART = 100;
    /** A callee is among so many that follow, so that chains of calls stay short. */
    private static final int REACH = 40;
    private static final int DATA = 256;
    private static final List<String> OPERATORS = List.of("+", "-", "^", "&", "|", "*");

    private final Random random = new Random(SEED);

    private final int parts;

    private ManyFunctions(int parts) {
        this.parts = parts;
    }

    /** Class files of so many parts of a hundred functions. */
    static SortedMap<String, byte[]> classFiles(int parts) throws CompilationException {
        ManyFunctions generator = new ManyFunctions(parts);
        try {
            Path folder = Files.createTempDirectory("lamarck-functions");
            List<Path> sources = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                sources.add(Files.writeString(folder.resolve("Part" + part + ".java"), generator.part(part)));
            }
            sources.add(Files.writeString(folder.resolve(MAIN_CLASS + ".java"), generator.main()));
            SortedMap<String, byte[]> classes = SourceCompiler.compile(sources);
            for (Path source : sources) {
                Files.delete(source);
            }
            Files.delete(folder);
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String main() {
        StringBuilder calls = new StringBuilder();
        for (int part = 0; part < parts; part++) {
            calls.append("            sum = Part").append(part).append(".all(sum, data);\n");
        }
        return """
                import dev.lamarck.kernel.text.Bytes;
                import dev.lamarck.syscalls.user.Output;
                import dev.lamarck.toolchain.magic.Text;

                public final class ManyFunctions {
                    public static void main(String[] args) {
                        int[] data = new int[%d];
                        int sum = 1;
                        byte[] text = Text.bytes(args[0]);
                        for (int rounds = (int) Bytes.number(text, 0, text.length, 10); rounds > 0; rounds--) {
                %s        }
                        Output.STANDARD.text("check sum ").decimal(sum).line();
                    }
                }
                """.formatted(DATA, calls);
    }

    private String part(int part) {
        StringBuilder text = new StringBuilder("import dev.lamarck.toolchain.magic.NoInline;\n\nfinal class Part" + part + " {\n");
        text.append("    static int all(int seed, int[] data) {\n        int x = seed;\n");
        for (int i = 0; i < FUNCTIONS_OF_A_PART; i++) {
            text.append("        x += f").append(i).append("(x, ").append(random.nextInt(1000)).append(", data);\n");
        }
        text.append("        return x;\n    }\n");
        for (int i = 0; i < FUNCTIONS_OF_A_PART; i++) {
            text.append(function(part * FUNCTIONS_OF_A_PART + i));
        }
        return text.append("}\n").toString();
    }

    private String function(int number) {
        return """

                    @NoInline
                    static int f%d(int a, int b, int[] data) {
                        int x = a;
                        int y = b;
                %s        if ((x & %d) == 0) {
                %s        } else {
                %s        }
                        for (int i = 0; i < %d; i++) {
                            x += data[(y + i) & %d];
                %s        }
                        data[x & %d] = y;
                %s        return x %s y;
                    }
                """.formatted(number % FUNCTIONS_OF_A_PART, statements(2), 1 << random.nextInt(8), statements(3), statements(2), 1 + random.nextInt(4), DATA - 1,
                statements(1), DATA - 1, call(number), operator());
    }

    private String statements(int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            text.append(random.nextBoolean() ? "            x = (x %s y) + %d;\n".formatted(operator(), random.nextInt(4000))
                    : "            y = y %s (x >>> %d);\n".formatted(operator(), random.nextInt(31)));
        }
        return text.toString();
    }

    private String operator() {
        return OPERATORS.get(random.nextInt(OPERATORS.size()));
    }

    /** Of a function that follows, in every second one of those that have one. */
    private String call(int number) {
        int callee = number + 1 + random.nextInt(REACH);
        boolean calls = random.nextBoolean() && callee < parts * FUNCTIONS_OF_A_PART;
        return calls ? "        y += Part%d.f%d(y, x, data);\n".formatted(callee / FUNCTIONS_OF_A_PART, callee % FUNCTIONS_OF_A_PART) : "";
    }
}
