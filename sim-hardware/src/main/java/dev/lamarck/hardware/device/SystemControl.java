package dev.lamarck.hardware.device;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;

/** Device 5. The way out, marks for the observer, and entropy from the seed. */
public final class SystemControl implements Device {
    static final int POWER_OFF = 0x00;
    static final int MARKER = 0x08;
    static final int ENTROPY = 0x10;

    /** What the machine does about it. */
    public interface Listener {
        void powerOff(int outcome, int status);

        void marker(long value);
    }

    private final SeededRandom random;
    private final Listener listener;

    public SystemControl(SeededRandom random, Listener listener) {
        this.random = random;
        this.listener = listener;
    }

    @Override
    public long read(int register) {
        return register == ENTROPY ? random.nextLong() : 0;
    }

    @Override
    public void write(int register, long value) {
        switch (register) {
            case POWER_OFF -> listener.powerOff((int) (value >>> 32), (int) value);
            case MARKER -> listener.marker(value);
            default -> { }
        }
    }

    @Override
    public void save(SnapshotWriter out) {
        random.save(out);
    }

    @Override
    public void load(SnapshotReader in) {
        random.load(in);
    }
}
