package dev.lamarck.hardware.device;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;

/** Device 5. The way out, marks for the observer, entropy from the seed, and the start of the other processors. */
public final class SystemControl implements Device {
    static final int POWER_OFF = 0x00;
    static final int MARKER = 0x08;
    static final int ENTROPY = 0x10;
    /** Of processor 0; the others' follow. */
    static final int START = 0x40;

    /** What the machine does about it. */
    public interface Listener {
        void powerOff(int outcome, int status);

        void marker(long value);

        /** Starts a processor that is not running, at a physical address. */
        void start(int processor, long entry);

        boolean isStarted(int processor);
    }

    private final SeededRandom random;
    private final Listener listener;

    public SystemControl(SeededRandom random, Listener listener) {
        this.random = random;
        this.listener = listener;
    }

    @Override
    public long read(int register) {
        if (register >= START) {
            return listener.isStarted(processor(register)) ? 1 : 0;
        }
        return register == ENTROPY ? random.nextLong() : 0;
    }

    @Override
    public void write(int register, long value) {
        switch (register) {
            case POWER_OFF -> listener.powerOff((int) (value >>> 32), (int) value);
            case MARKER -> listener.marker(value);
            default -> {
                if (register >= START) {
                    listener.start(processor(register), value);
                }
            }
        }
    }

    private static int processor(int register) {
        return (register - START) / Long.BYTES;
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
