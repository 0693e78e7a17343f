package dev.lamarck.workloads.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JobTest {
    private static Job job(List<String> boot, Map<String, String> settings) {
        return new Job("hello", "1", Content.of(new byte[] {1}), Content.EMPTY, "ultrasparc-1", new TreeMap<>(settings),
                Mode.FUNCTIONAL, 1, 1, Job.UNLIMITED, boot, Content.EMPTY);
    }

    @Test
    void equalInputsHaveEqualKeys() {
        assertThat(job(List.of("init=/bin/a"), Map.of("a", "1", "b", "2")).key())
                .isEqualTo(job(List.of("init=/bin/a"), Map.of("b", "2", "a", "1")).key());
    }

    @Test
    void everyInputReachesTheKey() {
        Job job = job(List.of("arg=a"), Map.of());
        assertThat(List.of(job, job.ofSeed(2), job.withInput(Content.of(new byte[] {'x'})),
                job(List.of("arg=a", "arg="), Map.of()), job(List.of("arg=a, arg="), Map.of()),
                job(List.of("arg=a"), Map.of("ram.bytes", "1"))).stream().map(Job::key)).doesNotHaveDuplicates();
    }

    @Test
    void bootArgumentsAreLinesOfPrintableAscii() {
        assertThat(BootArguments.starting("/bin/x", List.of("x", "50%\nü"), List.of("A=B"))).containsExactly(
                "init=/bin/x", "arg=x", "arg=50%25%0A%C3%BC", "env=PATH=/usr/bin:/bin", "env=TZ=UTC0", "env=LC_ALL=C",
                "env=A=B", "cwd=/work");
    }
}
