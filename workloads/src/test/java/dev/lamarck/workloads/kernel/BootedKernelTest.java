package dev.lamarck.workloads.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.image.SourceCompiler;
import dev.lamarck.workloads.programs.Guest;
import dev.lamarck.workloads.world.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel on the machine: what it does to bad programs, that it loses nothing, and how it dies. */
class BootedKernelTest {
    private static final String FREE_PAGES = "dev.lamarck.kernel.mm.Pages.free";

    private static Guest guest(Class<?> program) throws CompilationException, IOException {
        String name = program.getName().replace('.', '/');
        try (InputStream in = program.getResourceAsStream(program.getSimpleName() + ".class")) {
            return new Guest().with("program", Map.of(name, in.readAllBytes()), name);
        }
    }

    @Test
    void badProgramsGetTheirSignalsAndNobodyElseDoes() throws Exception {
        Guest.Report report = guest(Misbehaviour.class).run("program");
        assertThat(report.outcome()).isEqualTo(Outcome.EXITED);
        assertThat(report.output().lines().filter(line -> line.matches(".*: \\d+"))).containsExactly(
                "illegal instruction: 4", "misaligned load: 10", "jump to zero: 11", "privileged register: 4", "kernel memory: 11",
                "own text: 11", "endless recursion: 11", "stack nowhere: 11", "misaligned stack: 11", "physical memory: 4",
                "hole in the address space: 11", "kernel's check trap: 4", "division by zero: 8");
    }

    /** Ticks a hundred times as often: {@code clock.hertz} is what the kernel derives its tick from. Replay: the seed is in the description. */
    @Test
    void preemptionDisturbsNobody() throws Exception {
        for (long seed = 1; seed <= 3; seed++) {
            Guest guest = guest(Spinners.class).set("clock.hertz", "1000000").seed(seed);
            Guest.Report report = guest.run("program", "*****", "**********");
            assertThat(report.output()).as("seed %d", seed).isEqualTo("wrong 0\n");
            assertThat(guest.kernelLong("dev.lamarck.kernel.sched.Sched.preemptions")).as("seed %d", seed).isGreaterThan(50);
        }
    }

    /** A cache may keep a slab more after a crowd; a process that left but one page behind would show forty times. */
    @Test
    void deadProcessesLeaveNoPageBehind() throws Exception {
        Guest few = guest(Spinners.class);
        few.run("program", "**", "*");
        Guest many = guest(Spinners.class);
        many.run("program", "*".repeat(42), "*");
        assertThat(many.kernelInt(FREE_PAGES)).isCloseTo(few.kernelInt(FREE_PAGES), within(5));
        assertThat(many.kernelLong("dev.lamarck.kernel.mm.AddressSpace.live")).isEqualTo(1);
    }

    @Test
    void aBugInTheKernelEndsWithItsPlaceAndItsCallers(@TempDir Path folder) throws Exception {
        Path source = folder.resolve("InitialThread.java");
        Files.writeString(source, """
                package dev.lamarck.kernel.boot;
                final class InitialThread implements dev.lamarck.kernel.sched.ThreadBody {
                    private InitialThread missing;
                    private int field;
                    public void run() {
                        field = 1 + callee();
                    }
                    @dev.lamarck.toolchain.magic.NoInline
                    private int callee() {
                        return missing.field;
                    }
                }
                """);
        Guest.Report report = new Guest().kernel(SourceCompiler.compile(List.of(source))).run("hello");
        assertThat(report.outcome()).isEqualTo(Outcome.PANIC);
        assertThat(report.output()).containsPattern("panic: null \\(trap 0x\\d+, address 0x[0-9a-f]+, thread init\\)\n"
                + "  at 0x[0-9a-f]+ initial_thread_callee\\+0x[0-9a-f]+ \\(\\S*InitialThread.java:10\\)\n"
                + "(  at 0x[0-9a-f]+ .*\n)?  at 0x[0-9a-f]+ initial_thread_run\\+0x[0-9a-f]+ \\(\\S*InitialThread.java:6\\)\n");
    }
}
