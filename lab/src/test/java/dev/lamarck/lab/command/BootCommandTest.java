package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootCommandTest {
    @Test
    void aCommandGivesItsStatus() {
        Invocation invocation = Invocation.of("boot", "-c", "echo one; exit 3");
        assertThat(invocation.out()).isEqualTo("one\n");
        assertThat(invocation.status()).as(invocation.err()).isEqualTo(3);
    }

    @Test
    void theShellReadsItsCommandsFromTheConsole() {
        Invocation invocation = Invocation.withInput("echo hello\nhello x\nexit 5\n", "boot");
        assertThat(invocation.out()).contains("hello\n").contains("Hello from process ").contains("argument 1: x\n");
        assertThat(invocation.status()).isEqualTo(5);
    }

    @Test
    void tracesAreOneLineAnEventAndChangeNothing(@TempDir Path folder) {
        Invocation plain = Invocation.of("boot", "--json", "-", "-c", "echo x");
        Invocation traced = Invocation.of("boot", "--json", "-", "--trace", "traps,syscalls,switches,splices", "-c", "echo x");
        assertThat(stateHash(traced)).isEqualTo(stateHash(plain));
        assertThat(traced.err().lines().filter(line -> line.matches(" *\\d+ (trap|syscall|result|switch) .*")))
                .anyMatch(line -> line.matches(".* syscall thread 0x\\w+ write\\(0x1, .*")).anyMatch(line -> line.contains("switch "))
                .anyMatch(line -> line.matches(".* result thread 0x\\w+ write = 0x2"));
    }

    @Test
    void tracesNameTheErrorOfAFailedCall() {
        Invocation traced = Invocation.of("boot", "--trace", "syscalls", "-c", "cat /none");
        assertThat(traced.err().lines()).anyMatch(line -> line.matches(".* result thread 0x\\w+ open(at)? = -ENOENT"));
    }

    private static String stateHash(Invocation invocation) {
        return invocation.out().lines().filter(line -> line.contains("\"stateHash\"")).findFirst().orElseThrow();
    }
}
