package dev.lamarck.hardware.device;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;

/**
 * Device 0. Collects raised sources until they are acknowledged, and offers the enabled ones to the processor by level. A
 * write to IDLE suspends the processor until an enabled source is pending.
 */
public final class InterruptController implements Device {
    static final int PENDING = 0x00;
    static final int ENABLE = 0x08;
    static final int IDLE = 0x10;
    static final int ACKNOWLEDGE = 0x18;

    /** The processor's side of the interrupt lines. */
    public interface Processor {
        /** The set of enabled pending sources changed. */
        void interruptsChanged();

        /** Stop executing until {@link #hasPending}. */
        void suspend();
    }

    /** Told of every source that is raised. */
    public interface Observer {
        void raised(InterruptSource source);
    }

    private static final InterruptSource[] SOURCES = InterruptSource.values();

    private final Processor processor;
    private Observer observer = source -> {};
    private long pending;
    private long enabled;

    public InterruptController(Processor processor) {
        this.processor = processor;
    }

    public void setObserver(Observer observer) {
        this.observer = observer;
    }

    /** A source wants attention. */
    public void raise(InterruptSource source) {
        pending |= source.bit();
        observer.raised(source);
        processor.interruptsChanged();
    }

    public boolean hasPending() {
        return (pending & enabled) != 0;
    }

    /** Bit n set: an enabled source of level n is pending. */
    public int pendingLevels() {
        if (!hasPending()) {
            return 0;
        }
        int levels = 0;
        for (InterruptSource source : SOURCES) {
            if ((pending & enabled & source.bit()) != 0) {
                levels |= 1 << source.level;
            }
        }
        return levels;
    }

    @Override
    public long read(int register) {
        return switch (register) {
            case PENDING -> pending;
            case ENABLE -> enabled;
            default -> 0;
        };
    }

    @Override
    public void write(int register, long value) {
        switch (register) {
            case ENABLE -> enabled = value;
            case ACKNOWLEDGE -> pending &= ~value;
            case IDLE -> processor.suspend();
            default -> {
                return;
            }
        }
        processor.interruptsChanged();
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLong(pending);
        out.putLong(enabled);
    }

    @Override
    public void load(SnapshotReader in) {
        pending = in.getLong();
        enabled = in.getLong();
    }
}
