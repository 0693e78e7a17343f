package dev.lamarck.workloads.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.MachineConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobTest {
    private static Job job(List<String> boot, String... settings) {
        MachineConfiguration machine = MachineConfiguration.named("ultrasparc-1");
        for (String setting : settings) {
            machine = machine.with(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return new Job("hello", "1", Content.of(new byte[] {1}), Content.EMPTY, machine, 1, 1, Job.UNLIMITED, boot, List.of(),
                Content.EMPTY);
    }

    @Test
    void equalInputsHaveEqualKeys() {
        assertThat(job(List.of("init=/bin/a"), "icache.bytes=1024", "dcache.bytes=512").key())
                .isEqualTo(job(List.of("init=/bin/a"), "dcache.bytes=512", "icache.bytes=1024").key());
    }

    @Test
    void everyInputReachesTheKey() {
        Job job = job(List.of("arg=a"));
        assertThat(List.of(job, job.ofSeed(2), job.withInput(Content.of(new byte[] {'x'})),
                job(List.of("arg=a", "arg=")), job(List.of("arg=a, arg=")), job(List.of("arg=a"), "mode=timing"),
                job.running("other", Content.EMPTY, List.of("arg=a"), List.of()),
                job.running("hello", Content.EMPTY, List.of("arg=a"), List.of(new Job.Message(1, Content.EMPTY)))).stream().map(Job::key)).doesNotHaveDuplicates();
    }

    @Test
    void bootArgumentsAreLinesOfPrintableAscii() {
        assertThat(BootArguments.starting("/bin/x", List.of("x", "50%\nü"), List.of("A=B"))).containsExactly(
                "init=/bin/x", "arg=x", "arg=50%25%0A%C3%BC", "env=PATH=/usr/bin:/bin", "env=TZ=UTC0", "env=LC_ALL=C",
                "env=A=B", "cwd=/work");
    }
}
