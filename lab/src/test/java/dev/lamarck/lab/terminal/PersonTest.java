package dev.lamarck.lab.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.device.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** At a terminal of JLine's own making, with a line discipline in Java. */
@Timeout(60)
class PersonTest {
    private static final long LONG_NANOSECONDS = TimeUnit.SECONDS.toNanos(20);

    @TempDir
    private Path folder;

    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private Terminal terminal;
    private Person person;

    @BeforeEach
    void sitDown() throws IOException {
        terminal = TerminalBuilder.builder().system(false).streams(new PipedInputStream(keyboard), screen).type("ansi").size(new Size(80, 24)).build();
        person = Person.at(terminal, folder.resolve("history"));
    }

    @AfterEach
    void leave() throws IOException {
        person.close();
    }

    private void type(String keys) throws IOException {
        keyboard.write(keys.getBytes(StandardCharsets.US_ASCII));
        keyboard.flush();
    }

    /** Until keys come to the reader, and not to the host's terminal driver, for which some have a meaning. */
    private void awaitRaw() {
        while (terminal.getAttributes().getLocalFlag(Attributes.LocalFlag.ECHO)) {
            Thread.onSpinWait();
        }
    }

    /** The terminal brings its output to the screen by a thread of its own. */
    private void awaitShown(String text) {
        long end = System.nanoTime() + LONG_NANOSECONDS;
        while (!screen.toString(StandardCharsets.US_ASCII).contains(text) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(screen.toString(StandardCharsets.US_ASCII)).contains(text);
    }

    private String typed() {
        person.rest(LONG_NANOSECONDS);
        return new String(person.typed(), StandardCharsets.US_ASCII);
    }

    @Test
    void linesAreEditedBeforeTheGuestHasThem() throws IOException {
        person.listen(0, Console.LINES, "$ ");
        awaitRaw();
        type("echo on\177\177two\r");
        assertThat(typed()).isEqualTo("echo two\n");
        awaitShown("$ echo");
    }

    @Test
    void earlierLinesComeBack() throws IOException {
        person.listen(0, Console.LINES, "$ ");
        type("first\r");
        assertThat(typed()).isEqualTo("first\n");
        person.listen(1, Console.LINES, "$ ");
        type("\020\r");
        assertThat(typed()).isEqualTo("first\n");
    }

    @Test
    void keysThatInterruptNeedNobodyToListen() throws IOException {
        terminal.raise(Terminal.Signal.INT);
        assertThat(typed()).isEqualTo("\003");
        terminal.raise(Terminal.Signal.TSTP);
        assertThat(typed()).isEqualTo("\032");
        person.listen(0, Console.LINES, "$ ");
        awaitRaw();
        type("\004");
        assertThat(typed()).isEqualTo("\004");
    }

    @Test
    void keysComeAsTheyArePressed() throws IOException {
        person.listen(0, Console.KEYS | Console.UNSEEN, "");
        awaitRaw();
        type("q");
        assertThat(typed()).isEqualTo("q");
        assertThat(screen.toString(StandardCharsets.US_ASCII)).doesNotContain("q");
    }

    @Test
    void aGuestThatAsksTwiceIsServedOnce() throws IOException {
        person.listen(0, Console.LINES, "$ ");
        person.listen(1, Console.LINES, "$ ");
        type("one\r");
        assertThat(typed()).isEqualTo("one\n");
        person.rest(TimeUnit.MILLISECONDS.toNanos(50));
        assertThat(person.typed()).isEmpty();
    }
}
