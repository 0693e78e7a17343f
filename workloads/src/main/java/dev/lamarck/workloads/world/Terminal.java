package dev.lamarck.workloads.world;

import dev.lamarck.hardware.device.ConsoleHost;
import dev.lamarck.hardware.device.Typed;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The far end of the guest's console. Input of a stream comes a line at a time, at most as much as was asked for: what the guest reads is
 * then a function of the input's bytes, however the host's pipes deliver them. What the guest took is recorded, and what a {@link Keyboard} typed. Output and errors
 * reach the host in the order in which the guest wrote them.
 */
public final class Terminal implements ConsoleHost {
    private final InputStream in;
    private final Sink out;
    private final Sink errors;
    private final ByteArrayOutputStream consumed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream record;
    private Keyboard keyboard = Keyboard.silent();
    private final List<Typed> typed = new ArrayList<>();
    /** What stands in the line that the cursor is in. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** A stream of the host's, until whoever reads it has gone ({@code lamarck run … | head}). The guest cannot tell. */
    private static final class Sink {
        private final OutputStream stream;
        private boolean isClosed;

        Sink(OutputStream stream) {
            this.stream = new BufferedOutputStream(stream);
        }

        void write(int octet) {
            if (isClosed) {
                return;
            }
            try {
                stream.write(octet);
                if (octet == '\n') {
                    stream.flush();
                }
            } catch (IOException e) {
                isClosed = true;
            }
        }

        void flush() {
            try {
                stream.flush();
            } catch (IOException e) {
                isClosed = true;
            }
        }
    }

    private Terminal(InputStream in, OutputStream out, OutputStream errors, ByteArrayOutputStream record) {
        this.in = in;
        this.out = new Sink(out);
        this.errors = new Sink(errors);
        this.record = record;
    }

    /** Between the host's streams. */
    public static Terminal over(InputStream in, OutputStream out, OutputStream errors) {
        return new Terminal(in, out, errors, null);
    }

    /** Between the host's streams, with a record of output and errors. */
    public static Terminal recorded(InputStream in, OutputStream out, OutputStream errors) {
        return new Terminal(in, out, errors, new ByteArrayOutputStream());
    }

    /** A terminal that has this to say, and records what it hears. */
    public static Terminal scripted(Content input) {
        return recorded(new ByteArrayInputStream(input.bytes()), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }

    /** The same terminal, of a guest that has already read this. */
    public Terminal havingRead(Content earlier) {
        consumed.writeBytes(earlier.bytes());
        return this;
    }

    /** The same terminal with somebody who types: for a guest to which its console is one. */
    public Terminal with(Keyboard typist) {
        keyboard = typist;
        return this;
    }

    @Override
    public void write(int octet) {
        write(octet, out, errors);
    }

    @Override
    public void writeError(int octet) {
        write(octet, errors, out);
    }

    private void write(int octet, Sink sink, Sink other) {
        if (record != null) {
            record.write(octet);
        }
        other.flush();
        sink.write(octet);
        if (octet == '\n' || octet == '\r') {
            line.reset();
        } else {
            line.write(octet);
        }
    }

    @Override
    public List<Typed> listen(long cycle, int sort) {
        flush();
        List<Typed> reply = keyboard.listen(cycle, sort, line.toString(StandardCharsets.UTF_8));
        typed.addAll(reply);
        return reply;
    }

    @Override
    public byte[] typed(long cycle) {
        byte[] keys = keyboard.typed();
        if (keys.length > 0) {
            typed.add(new Typed(cycle + 1, keys));
            line.reset();
        }
        return keys;
    }

    @Override
    public void rest(long nanoseconds) {
        flush();
        keyboard.rest(nanoseconds);
    }

    @Override
    public boolean isAttended() {
        return keyboard.isAttended();
    }

    /** All that has been typed, and when. */
    List<Typed> typed() {
        return List.copyOf(typed);
    }

    @Override
    public byte[] read(long cycle, int limit) {
        flush();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = 0;
        while (line.size() < limit && octet != '\n') {
            octet = next();
            if (octet < 0) {
                break;
            }
            line.write(octet);
        }
        consumed.writeBytes(line.toByteArray());
        return line.toByteArray();
    }

    /** All input that the guest has taken. */
    public Content consumed() {
        return Content.of(consumed.toByteArray());
    }

    /** All output and errors, if they are recorded. */
    Content record() {
        return record == null ? Content.EMPTY : Content.of(record.toByteArray());
    }

    public void flush() {
        out.flush();
        errors.flush();
    }

    private int next() {
        try {
            return in.read();
        } catch (IOException e) {
            // A terminal that fails has no more to say.
            return -1;
        }
    }
}
