package dev.lamarck.workloads.kernel.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.KernelVariant;
import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.kernel.audit.guest.Misuses;
import dev.lamarck.workloads.kernel.audit.program.Misuse;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kernel that misuses its heap on purpose, audited and not. */
class KmemAuditBootedTest {
    private static final long BUDGET = 500_000_000;
    private static final Kernels KERNELS = new Kernels(new Images(new ImageCache(Path.of("target", "images")), progress -> { }), KernelVariant.STANDARD, Map.of());

    private record Report(Outcome outcome, String output) {}

    private static Report run(int how, String... told) throws Exception {
        Content disk = new DiskImage().folder("/tmp").folder(BootArguments.WORKING_DIRECTORY).folder("/dev").file("/bin/misuse", KERNELS.program(Misuse.class).bytes(), true).content();
        List<String> boot = new ArrayList<>(BootArguments.starting("/bin/misuse", List.of("misuse", String.valueOf(how)), List.of()));
        boot.addAll(List.of(told));
        MachineConfiguration machine = MachineConfiguration.named("ultrasparc-1").with("mode", "functional");
        Job job = new Job("misuse", "test", KERNELS.with(Misuses.class.getPackage()), disk, machine, 1, 1, BUDGET, boot, List.of(), Content.EMPTY);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Result result = new World(job, Terminal.over(InputStream.nullInputStream(), output, output)).run();
        return new Report(result.outcome(), output.toString(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | written beyond its end        | kmem_alloc_32, at offset 29 is
            2 | written after it was freed    | kmem_alloc_32, at offset 28 is 0x1adbeef
            3 | freed twice                   | kmem_alloc_32
            """)
    void aMisuseIsFoundWithWhoHadTheBufferLast(int how, String what, String where) throws Exception {
        Report report = run(how, "kmem.audit=1");
        assertThat(report.outcome()).as(report.output()).isEqualTo(Outcome.PANIC);
        assertThat(report.output()).contains("kmem audit: a buffer was " + what, where, "misuses_misuse", "panic: kernel: the audit of kernel memory found a bug");
    }

    @Test
    void whatIsForgottenIsToldAtTheEnd() throws Exception {
        Report report = run(Misuses.FORGET, "kmem.audit=1");
        assertThat(report.outcome()).as(report.output()).isEqualTo(Outcome.PANIC);
        assertThat(report.output()).contains("lost 1 times 16 bytes", "Misuses$Forgotten, allocated by thread 1", "misuses_forget", "kmem audit: 2 buffers, 61 bytes, are held and cannot be reached any more",
                "panic: kernel: kernel memory leaked");
    }

    @Test
    void whoMisusesNothingEndsAsHeWould() throws Exception {
        Report report = run(0, "kmem.audit=1");
        assertThat(report.outcome()).as(report.output()).isEqualTo(Outcome.EXITED);
        assertThat(report.output()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "4"})
    void withoutAuditingNobodyNotices(int how) throws Exception {
        assertThat(run(how).outcome()).isEqualTo(Outcome.EXITED);
        assertThat(run(how, "kmem.audit=0").outcome()).isEqualTo(Outcome.EXITED);
    }
}
