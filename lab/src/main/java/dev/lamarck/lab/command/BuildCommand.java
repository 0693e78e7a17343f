package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.program.Executable;
import dev.lamarck.lab.listing.KernelSizes;
import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Request;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.KernelVariant;
import dev.lamarck.workloads.image.SourceCompiler;
import dev.lamarck.workloads.world.Content;
import java.io.IOException;
import java.io.PrintWriter;
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
        footer = {"", "Examples:", "  lamarck build Hello.java -o hello.elf", "  lamarck build --kernel -o kernel.elf", "  lamarck build --kernel lab -o lab.elf"})
final class BuildCommand implements Callable<Integer> {
    @ParentCommand
    private Lamarck lamarck;

    @Option(names = "--kernel", paramLabel = "NAME", arity = "0..1", fallbackValue = "standard", converter = KernelConverter.class,
            description = "Compile the kernel: standard, or lab, a small one. Its sizes, and the order in which to read its files, are told on standard error.")
    private KernelVariant kernel;

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
        if (kernel == null == files.isEmpty()) {
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
        if (kernel != null && !lamarck.quiet) {
            tellSizes(Content.of(elf));
        }
        return 0;
    }

    private void tellSizes(Content elf) {
        PrintWriter err = new PrintWriter(lamarck.streams().err());
        KernelSizes sizes = new KernelSizes(DisasCommand.image(elf));
        err.println("lamarck: the kernel " + kernel.label() + ", " + kernel.purpose());
        sizes.print(err);
        if (kernel != KernelVariant.STANDARD || lamarck.verbose) {
            sizes.printReadingOrder(err);
        }
        err.flush();
    }

    private Request request() throws CompilationException {
        if (kernel == null) {
            return Executable.request(existing(), allocator);
        }
        return Images.kernelRequest(kernel, source == null ? Map.of() : SourceCompiler.compileFolder(source));
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
