package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisasCommandTest {
    @Test
    void listsSourceBesideInstructions() {
        Invocation invocation = Invocation.of("disas", "copen");
        assertThat(invocation.status()).as(invocation.err()).isZero();
        assertThat(invocation.out()).startsWith("copen at 0x").containsPattern("\\.java:\\d+ +\\S").contains("save").doesNotContain("was:");
    }

    @Test
    void anUnknownSymbolIsBadInputWithSuggestions() {
        Invocation invocation = Invocation.of("disas", "copenn");
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.err()).contains("'copenn'").contains("near: copen").doesNotContain("\tat ");
    }

    @Test
    void anEventThatNeverWasIsBadInput(@TempDir Path folder) {
        assertThat(Invocation.of("boot", "--out", folder.toString(), "-c", "exit 0").status()).isZero();
        Invocation invocation = Invocation.of("disas", "copen", "--in", folder.toString(), "--at", "installed:99");
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.err()).contains("installed:99").contains("boot");
        assertThat(Invocation.of("disas", "copen", "--in", folder.toString(), "--at", "boot").status()).isZero();
        assertThat(Invocation.of("disas", "copen", "--in", folder.resolve("absent").toString()).status()).isEqualTo(2);
    }
}
