package dev.lamarck.workloads.image;

import dev.lamarck.hardware.machine.InvalidInput;
import dev.lamarck.workloads.world.Content;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** C programs to compare with, by {@code sparc64-linux-gnu-gcc -O2}, where it is installed. */
public final class CrossGcc {
    private static final String COMPILER = "sparc64-linux-gnu-gcc";

    private CrossGcc() {}

    /** A static program of one source; empty without the compiler. */
    public static Optional<Content> compile(String name, String source) {
        boolean isInstalled = Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, COMPILER)));
        if (!isInstalled) {
            return Optional.empty();
        }
        try {
            Path folder = Files.createTempDirectory("lamarck-" + name);
            Path file = Files.writeString(folder.resolve(name + ".c"), source);
            Path program = folder.resolve(name);
            // The C library's sections carry no paths; the file's own name is relative, so that the program is the same anywhere.
            Process compiler = new ProcessBuilder(COMPILER, "-O2", "-static", "-fno-pie", "-no-pie", "-o", name,
                    file.getFileName().toString(), "-lm").directory(folder.toFile())
                    .redirectErrorStream(true).start();
            String said = new String(compiler.getInputStream().readAllBytes());
            if (compiler.waitFor() != 0) {
                throw new InvalidInput(COMPILER + " does not compile " + name + ".c: " + said);
            }
            Content compiled = Content.of(Files.readAllBytes(program));
            for (Path made : List.of(program, file, folder)) {
                Files.delete(made);
            }
            return Optional.of(compiled);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a compiler", e);
        }
    }
}
