package dev.lamarck.workloads.world;

import dev.lamarck.hardware.device.Console;
import dev.lamarck.hardware.device.Typed;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream in a person's place: whenever the guest listens, the next line is typed, or the next key if it listens for keys. Ctrl-C, Ctrl-Z and Ctrl-\\
 * behind a line are typed without being waited for, each so much later: time for what the line began. The end of the stream is Ctrl-D, as often as
 * need be. So what the guest gets, and when, is a function of the stream's bytes and of the guest.
 */
public final class ScriptedKeyboard implements Keyboard {
    /** Between keys that nobody listens for: a tenth of a second at the usual clock. */
    private static final long PAUSE = 16_700_000;
    private static final int END_OF_TRANSMISSION = 'D' & 0x1F;

    private final InputStream in;
    /** Before this cycle nothing more is typed: what comes later in the stream comes later. */
    private long next;

    public ScriptedKeyboard(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    @Override
    public List<Typed> listen(long cycle, int sort, String shown) {
        List<Typed> typed = new ArrayList<>();
        long first = Math.max(cycle, next);
        typed.add(new Typed(first, (sort & Console.KEYS) != 0 ? new byte[] {(byte) next()} : line()));
        while (isSignal(peek())) {
            typed.add(new Typed(first + typed.size() * PAUSE, new byte[] {(byte) next()}));
        }
        next = typed.getLast().cycle() + 1;
        return typed;
    }

    /** Up to its end, or to a key that ends or interrupts it; such a key alone if there is nothing before. */
    private byte[] line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int key;
        do {
            key = next();
            line.write(key);
        } while (key != '\n' && key != END_OF_TRANSMISSION && !isSignal(key) && !isSignal(peek()));
        return line.toByteArray();
    }

    private static boolean isSignal(int key) {
        return key == ('C' & 0x1F) || key == ('Z' & 0x1F) || key == ('\\' & 0x1F);
    }

    private int peek() {
        in.mark(1);
        int key = read();
        reset();
        return key;
    }

    private int next() {
        int key = read();
        return key < 0 ? END_OF_TRANSMISSION : key;
    }

    private int read() {
        try {
            return in.read();
        } catch (IOException e) {
            // A terminal that fails has no more to say.
            return -1;
        }
    }

    private void reset() {
        try {
            in.reset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
