package dev.lamarck.hardware.device;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;

/**
 * Device 2. Input is fetched from the host when the guest asks for it, within the store to IN_REQUEST, so it depends on the
 * cycle of the request only; the interrupt says that bytes, or the end of input, are there.
 */
public final class Console implements Device {
    static final int OUT = 0x00;
    static final int IN_REQUEST = 0x08;
    static final int IN_COUNT = 0x10;
    static final int IN = 0x18;
    static final int ERROR = 0x20;

    private final EventQueue events;
    private final InterruptController interrupts;
    private final ConsoleHost host;
    private byte[] input = {};
    private int taken;
    private boolean ended;

    public Console(EventQueue events, InterruptController interrupts, ConsoleHost host) {
        this.events = events;
        this.interrupts = interrupts;
        this.host = host;
    }

    @Override
    public long read(int register) {
        return switch (register) {
            case IN_COUNT -> count();
            case IN -> taken < input.length ? input[taken++] & 0xff : 0;
            default -> 0;
        };
    }

    private long count() {
        int ready = input.length - taken;
        return ready == 0 && ended ? -1 : ready;
    }

    @Override
    public void write(int register, long value) {
        switch (register) {
            case OUT -> host.write((int) value & 0xff);
            case ERROR -> host.writeError((int) value & 0xff);
            case IN_REQUEST -> request(Math.clamp(value, 1, 1 << 16));
            default -> { }
        }
    }

    private void request(int limit) {
        if (taken == input.length) {
            input = host.read(events.now(), limit);
            taken = 0;
            ended = input.length == 0;
        }
        interrupts.raise(InterruptSource.CONSOLE);
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInt(input.length - taken);
        out.putBytes(input, taken, input.length - taken);
        out.putBoolean(ended);
    }

    @Override
    public void load(SnapshotReader in) {
        input = in.getBlock();
        taken = 0;
        ended = in.getBoolean();
    }
}
