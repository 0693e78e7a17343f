package dev.lamarck.workloads.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.evolution.EvolutionRequest;
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
    /** Free pages are counted when what lies in magazines has gone back to slabs. */
    private static final String EMPTY_MAGAZINES = "; cat /proc/kmem > /dev/null";

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

    @Test
    void theAllocatorOfTheKernelsRegistersMakesNoDifferenceToPrograms() throws Exception {
        String work = "hello a; ls /; cd /none; openload 3 5; sleep 100 & kill 6; wait; nothing; ps";
        Guest.Report real = new Guest().run("sh", "-c", work);
        Guest.Report spilling = new Guest().allocator(Allocator.SPILL).run("sh", "-c", work);
        assertThat(real.output()).contains("0 failures");
        assertThat(spilling).isEqualTo(real);
    }

    /** A cache may keep a slab more after a crowd; a process that left but one page behind would show forty times. */
    @Test
    void deadProcessesLeaveNoPageBehind() throws Exception {
        Guest few = guest(Spinners.class);
        few.run("sh", "-c", "program '**' '*'" + EMPTY_MAGAZINES);
        Guest many = guest(Spinners.class);
        many.run("sh", "-c", "program '" + "*".repeat(42) + "' '*'" + EMPTY_MAGAZINES);
        assertThat(many.kernelInt(FREE_PAGES)).isCloseTo(few.kernelInt(FREE_PAGES), within(5));
        assertThat(many.kernelLong("dev.lamarck.kernel.mm.AllSpaces.count")).isEqualTo(1);
    }

    @Test
    void timersEndWithTheirProcessNotWithItsLastTrace() throws Exception {
        Guest.Report report = guest(ArmedTimer.class).run("program");
        assertThat(report.output()).isEqualTo("7\n");
        assertThat(report.outcome()).isEqualTo(Outcome.EXITED);
    }

    @Test
    void theKernelOutlivesItsProgramsGreed() throws Exception {
        Guest.Report report = guest(Greed.class).set("ram.bytes", "16777216").run("program");
        assertThat(report.output()).isEqualTo("many processes: yes\nmany processes: yes\na glutton ended by signal 9\n");
        assertThat(report.outcome()).isEqualTo(Outcome.EXITED);
    }

    /** Its innermost function fails at an instruction that has been moved to a patch; its caller is patched too, its caller's caller is not. */
    @Test
    void aBugInTheKernelEndsWithItsPlaceItsCallersAndTheLedgerEntriesOnThem(@TempDir Path folder) throws Exception {
        Path source = folder.resolve("NullFile.java");
        Files.writeString(source, """
                package dev.lamarck.kernel.fs.device;
                import dev.lamarck.toolchain.magic.NoInline;
                public final class NullFile extends DeviceFile {
                    private static int reads;
                    private int field;
                    private int other;
                    public NullFile() {
                        super(1, 3);
                    }
                    @Override
                    public long readTo(long offset, dev.lamarck.kernel.fs.Uio to) {
                        return inner(++reads < 3 ? this : null) - 1;
                    }
                    @NoInline
                    private static int inner(NullFile file) {
                        return 1 + innermost(file);
                    }
                    @NoInline
                    private static int innermost(NullFile file) {
                        return file.field + file.other;
                    }
                }
                """);
        Guest.Report report = new Guest().kernel(SourceCompiler.compile(List.of(source)))
                .telling(EvolutionRequest.countCalls(1, "null_file_inner").at(1_000_000))
                .telling(EvolutionRequest.countCalls(2, "null_file_innermost").at(1_000_000))
                .run("sh", "-c", "openload 2 8; cat /dev/null /dev/null /dev/null; echo survived");
        assertThat(report.outcome()).as(report.output()).isEqualTo(Outcome.PANIC);
        assertThat(report.output()).containsPattern("panic: null \\(trap 0x\\d+, address 0x[0-9a-f]+, thread \\w+\\)\n"
                + "  at 0x[0-9a-f]+ in the code of ledger entry 4 at null_file_innermost\\+0x0 \\(\\S*NullFile.java:20\\), changed by ledger entry 4\n"
                + "  at 0x[0-9a-f]+ null_file_inner\\+0x[0-9a-f]+ \\(\\S*NullFile.java:16\\), changed by ledger entry 2\n"
                + "  at 0x[0-9a-f]+ null_file_read_to\\+0x[0-9a-f]+ \\(\\S*NullFile.java:12\\)\n");
    }
}
