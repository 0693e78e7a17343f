package dev.lamarck.workloads.programs;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.KernelVariant;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Keyboard;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.ScriptedKeyboard;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Boots the kernel with the built-in programs, and others if wanted, to run one of them. */
public final class Guest {
    private static final long BUDGET = 500_000_000;

    private static final Images IMAGES = new Images(new ImageCache(Path.of("target", "images")), progress -> { });
    private final DiskImage disk = new DiskImage();
    private MachineConfiguration machine = MachineConfiguration.named("ultrasparc-1").with("mode", "functional");
    private Map<String, byte[]> kernelClasses = Map.of();
    private final List<Job.Message> messages = new ArrayList<>();
    private KernelVariant variant = KernelVariant.STANDARD;
    private Allocator allocator = Allocator.REAL;
    private long seed = 1;
    private World world;

    /** What the first program left: how it ended, its status or signal, what it printed. */
    public record Report(Outcome outcome, int status, String output) {}

    /** On a machine with another value of a key. */
    public Guest set(String key, String value) {
        machine = machine.with(key, value);
        return this;
    }

    public Guest seed(long value) {
        seed = value;
        return this;
    }

    /** With these class files in place of the kernel's own. */
    public Guest kernel(Map<String, byte[]> classes) {
        kernelClasses = classes;
        return this;
    }

    /** With another kernel of the same sources. */
    public Guest variant(KernelVariant value) {
        variant = value;
        return this;
    }

    /** With a kernel whose registers this allocator gave out. */
    public Guest allocator(Allocator value) {
        allocator = value;
        return this;
    }

    /** With this message to the kernel, at its cycle. */
    public Guest telling(Job.Message message) {
        messages.add(message);
        return this;
    }

    /** An int among the kernel's static fields, as the run left it. */
    public int kernelInt(String field) {
        return kernelField(field, Integer.BYTES).getInt();
    }

    /** A long among the kernel's static fields, as the run left it. */
    public long kernelLong(String field) {
        return kernelField(field, Long.BYTES).getLong();
    }

    private ByteBuffer kernelField(String field, int bytes) {
        return ByteBuffer.wrap(world.machine().readPhysical(world.kernelImage().address(field), bytes));
    }

    /** Adds a user program of which these are the class files. */
    public Guest with(String name, Map<String, byte[]> classes, String mainClass) throws CompilationException {
        return withFile("/bin/" + name, IMAGES.image(Images.programRequest(classes, mainClass), name).bytes());
    }

    /** Adds an executable file. */
    public Guest withFile(String path, byte[] contents) {
        disk.file(path, contents, true);
        return this;
    }

    public Report run(String name, String... arguments) throws CompilationException {
        return runWithInput("", name, arguments);
    }

    public Report runWithInput(String input, String name, String... arguments) throws CompilationException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Result result = boot(input, output, name, arguments).run();
        return new Report(result.outcome(), result.exitStatus() == null ? -1 : result.exitStatus(), output.toString(StandardCharsets.UTF_8));
    }

    /** On a machine with a terminal: what is to be typed there. */
    public Report runTyped(String keys, String name, String... arguments) throws CompilationException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Keyboard keyboard = new ScriptedKeyboard(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)));
        Result result = boot(Terminal.over(InputStream.nullInputStream(), output, output).with(keyboard), name, arguments).run();
        return new Report(result.outcome(), result.exitStatus() == null ? -1 : result.exitStatus(), output.toString(StandardCharsets.UTF_8));
    }

    /** The world in which the program will run. */
    public World boot(String input, ByteArrayOutputStream output, String name, String... arguments) throws CompilationException {
        return boot(Terminal.over(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output, output), name, arguments);
    }

    private World boot(Terminal terminal, String name, String... arguments) throws CompilationException {
        Content archive = new Programs(IMAGES).install(disk).content();
        List<String> vector = new ArrayList<>(List.of(name));
        vector.addAll(List.of(arguments));
        Job job = new Job(name, "test", IMAGES.image(Images.kernelRequest(variant, kernelClasses).with(allocator, true), "the kernel"), archive, machine, seed, 1, BUDGET,
                BootArguments.starting("/bin/" + name, vector, List.of()), messages, Content.EMPTY);
        world = new World(job, terminal);
        return world;
    }
}
