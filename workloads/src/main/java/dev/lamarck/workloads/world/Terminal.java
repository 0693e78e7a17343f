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
 * then a function of the input's bytes, however the host's pipes deliver them. Both directions are recorded.
 */
public final class Terminal implements ConsoleHost {
    private final InputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream consumed = new ByteArrayOutputStream();
    private boolean outputClosed;

    public Terminal(InputStream in, OutputStream out) {
        this.in = in;
        this.out = new BufferedOutputStream(out);
    }

    /** A terminal that has this to say and listens to nothing. */
    public static Terminal scripted(Content input) {
        return new Terminal(new ByteArrayInputStream(input.bytes()), OutputStream.nullOutputStream());
    }

    @Override
    public void write(int octet) {
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
