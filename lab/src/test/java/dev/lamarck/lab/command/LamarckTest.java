package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import org.junit.jupiter.api.Test;

class LamarckTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "no-such-verb", "list no-such-kind", "list --no-such-option", "doctor surplus"})
    void badUsageIsExitStatusTwoWithAMessageAndNoTrace(String line) {
        Invocation invocation = Invocation.of(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.err()).startsWith("lamarck: ").contains("--help").doesNotContain("\tat ");
    }

    @Test
    void helpAndVersionAreResults() {
        assertThat(Invocation.of("--help").out()).contains("Exit status");
        assertThat(Invocation.of("--version").out()).matches("lamarck \\S+\nkernel [0-9a-f]{64}\n");
        assertThat(Invocation.of("--version").status()).isZero();
    }

    @Test
    void everyVerbHasHelpWithExamples() {
        CommandLine.Model.CommandSpec lamarck = Lamarck.commandLine(Streams.ofProcess()).getCommandSpec();
        assertThat(lamarck.subcommands()).isNotEmpty().allSatisfy((verb, command) -> {
            Invocation help = Invocation.of(verb, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("Usage: lamarck " + verb).contains("Examples:").contains("  lamarck " + verb);
        });
    }

    @Test
    void verbsAreCalledWhatTheySayTheyAre() {
        assertThat(Verbs.ALL).allSatisfy((verb, command) -> assertThat(command.getAnnotation(CommandLine.Command.class).name()).isEqualTo(verb));
    }

    @Test
    void doctorFindsThisJdkUsable() {
        Invocation invocation = Invocation.of("doctor");
        assertThat(invocation.status()).isZero();
        assertThat(invocation.out()).contains("JDK").doesNotContain("MISSING");
    }
}
