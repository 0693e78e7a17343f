package dev.lamarck.hardware.device;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Device 0. For each processor, collects raised sources until they are acknowledged, and offers the enabled ones by level. A write to
 * IDLE suspends the processor until an enabled source is pending. All registers but TARGET are those of the processor that
 * accesses them; TARGET names the one to which the devices go, but for the timers, of which each processor has its own.
 */
public final class InterruptController implements Device {
    static final int PENDING = 0x00;
    static final int ENABLE = 0x08;
    static final int IDLE = 0x10;
    static final int ACKNOWLEDGE = 0x18;
    static final int TARGET = 0x20;

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

    private final List<? extends Processor> processors;
    private final IntSupplier accessing;
    private Observer observer = source -> {};
    private final long[] pending;
    private final long[] enabled;
    /** By processor, what {@link #pendingLevels} says. */
    private final int[] levels;
    private int target;

    /** {@code accessing}: the number of the processor that accesses a register. */
    public InterruptController(List<? extends Processor> processors, IntSupplier accessing) {
        this.processors = processors;
        this.accessing = accessing;
        pending = new long[processors.size()];
        enabled = new long[processors.size()];
        levels = new int[processors.size()];
    }

    public void setObserver(Observer observer) {
        this.observer = observer;
    }

    /** A device wants attention. */
    public void raise(InterruptSource source) {
        raise(source, target);
    }

    /** A source wants the attention of one processor. */
    public void raise(InterruptSource source, int processor) {
        pending[processor] |= source.bit();
        findLevels(processor);
        observer.raised(source);
        processors.get(processor).interruptsChanged();
    }

    public boolean hasPending(int processor) {
        return levels[processor] != 0;
    }

    /** Bit n set: an enabled source of level n is pending. */
    public int pendingLevels(int processor) {
        return levels[processor];
    }

    private void findLevels(int processor) {
        levels[processor] = 0;
        for (InterruptSource source : SOURCES) {
            if ((pending[processor] & enabled[processor] & source.bit()) != 0) {
                levels[processor] |= 1 << source.level;
            }
        }
    }

    @Override
    public long read(int register) {
        int processor = accessing.getAsInt();
        return switch (register) {
            case PENDING -> pending[processor];
            case ENABLE -> enabled[processor];
            case TARGET -> target;
            default -> 0;
        };
    }

    @Override
    public void write(int register, long value) {
        int processor = accessing.getAsInt();
        switch (register) {
            case ENABLE -> enabled[processor] = value;
            case ACKNOWLEDGE -> pending[processor] &= ~value;
            case IDLE -> processors.get(processor).suspend();
            case TARGET -> target = (int) Math.clamp(value, 0, processors.size() - 1);
            default -> {
                return;
            }
        }
        findLevels(processor);
        processors.get(processor).interruptsChanged();
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLongs(pending);
        out.putLongs(enabled);
        out.putInt(target);
    }

    @Override
    public void load(SnapshotReader in) {
        in.getLongs(pending);
        in.getLongs(enabled);
        for (int processor = 0; processor < levels.length; processor++) {
            findLevels(processor);
        }
        target = in.getInt();
    }
}
