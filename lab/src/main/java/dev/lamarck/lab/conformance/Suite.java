package dev.lamarck.lab.conformance;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.Workers;
import dev.lamarck.workloads.world.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Builds programs, runs each in a world of its own, and compares what they print. */
public final class Suite {
    /** Programs are executed directly, not by an emulator of ours inside. */
    private static final List<String> ENVIRONMENT = List.of("CONF_EXEC_PREFIX=");

    private final Job job;
    private final Programs builtins;
    private final UnaryOperator<List<String>> boot;
    private final CrossCompiler compiler = new CrossCompiler();

    /**
     * @param job the world without a program
     * @param boot what the kernel is told besides, added to the boot arguments
     */
    public Suite(Job job, Programs builtins, UnaryOperator<List<String>> boot) {
        this.job = job;
        this.builtins = builtins;
        this.boot = boot;
    }

    /** Runs them side by side. @param finished is told of each as it ends, from several threads */
    public List<Agreement> run(List<ConformanceProgram> programs, Consumer<Agreement> finished) {
        List<Callable<Agreement>> runs = programs.stream().<Callable<Agreement>>map(program -> () -> {
            Agreement agreement = run(program);
            finished.accept(agreement);
            return agreement;
        }).toList();
        return Workers.run(runs, job.machine().number(ConfigurationKey.RAM_BYTES));
    }

    private Agreement run(ConformanceProgram program) throws IOException, CompilationException {
        Path executable = Files.createTempFile("lamarck-", "-" + program.name());
        try {
            Files.delete(executable);
            return run(program, compiler.build(program.source(), executable), executable);
        } finally {
            Files.deleteIfExists(executable);
        }
    }

    private Agreement run(ConformanceProgram program, String complaint, Path executable) throws IOException, CompilationException {
        if (!complaint.isEmpty()) {
            return new Agreement(program.name(), false, 0, "does not compile: " + complaint.lines().findFirst().orElseThrow());
        }
        String path = "/bin/" + program.name();
        Content disk = builtins.install(new DiskImage().file(path, Files.readAllBytes(executable), true)).content();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Terminal terminal = Terminal.over(new ByteArrayInputStream(new byte[0]), output, OutputStream.nullOutputStream());
        Job running = job.running(program.name(), disk, boot.apply(BootArguments.starting(path, List.of(path), ENVIRONMENT)), List.of());
        Result result = new World(running, terminal).run();
        return Agreement.of(program.name(), result, output.toString(StandardCharsets.ISO_8859_1),
                Files.readString(program.expected(), StandardCharsets.ISO_8859_1));
    }
}
