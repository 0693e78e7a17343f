package dev.lamarck.workloads.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.translate.Engine;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.image.SystemCallTable;
import dev.lamarck.workloads.ufs.UfsMaker;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.SystemCallCounts;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls give to programs, in their good cases and their bad ones. */
class PosixProgramsTest {
    private static final Images IMAGES = new Images(new ImageCache(Path.of("target", "images")), line -> { });

    static List<PosixProgram> all() {
        return PosixProgram.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void printsWhatIsExpected(PosixProgram program) throws Exception {
        run(program, List.of(program.name()), Content.EMPTY, Engine.INTERPRET);
    }

    /** What an instruction's trap means to a program does not depend on how it was executed. */
    @Test
    void trapsAreTheSameTranslated() throws Exception {
        run(new PosixProgram("floating"), List.of("floating"), Content.EMPTY, Engine.TRANSLATE);
    }

    /** Files on a disk are no different from files in memory. */
    @ParameterizedTest
    @ValueSource(strings = {"jails", "mappings", "permissions", "unnamed"})
    void filesOnADiskAreTheSame(String program) throws Exception {
        run(new PosixProgram(program), List.of(program, "/mnt"), Content.of(UfsMaker.make(2 << 20, 64)), Engine.INTERPRET);
    }

    private static void run(PosixProgram program, List<String> arguments, Content dataDisk, Engine engine) throws Exception {
        Optional<Content> compiled = program.compile();
        assumeTrue(compiled.isPresent(), "sparc64-linux-gnu-gcc is not installed");
        String path = "/bin/" + program.name();
        Content disk = new Programs(IMAGES).install(new DiskImage().file(path, compiled.get().bytes(), true)).content();
        MachineConfiguration machine = MachineConfiguration.named("ultrasparc-1").with("mode", "functional");
        Job job = new Job(program.name(), "test", IMAGES.image(Images.kernelRequest(Map.of()), "the kernel"), disk, machine, 1, 1, 500_000_000,
                BootArguments.starting(path, arguments, List.of()), List.of(), Content.EMPTY);
        World world = new World(job.withDataDisk(dataDisk), Terminal.scripted(Content.EMPTY));
        world.machine().use(engine);
        SystemCallCounts calls = new SystemCallCounts(world);
        Result result = world.run();
        assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.EXITED);
        String console = new String(result.history().console().bytes(), StandardCharsets.UTF_8);
        assertThat(console + "exit " + result.exitStatus() + "\n").isEqualTo(program.expected());
        Map<Long, String> names = SystemCallTable.rows().stream().collect(Collectors.toMap(row -> (long) row.number(), SystemCallTable.Row::name));
        assertThat(calls.byNumber().keySet().stream().map(names::get)).containsAll(program.calls());
    }
}
