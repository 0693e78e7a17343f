package dev.lamarck.workloads.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.translate.Engine;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program prints the same check sum here and under {@code qemu-sparc64}. */
class BenchProgramsTest {
    private static final Images IMAGES = new Images(ImageCache.ofUser(), what -> { });

    @TempDir
    Path folder;

    private record Ran(String output, long userInstructions) {}

    /** Of the program with the many functions, which takes long to compile, a tenth. */
    static Stream<BenchProgram> programs() {
        return BenchPrograms.all().stream().map(program -> program.name().equals("functions") ? BenchPrograms.manyFunctions(ManyFunctions.PARTS / 10) : program);
    }

    private static Ran here(BenchProgram program, Content file, int rounds, Engine engine) throws Exception {
        Content disk = new DiskImage().folder("/tmp").folder("/dev").folder(BootArguments.WORKING_DIRECTORY).file("/bin/program", file.bytes(), true).content();
        Job job = new Job(program.name(), "test", new Kernels(IMAGES, Map.of()).plain(), disk, MachineConfiguration.named("perfect"), 1, 1, 200_000_000,
                BootArguments.starting("/bin/program", List.of("program", Integer.toString(rounds)), List.of()), List.of(), Content.EMPTY);
        World world = new World(job, Terminal.scripted(Content.EMPTY));
        world.machine().use(engine);
        UserInstructions counter = new UserInstructions(world.machine());
        Result result = world.run();
        assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.EXITED);
        return new Ran(new String(result.history().console().bytes(), StandardCharsets.UTF_8), counter.count());
    }

    private String inQemu(Content file, int rounds, String... options) throws IOException, InterruptedException {
        assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(place -> Files.isExecutable(Path.of(place, "qemu-sparc64"))),
                "not installed: qemu-sparc64 (package qemu-user)");
        Path program = Files.write(folder.resolve("program"), file.bytes());
        assertThat(program.toFile().setExecutable(true)).isTrue();
        List<String> command = new ArrayList<>(List.of("qemu-sparc64"));
        command.addAll(List.of(options));
        command.addAll(List.of(program.toString(), Integer.toString(rounds)));
        Process qemu = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(qemu.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(qemu.waitFor()).as(output).isZero();
        return output;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theirCheckSumsAreRight(BenchProgram program) throws Exception {
        Optional<Content> file = program.compile(IMAGES);
        assumeTrue(file.isPresent(), "no sparc64-linux-gnu-gcc");
        Ran ran = here(program, file.get(), 2, Engine.INTERPRET);
        assertThat(ran.userInstructions()).isPositive();
        assertThat(here(program, file.get(), 2, Engine.TRANSLATE)).isEqualTo(ran);
        assertThat(ran.output()).matches("check sum -?[\\d.e-]+\n").isEqualTo(inQemu(file.get(), 2));
    }

    /** Executed one by one, QEMU logs each instruction: this program has no window traps, whose instruction it would log twice. */
    @Test
    void userInstructionsAreCountedAsQemuDoes() throws Exception {
        BenchProgram program = BenchPrograms.named("systemcalls").orElseThrow();
        Content file = program.compile(IMAGES).orElseThrow();
        Path log = folder.resolve("log");
        inQemu(file, 1, "-singlestep", "-d", "exec,nochain", "-D", log.toString());
        try (Stream<String> lines = Files.lines(log)) {
            assertThat(here(program, file, 1, Engine.INTERPRET).userInstructions()).isEqualTo(lines.filter(line -> line.startsWith("Trace")).count());
        }
    }
}
