package dev.lamarck.workloads.bench;

import dev.lamarck.workloads.bench.program.Arithmetic;
import dev.lamarck.workloads.bench.program.Chasing;
import dev.lamarck.workloads.bench.program.Checksums;
import dev.lamarck.workloads.bench.program.Copying;
import dev.lamarck.workloads.bench.program.Hashing;
import dev.lamarck.workloads.bench.program.Interpreter;
import dev.lamarck.workloads.bench.program.Matrices;
import dev.lamarck.workloads.bench.program.Queens;
import dev.lamarck.workloads.bench.program.Recursion;
import dev.lamarck.workloads.bench.program.Sieve;
import dev.lamarck.workloads.bench.program.Sorting;
import dev.lamarck.workloads.bench.program.Strings;
import dev.lamarck.workloads.bench.program.SystemCalls;
import dev.lamarck.workloads.bench.program.Trees;
import dev.lamarck.workloads.codegen.program.Numbers;
import dev.lamarck.workloads.image.CrossGcc;
import dev.lamarck.workloads.image.Images;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The programs there are. Those in C are for what Kernel Java does not have: floating point, and a C library. */
public final class BenchPrograms {
    private static final List<BenchProgram> ALL = List.of(
            kernelJava(Arithmetic.class, "64-bit multiplications, divisions", 120),
            kernelJava(Queens.class, "eight queens by backtracking", 180),
            kernelJava(Sieve.class, "primes, bytes in 64 KB", 4),
            kernelJava(Sorting.class, "heap sort of 32 KB", 3),
            kernelJava(Checksums.class, "CRC-32 and Internet checksum", 25),
            kernelJava(Matrices.class, "product of integer matrices", 7),
            kernelJava(Hashing.class, "words in a hash table", 20),
            kernelJava(Strings.class, "paths split, numbers parsed", 50),
            kernelJava(Trees.class, "an ordered tree of objects", 80),
            kernelJava(Interpreter.class, "a stack machine by a switch", 4),
            kernelJava(Recursion.class, "Ackermann, windows spill and fill", 15),
            kernelJava(Copying.class, "256 KB copied to and fro", 12),
            kernelJava(Chasing.class, "a chain through 4 MB", 10),
            kernelJava(SystemCalls.class, "traps into the kernel and back", 60),
            manyFunctions(ManyFunctions.PARTS),
            inC("bodies", "five bodies, doubles and square roots", 30),
            inC("mandelbrot", "a short loop of doubles", 4),
            inC("fourier", "fast Fourier transform", 25),
            inC("equations", "linear equations, single precision", 20),
            inC("library", "qsort, memcpy, strlen of glibc", 14));

    private BenchPrograms() {}

    public static List<BenchProgram> all() {
        return ALL;
    }

    public static Optional<BenchProgram> named(String name) {
        return ALL.stream().filter(program -> program.name().equals(name)).findFirst();
    }

    private static BenchProgram kernelJava(Class<?> main, String work, int rounds) {
        return new BenchProgram(main.getSimpleName().toLowerCase(Locale.ROOT), work, rounds,
                (name, images) -> Optional.of(images.image(Images.programRequest(main, Numbers.class), name)));
    }

    /** A hundred in each part. */
    static BenchProgram manyFunctions(int parts) {
        return new BenchProgram("functions", "3,000 functions in rotation", 20,
                (name, images) -> Optional.of(images.image(Images.programRequest(ManyFunctions.classFiles(parts), ManyFunctions.MAIN_CLASS), name)));
    }

    private static BenchProgram inC(String program, String work, int rounds) {
        return new BenchProgram(program, work, rounds, (name, images) -> CrossGcc.compile(name, source(name + ".c")));
    }

    private static String source(String file) {
        try (InputStream in = BenchPrograms.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
