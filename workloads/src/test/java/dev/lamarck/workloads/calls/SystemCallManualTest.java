package dev.lamarck.workloads.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.workloads.image.SystemCallTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemCallManualTest {
    private static final Path PAGE = Path.of("..", "docs", "kernel", "syscalls.md");

    @Test
    void thePageIsCurrent() throws IOException {
        assertThat(Files.readString(PAGE)).as("scripts/lamarck list calls > docs/kernel/syscalls.md").isEqualTo(SystemCallManual.page());
    }

    @Test
    void programsNameCallsThatHaveHandlers() {
        List<String> handled = SystemCallTable.rows().stream().map(SystemCallTable.Row::name).toList();
        for (PosixProgram program : PosixProgram.all()) {
            assertThat(handled).as(program.name()).containsAll(program.calls());
        }
    }

    @Test
    void everyCallIsTriedByAProgram() {
        assertThat(SystemCallTable.rows()).allSatisfy(row -> assertThat(SystemCallManual.testsOf(row.name())).as(row.name()).isNotEmpty());
    }
}
