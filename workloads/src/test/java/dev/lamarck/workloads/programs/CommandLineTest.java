package dev.lamarck.workloads.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    /** Each command as its words joined by {@code |}, {@code &} behind those for the background. */
    private static List<String> commands(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        CommandLine commandLine = new CommandLine(bytes, bytes.length);
        List<String> commands = new ArrayList<>();
        for (byte[][] words = commandLine.next(); words != null; words = commandLine.next()) {
            List<String> each = new ArrayList<>();
            for (byte[] word : words) {
                each.add(new String(word, StandardCharsets.UTF_8));
            }
            commands.add(String.join("|", each) + (commandLine.inBackground() ? "&" : ""));
        }
        return commands;
    }

    @Test
    void wordsAndSeparators() {
        assertThat(commands("  echo  a b ")).containsExactly("echo|a|b");
        assertThat(commands("a;b x;c")).containsExactly("a", "b|x", "c");
        assertThat(commands("load 1 & ps")).containsExactly("load|1&", "ps");
        assertThat(commands("")).isEmpty();
        assertThat(commands("  # nothing")).isEmpty();
        assertThat(commands("a # b")).containsExactly("a");
        assertThat(commands(";a")).containsExactly("", "a");
    }

    @Test
    void quotesKeepWhatIsInThem() {
        assertThat(commands("echo 'a  b' \"c;d\" e'f'g")).containsExactly("echo|a  b|c;d|efg");
        assertThat(commands("echo ''")).containsExactly("echo|");
        assertThat(commands("echo 'it \"is\"'")).containsExactly("echo|it \"is\"");
    }

    @Test
    void tooManyWordsAreDropped() {
        assertThat(commands("a ".repeat(100)).getFirst().split("\\|")).hasSize(CommandLine.MAX_WORDS);
    }
}
