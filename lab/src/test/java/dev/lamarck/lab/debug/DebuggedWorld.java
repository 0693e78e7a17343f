package dev.lamarck.lab.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.hardware.gdb.GdbServer;
import dev.lamarck.hardware.history.Timeline;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.evolution.EvolutionRequest;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A world in which two processes write files while the calls of {@code copen} are counted, and {@code gdb-multiarch} on it. */
public final class DebuggedWorld {
    private static final String GDB = "gdb-multiarch";
    static final long COUNTED_FROM = 1_200_000;

    private static Content kernel;
    private static Programs programs;

    private DebuggedWorld() {}

    private static void build() throws CompilationException {
        if (kernel == null) {
            Images images = new Images(ImageCache.ofUser(), what -> { });
            programs = new Programs(images);
            kernel = images.image(Images.kernelRequest(Map.of()), "the kernel");
        }
    }

    static Content program(String name) throws CompilationException {
        build();
        return programs.all().get(name);
    }

    public static Job job(String mode) throws CompilationException {
        return job(mode, 1);
    }

    static Job job(String mode, int cpus) throws CompilationException {
        build();
        MachineConfiguration machine = MachineConfiguration.named("ultrasparc-1").with("mode", mode).with("cpus", String.valueOf(cpus));
        List<String> boot = BootArguments.starting("/bin/fileload", List.of("fileload", "2", "20"), List.of());
        return new Job("fileload", "test", kernel, programs.install(new DiskImage()).content(), machine, 1, 1, Job.UNLIMITED, boot,
                List.of(EvolutionRequest.countCalls(1, "copen").at(COUNTED_FROM)), Content.EMPTY);
    }

    public static World world(Job job) {
        return new World(job, Terminal.scripted(job.input()));
    }

    /** What a session says, and how the world ended. */
    record Session(String output, Result result) {}

    /** Runs these commands of gdb's, the first of which finds the machine at reset; they must end with {@code detach}. */
    static Session under(Path folder, Job job, List<String> commands) throws IOException {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, GDB))), GDB + " is not installed");
        World world = world(job);
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        KernelSystem system = new KernelSystem(world, log);
        log.onChange(change -> world.machine().requestStop());
        try (GdbServer server = new GdbServer(0)) {
            Timeline timeline = world.timeline();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> gdb(folder, server.port(), commands));
            Result result = world.run(limits -> server.run(timeline, system, limits, true));
            return new Session(output.join(), result);
        }
    }

    private static String gdb(Path folder, int port, List<String> commands) {
        try {
            Path script = Files.write(folder.resolve("session.gdb"), Stream.concat(
                    Stream.of("set pagination off", "set confirm off", "target remote localhost:" + port), commands.stream()).toList());
            Process process = new ProcessBuilder(GDB, "-nx", "-batch", "-x", script.toString()).redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile()).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
