package dev.lamarck.workloads.storm.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.workloads.programs.Guest;
import dev.lamarck.workloads.world.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a storm leaves in the file system must not look as if the kernel had lost it. */
class RemovalTest {
    @Test
    void takesAwayEveryNameAtAnyDepthButTheKeptOne() throws Exception {
        Map<String, byte[]> classes = new HashMap<>();
        for (Class<?> each : List.of(Strays.class, Removal.class)) {
            try (var in = each.getResourceAsStream(each.getSimpleName() + ".class")) {
                classes.put(each.getName().replace('.', '/'), in.readAllBytes());
            }
        }
        Guest.Report report = new Guest().with("strays", classes, Strays.class.getName().replace('.', '/')).run("strays");
        assertThat(report.outcome()).as(report.output()).isEqualTo(Outcome.EXITED);
        // with the directory itself and its parent
        assertThat(report.output()).isEqualTo("9 entries, 1 kept\n3 entries, 1 kept\n");
    }
}
