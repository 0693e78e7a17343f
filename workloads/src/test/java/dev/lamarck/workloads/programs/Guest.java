package dev.lamarck.workloads.programs;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Boots the kernel with the built-in programs, and others if wanted, to run one of them. */
final class Guest {
    private static final long BUDGET = 500_000_000;

    private static final Images IMAGES = new Images(new ImageCache(Path.of("target", "images")), progress -> { });
    private final DiskImage disk = new DiskImage();

    /** What the first program left: how it ended, its status or signal, what it printed. */
    record Report(Outcome outcome, int status, String output) {}

    /** Adds a user program of which these are the class files. */
    Guest with(String name, Map<String, byte[]> classes, String mainClass) throws CompilationException {
        return withFile("/bin/" + name, IMAGES.image(Images.programRequest(classes, mainClass), name).bytes());
    }

    /** Adds an executable file. */
    Guest withFile(String path, byte[] contents) {
        disk.file(path, contents, true);
        return this;
    }

    Report run(String name, String... arguments) throws CompilationException {
        return runWithInput("", name, arguments);
    }

    Report runWithInput(String input, String name, String... arguments) throws CompilationException {
        Content archive = new Programs(IMAGES).install(disk).content();
        List<String> vector = new ArrayList<>(List.of(name));
        vector.addAll(List.of(arguments));
        Job job = new Job(name, "test", IMAGES.image(Images.kernelRequest(Map.of()), "the kernel"), archive,
                MachineConfiguration.named("ultrasparc-1").with("mode", "functional"), 1, 1, BUDGET,
                BootArguments.starting("/bin/" + name, vector, List.of()), List.of(), Content.EMPTY);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output);
        Result result = new World(job, terminal).run();
        return new Report(result.outcome(), result.exitStatus() == null ? -1 : result.exitStatus(), output.toString(StandardCharsets.UTF_8));
    }
}
