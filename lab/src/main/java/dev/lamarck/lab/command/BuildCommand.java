package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.program.Executable;
import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Request;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.SourceCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Compiles a program or the kernel, and runs nothing. */
@Command(name = "build", description = "Compile Kernel Java to an ELF file.",
        footer = {"", "Examples:", "  lamarck build Hello.java -o hello.elf", "  lamarck build --kernel -o kernel.elf"})
final class BuildCommand implements Callable<Integer> {
    @ParentCommand
    private Lamarck lamarck;

    @Option(names = "--kernel", description = "Compile the kernel.")
    private boolean kernel;

    @Option(names = "--source", paramLabel = "DIR", description = "With --kernel: files compiled over the built-in classes.")
    private Path source;

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "The ELF file to write.")
    private Path target;

    @Option(names = "--allocator", paramLabel = "ALLOCATOR", defaultValue = "REAL", description = "real, or spill: every value in its stack slot.")
    private Allocator allocator;

    @Option(names = "--dump", paramLabel = "PASS", split = ",", description = "Print the functions after these passes.")
    private Set<String> dumps = Set.of();

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "X.java or X.class; the first one's class is the program.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws CompilationException {
        if (kernel == !files.isEmpty()) {
            throw new BadInput("build needs either sources or --kernel", "lamarck build X.java -o x.elf, or lamarck build --kernel -o kernel.elf");
        }
        Request request = request();
        request = new Request(request.profile(), request.classes(), request.mainClass(), allocator, true, request.assertions(), request.checks(), dumps);
        byte[] elf = new Images(ImageCache.ofUser(), lamarck::progress, lamarck.streams().out()::println).image(request, target.getFileName().toString()).bytes();
        try {
            Files.write(target, elf);
            target.toFile().setExecutable(true, false);
        } catch (IOException e) {
            throw BadInput.unwritable(target.toString(), e);
        }
        return 0;
    }

    private Request request() throws CompilationException {
        if (!kernel) {
            return Executable.request(existing(), allocator);
        }
        return Images.kernelRequest(source == null ? Map.of() : SourceCompiler.compileFolder(source));
    }

    private List<Path> existing() {
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new BadInput(file + ": no such file", "name X.java or X.class");
            }
        }
        return files;
    }
}
