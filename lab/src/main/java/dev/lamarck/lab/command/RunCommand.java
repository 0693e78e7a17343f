package dev.lamarck.lab.command;

import dev.lamarck.lab.program.Executable;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.world.BootArguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Boots the kernel and runs one program in it. */
@Command(name = "run", description = "Boot the kernel and run one program in it; its console is standard input and output.",
        footer = {"", "Examples:", "  lamarck run a.out one two", "  lamarck run --json - Hello.java",
            "  lamarck run --timeout-instructions 1000000 --trace syscalls a.out"})
final class RunCommand implements Callable<Integer> {
    @Mixin
    private GuestRun guest;

    @Option(names = "--env", paramLabel = "K=V", description = "Add to the program's environment. Repeatable.")
    private List<String> environment = List.of();

    @Parameters(index = "0", paramLabel = "PROGRAM", description = "A static SPARC V9 ELF file, X.java or X.class.")
    private Path program;

    @Parameters(index = "1..*", paramLabel = "ARG", description = "Arguments of the program.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws CompilationException {
        Images images = guest.images();
        Executable executable = Executable.load(program, images);
        String path = "/bin/" + executable.name();
        List<String> argv = new ArrayList<>(List.of(executable.name()));
        argv.addAll(arguments);
        return guest.run(executable.name(), guest.disk(new DiskImage().file(path, executable.elf().bytes(), true), images),
                BootArguments.starting(path, argv, environment), images);
    }
}
