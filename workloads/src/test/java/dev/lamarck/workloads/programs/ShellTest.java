package dev.lamarck.workloads.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.world.Outcome;
import org.junit.jupiter.api.Test;

class ShellTest {
    private static Guest.Report shell(String commands) throws CompilationException {
        return new Guest().run("sh", "-c", commands);
    }

    @Test
    void runsProgramsWithArguments() throws CompilationException {
        Guest.Report report = shell("hello 'a b' c");
        assertThat(report.output()).isEqualTo("Hello from process 2\nargument 1: a b\nargument 2: c\n");
        assertThat(report.outcome()).isEqualTo(Outcome.EXITED);
        assertThat(report.status()).isZero();
    }

    @Test
    void theLastStatusIsItsOwn() throws CompilationException {
        assertThat(shell("sh -c 'echo x; exit 42'; exit").status()).isEqualTo(42);
        Guest.Report missing = shell("/bin; nothing");
        assertThat(missing.output()).isEqualTo("sh: /bin: cannot execute\nsh: nothing: not found\n");
        assertThat(missing.status()).isEqualTo(127);
    }

    @Test
    void walksTheTree() throws CompilationException {
        Guest.Report report = shell("pwd; cd /tmp; pwd; cd ..; ls; ls /dev; cd /none; cat /dev/null /none");
        assertThat(report.output()).startsWith("/work\n/tmp\n").contains("bin\n", "proc\n", "console\n", "zero\n")
                .contains("sh: /none: not a directory\n").endsWith("sh: /none: cannot read\n");
        assertThat(report.status()).isEqualTo(1);
    }

    @Test
    void listsAndKillsProcesses() throws CompilationException {
        Guest.Report report = shell("sleep 1000 & sleep 2000 & sleep 1; ps; kill 2; kill -9 3; kill 77; wait; ps");
        assertThat(report.output()).contains("[2]\n[3]\n", "    1     0 R sh\n", "    2     1 S sh\n", "    3     1 S sh\n",
                "sh: 77: no such process\n");
        assertThat(report.output()).endsWith("  PID  PPID S NAME\n    1     0 R sh\n");
    }

    @Test
    void talksOnTheConsole() throws CompilationException {
        Guest.Report report = new Guest().runWithInput("echo one\n\ncat\ntyped\n", "sh");
        assertThat(report.output()).isEqualTo("$ one\n$ $ typed\n$ \n");
        assertThat(report.status()).isZero();
    }

    @Test
    void manyProcessesOpenFiles() throws CompilationException {
        Guest.Report report = new Guest().run("openload", "5", "40");
        assertThat(report.output()).isEqualTo("801 opens, 0 failures\n");
        assertThat(report.status()).isZero();
    }
}
