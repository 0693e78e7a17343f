package dev.lamarck.lab.terminal;

import dev.lamarck.hardware.device.Console;
import dev.lamarck.hardware.device.Typed;
import dev.lamarck.workloads.world.Keyboard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Whoever sits at this process's terminal. When somebody in the guest waits for a line, a thread of ours lets it be edited, with history; for keys, it reads them one by one. Ctrl-C,
 * Ctrl-Z and Ctrl-\ reach the guest at any time. What is typed ahead stays with the host's terminal until the guest asks.
 */
public final class Person implements Keyboard, AutoCloseable {
    private static final int INTERRUPT = 'C' & 0x1F;
    private static final int END_OF_TRANSMISSION = 'D' & 0x1F;
    private static final int SUSPEND = 'Z' & 0x1F;
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;
    private static final int QUIT = '\\' & 0x1F;

    /** What the guest waits for; {@code shown} stands in the line already. */
    private record Request(int sort, String shown) {}

    private final Terminal terminal;
    private final LineReader reader;
    private final LinkedBlockingDeque<byte[]> typed = new LinkedBlockingDeque<>();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    /** Whether a request is being served. */
    private final AtomicBoolean isBusy = new AtomicBoolean();

    private Person(Terminal terminal, Path history) {
        this.terminal = terminal;
        if (terminal.getWidth() <= 0) {
            // A pseudo-terminal that nobody has given a size.
            terminal.setSize(new Size(COLUMNS, ROWS));
        }
        reader = LineReaderBuilder.builder().terminal(terminal).appName("lamarck").variable(LineReader.HISTORY_FILE, history)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true).option(LineReader.Option.BRACKETED_PASTE, false).build();
        terminal.handle(Terminal.Signal.INT, signal -> press(INTERRUPT));
        terminal.handle(Terminal.Signal.TSTP, signal -> press(SUSPEND));
        terminal.handle(Terminal.Signal.QUIT, signal -> press(QUIT));
        Thread.ofPlatform().daemon().name("terminal").start(this::serve);
    }

    /** At this process's terminal. */
    public static Person atTerminal() throws IOException {
        return new Person(TerminalBuilder.builder().system(true).build(), history());
    }

    /** At some terminal, for which nothing is remembered. */
    static Person at(Terminal terminal, Path history) {
        return new Person(terminal, history);
    }

    /** The user's: {@code $XDG_STATE_HOME/lamarck/history} or {@code ~/.local/state/lamarck/history}. */
    private static Path history() {
        String configured = System.getenv("XDG_STATE_HOME");
        Path state = configured == null || configured.isBlank() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(configured);
        return state.resolve("lamarck").resolve("history");
    }

    /** The guest hears of what is typed when it is. One that asks again while its line is being typed is being served already. */
    @Override
    public List<Typed> listen(long cycle, int sort, String shown) {
        if (isBusy.compareAndSet(false, true)) {
            requests.add(new Request(sort, shown));
        }
        return List.of();
    }

    @Override
    public byte[] typed() {
        byte[] next = typed.pollFirst();
        return next == null ? Typed.NOTHING : next;
    }

    @Override
    public void rest(long nanoseconds) {
        try {
            byte[] next = typed.pollFirst(nanoseconds, TimeUnit.NANOSECONDS);
            if (next != null) {
                typed.addFirst(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isAttended() {
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.getHistory().save();
        terminal.close();
    }

    private void press(int key) {
        typed.add(new byte[] {(byte) key});
    }

    private void serve() {
        try {
            while (true) {
                Request request = requests.take();
                byte[] keys = (request.sort & Console.KEYS) != 0 ? key() : line(request);
                isBusy.set(false);
                typed.add(keys);
            }
        } catch (InterruptedException | IOException e) {
            // A terminal that fails has no more to say.
            press(END_OF_TRANSMISSION);
        }
    }

    private byte[] line(Request request) {
        try {
            // The editor draws what the guest has written in this line itself, from its beginning.
            terminal.writer().print('\r');
            Character mask = (request.sort & Console.UNSEEN) != 0 ? Character.valueOf('\0') : null;
            return (reader.readLine(request.shown, mask) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (UserInterruptException e) {
            return new byte[] {INTERRUPT};
        } catch (EndOfFileException e) {
            return new byte[] {END_OF_TRANSMISSION};
        }
    }

    /** As it is pressed: neither shown nor meant for us. */
    private byte[] key() throws IOException {
        Attributes before = terminal.enterRawMode();
        try {
            int key = terminal.reader().read();
            return key < 0 ? new byte[] {END_OF_TRANSMISSION} : Character.toString(key).getBytes(StandardCharsets.UTF_8);
        } finally {
            terminal.setAttributes(before);
        }
    }
}
