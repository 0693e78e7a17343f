package dev.lamarck.workloads.world;

import dev.lamarck.hardware.device.ConsoleHost;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The far end of the guest's console. Input comes a line at a time, at most as much as was asked for: what the guest reads is
 * then a function of the input's bytes, however the host's pipes deliver them. What the guest took is recorded.
 */
public final class Terminal implements ConsoleHost {
    private final InputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream consumed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream record;
    private boolean outputClosed;

    private Terminal(InputStream in, OutputStream out, ByteArrayOutputStream record) {
        this.in = in;
        this.out = new BufferedOutputStream(out);
        this.record = record;
    }

    /** Between the host's streams. */
    public static Terminal over(InputStream in, OutputStream out) {
        return new Terminal(in, out, null);
    }

    /** Between the host's streams, with a record of the output. */
    public static Terminal recorded(InputStream in, OutputStream out) {
        return new Terminal(in, out, new ByteArrayOutputStream());
    }

    /** A terminal that has this to say, and records what it hears. */
    public static Terminal scripted(Content input) {
        return recorded(new ByteArrayInputStream(input.bytes()), OutputStream.nullOutputStream());
    }

    @Override
    public void write(int octet) {
        if (record != null) {
            record.write(octet);
        }
        if (outputClosed) {
            return;
        }
        try {
            out.write(octet);
            if (octet == '\n') {
                out.flush();
            }
        } catch (IOException e) {
            // Whoever read our output has gone (`lamarck run … | head`). The guest cannot tell: what it does depends on its job only.
            outputClosed = true;
        }
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

    /** All output, if it is recorded. */
    Content record() {
        return record == null ? Content.EMPTY : Content.of(record.toByteArray());
    }

    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            outputClosed = true;
        }
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
